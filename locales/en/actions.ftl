### What can be done with a ticket.

actions-cancel = Cancel
actions-no = No
actions-yes = Yes
actions-yes-close = Yes, close it
actions-yes-reopen = Yes, reopen it
actions-yes-escalate = Yes, escalate
actions-yes-send = Yes, send it
actions-yes-sign-out = Yes, sign out
actions-yes-discard = Yes, discard it
actions-yes-restart = Yes, start over
actions-yes-follow-up = Yes, follow up
actions-nothing-changed = All right, nothing was changed.

actions-one-at-a-time = One at a time: I’ll start with { $number }.
actions-which-ticket = { $action }: which ticket is it about? Please say its place in the list or its number.
actions-none-to-pick = { $action }: I can’t find a ticket for that right now. If you know its number, just add it.
actions-ticket-expected = Please say the ticket’s number, for example “4711”, or “new”.

actions-ask-reply = { $files ->
    [yes] What would you like to write on **{ $number }** “{ $title }”? Just send files along if you have any.
   *[no] What would you like to write on **{ $number }** “{ $title }”?
}
actions-ask-close = Why close **{ $number }** “{ $title }”? A short sentence will do, such as “Works again”.
actions-ask-reopen = Why reopen **{ $number }** “{ $title }”? A short sentence will do, such as “The error is back”.
actions-ask-escalate = Why escalate **{ $number }** “{ $title }”? Please tell us what makes it urgent now.
actions-ask-priority = **{ $number }** “{ $title }” has priority { $priority }. What should it be?
actions-priority-expected = Please name a priority: critical, high, normal or low.
actions-same-priority = **{ $number }** has priority { $priority } already.
actions-ask-rate = How happy are you with **{ $number }** “{ $title }”? 5 stars is very, 1 star is not at all.
actions-stars = { $stars ->
    [1] ★☆☆☆☆ 1 star
    [2] ★★☆☆☆ 2 stars
    [3] ★★★☆☆ 3 stars
    [4] ★★★★☆ 4 stars
   *[5] ★★★★★ 5 stars
}
actions-stars-expected = Please say a number from 1 to 5, for example “4”.
actions-ask-comment = { $stars ->
    [1] One star
   *[other] { $stars } stars
} for **{ $number }**. Would you like to add a word?
actions-without-comment = No comment
actions-ask-add-watcher = Who should follow **{ $number }** “{ $title }”?
actions-ask-remove-watcher = Who should no longer follow **{ $number }** “{ $title }”?
actions-which-colleague = “{ $given }” fits several colleagues. Whom do you mean for **{ $number }**?
actions-no-such-colleague = I can’t find “{ $given }” among your colleagues for **{ $number }**. Whom do you mean?
actions-colleague-expected = Please name a colleague by name or e-mail address, or pick one of the numbers.
actions-watches-already = { $name } follows **{ $number }** “{ $title }” already.
actions-watches-not = { $name } doesn’t follow **{ $number }** “{ $title }”.
actions-no-watchers = **{ $number }** “{ $title }” has no watchers you could remove.
actions-nobody-to-add = Every colleague I know of follows **{ $number }** “{ $title }” already.

actions-files-for = { $files ->
    [one] Which ticket does the file belong to?
   *[other] Which ticket do the { $files } files belong to?
} You can also type its number.
actions-attach-to = Attach to { $number }
actions-attach-to-new = New ticket with it
actions-text-too-long = That text has { $length } characters; { $limit } will fit. Please shorten it or send it as a file.
actions-too-many-files = At most { $limit } files fit at once. Please send the others in another message.

actions-confirm-close = Really close **{ $number }** “{ $title }”? Your reason:
actions-confirm-reopen = Really reopen **{ $number }** “{ $title }”? Your reason:
actions-confirm-escalate = Really escalate **{ $number }** “{ $title }”? Your reason:
actions-confirm-priority = Change the priority of **{ $number }** “{ $title }” to { $priority }?
actions-confirm-add-watcher = Should { $name } follow **{ $number }** “{ $title }”?
actions-confirm-remove-watcher = Should { $name } stop following **{ $number }** “{ $title }”?
actions-confirm-rate = Rate **{ $number }** “{ $title }” with { $stars ->
    [1] one star
   *[other] { $stars } stars
}?
actions-confirm-reply = { $files ->
    [0] Send this to **{ $number }** “{ $title }”?
    [one] Send this to **{ $number }** “{ $title }” with one file?
   *[other] Send this to **{ $number }** “{ $title }” with { $files } files?
}
actions-confirm-sign-out = { $drafts ->
    [0] Really sign out?
    [one] Really sign out? Your draft will be lost.
   *[other] Really sign out? Your { $drafts } drafts will be lost.
}
actions-confirm-discard = Really discard the draft? Your answers will be lost.
actions-confirm-restart = Really start over? Your answers will be lost.
actions-confirm-follow-up = File a follow-up ticket to **{ $number }**?

actions-follow-up = File a follow-up
actions-refused-desk = Our ticket system can’t do that (“{ $action }”). Our support team is glad to help: { $contact }.
actions-refused-type = “{ $action }” isn’t available for this type of ticket. Our support team is glad to help: { $contact }.
actions-refused-still-open = **{ $number }** is still open (status: { $status }). You can simply reply.
actions-refused-already-closed = **{ $number }** is closed already (status: { $status }).
actions-refused-closed-for-good = **{ $number }** is closed for good: it had been resolved for { $days } days. I can file a follow-up ticket that refers to it.
actions-refused-resolved = **{ $number }** is resolved. Reopen it first, then this works, too.
actions-refused-rate-open = **{ $number }** is still open (status: { $status }). You can rate it once it’s resolved.
actions-refused-already-rated = You’ve rated **{ $number }** already. Thank you.
actions-refused-watchers = Adding or removing colleagues on **{ $number }** is up to the ticket’s contact or somebody with the role “{ $role }”. You can remove yourself at any time.
actions-refused-role = On **{ $number }** only the ticket’s contact or somebody with the role “{ $role }” can do that. You can still reply.

actions-muted = **{ $number }** is muted. Say “follow” to hear from it again.
actions-already-muted = **{ $number }** is muted already. Say “follow” to change that.
actions-unmuted = You’ll hear from **{ $number }** again.
actions-already-told = You’re being told about **{ $number }** already. Say “mute” to turn that off.

actions-replied = Sent to **{ $number }** “{ $title }”. Status: { $status }.
actions-corrected = Your correction is on **{ $number }** now.
actions-withdrawn = **{ $number }** now says that you withdrew that message. Files sent with it stay there.
actions-closed = **{ $number }** “{ $title }”: { $status }. Say “reopen” to undo that.
actions-closed-for-good = **{ $number }** “{ $title }”: { $status }.
actions-reopened = **{ $number }** “{ $title }” is open again. Status: { $status }.
actions-escalated = **{ $number }** “{ $title }” is escalated; our support team sees that at once. If it can’t wait, please call as well: { $hotline }.
actions-priority-set = **{ $number }** “{ $title }” now has priority { $priority }.
actions-watcher-added = { $name } follows **{ $number }** “{ $title }” now.
actions-watcher-removed = { $name } no longer follows **{ $number }** “{ $title }”.
actions-following = You’re watching **{ $number }** “{ $title }” now.
actions-unfollowed = You’re no longer watching **{ $number }** “{ $title }”.
actions-rated = Thank you, your rating for **{ $number }** has arrived: { $stars ->
    [1] 1 star
   *[other] { $stars } stars
}.
actions-not-so = That didn’t work on **{ $number }** “{ $title }”. Status: { $status }, priority: { $priority }. Please try again or write to { $contact }.

actions-delayed = Taken at { $at }. Our ticket system isn’t answering right now; I’ll pass this on as soon as it’s back and let you know. If it’s urgent: hotline { $hotline }.
actions-unknown = Taken at { $at }. I can’t tell for sure whether it has reached the ticket system; our support team is checking. Please don’t send it again. If it’s urgent: hotline { $hotline }.
actions-failed-none-such = That didn’t work: there’s no ticket with that number, or it isn’t yours. (Reference { $reference })
actions-failed-not-allowed = That didn’t work on **{ $number }**: you aren’t allowed to do it there. If that’s not what you expect, { $contact } can help. (Reference { $reference })
actions-failed-wrong-state = That didn’t work on **{ $number }**: its status doesn’t allow it. Say “show” and the number to see what’s possible now. (Reference { $reference })
actions-failed-stale = **{ $number }** has just changed, so I did nothing. Please have a look at it and try again. (Reference { $reference })
actions-failed-invalid = Our ticket system didn’t take that for **{ $number }**. Please write to { $contact }. (Reference { $reference })
