# Die Seite des Web-Chats: alles um das Gespräch herum.

web-unknown-browser = unbekannter Browser

web-refusal-foreign = Diese Anfrage kam nicht von unserer Seite. Bitte laden Sie die Seite neu.
web-refusal-token = Die Seite war zu lange offen. Bitte laden Sie sie neu.
web-refusal-ended = Ihre Sitzung ist beendet. Bitte laden Sie die Seite neu.
web-refusal-too-many = Das war viel auf einmal. Bitte versuchen Sie es in { $seconds } Sekunden noch einmal.
web-refusal-too-large = Das ist zu groß, um es auf einmal anzunehmen. Bitte teilen Sie es auf.
web-refusal-too-long = Die Nachricht ist zu lang. Bitte kürzen Sie sie auf { $most } Zeichen oder hängen Sie den Text als Datei an.
web-refusal-too-many-files = Es gehen höchstens { $most } Dateien auf einmal. Bitte senden Sie die übrigen mit einer zweiten Nachricht.
web-refusal-malformed = Das konnten wir nicht lesen. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.
web-refusal-file-type = Diese Art von Datei nehmen wir nicht an. Möglich sind: { $types }.
web-refusal-file-too-large = Die Datei ist zu groß. Möglich sind höchstens { $most }.
web-refusal-file-empty = Die Datei ist leer. Bitte wählen Sie eine andere.
web-refusal-file-gone = Eine der Dateien ist nicht mehr da. Bitte fügen Sie sie noch einmal hinzu.
web-refusal-no-such-message = Diese Nachricht lässt sich nicht mehr ändern.
web-refusal-not-signed-in = Dateien können Sie senden, sobald Sie angemeldet sind.
web-refusal-not-found = Hier ist nichts.
web-refusal-unavailable = Das hat gerade nicht geklappt. Bitte versuchen Sie es gleich noch einmal.

web-page-title = Support-Chat
