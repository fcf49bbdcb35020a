# The web chat's page: everything around the conversation.

web-unknown-browser = unknown browser

web-refusal-foreign = This request didn’t come from our page. Please reload it.
web-refusal-token = This page has been open for too long. Please reload it.
web-refusal-ended = Your session has ended. Please reload the page.
web-refusal-too-many = That was a lot at once. Please try again in { $seconds } seconds.
web-refusal-too-large = That’s too much to take in one go. Please split it up.
web-refusal-too-long = The message is too long. Please cut it to { $most } characters or attach the text as a file.
web-refusal-too-many-files = You can send up to { $most } files at once. Please send the rest with a second message.
web-refusal-malformed = We couldn’t read that. Please reload the page and try again.
web-refusal-file-type = We don’t take this kind of file. These work: { $types }.
web-refusal-file-too-large = The file is too large. The limit is { $most }.
web-refusal-file-empty = The file is empty. Please choose another one.
web-refusal-file-gone = One of the files is gone. Please add it again.
web-refusal-no-such-message = This message can no longer be changed.
web-refusal-not-signed-in = You can send files once you’re signed in.
web-refusal-not-found = There’s nothing here.
web-refusal-unavailable = That didn’t work just now. Please try again in a moment.

web-page-title = Support chat
