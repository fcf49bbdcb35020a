### Was man mit einem Ticket tun kann.

actions-cancel = Abbrechen
actions-no = Nein
actions-yes = Ja
actions-yes-close = Ja, schließen
actions-yes-reopen = Ja, wieder öffnen
actions-yes-escalate = Ja, eskalieren
actions-yes-send = Ja, senden
actions-yes-sign-out = Ja, abmelden
actions-yes-discard = Ja, verwerfen
actions-yes-restart = Ja, neu beginnen
actions-yes-follow-up = Ja, Folgeticket
actions-nothing-changed = Gut, ich habe nichts geändert.

actions-one-at-a-time = Eins nach dem anderen: Ich beginne mit { $number }.
actions-which-ticket = { $action }: um welches Ticket geht es? Bitte nennen Sie seine Zahl oder Nummer.
actions-none-to-pick = { $action }: dafür finde ich gerade kein passendes Ticket. Wenn Sie die Nummer wissen, schreiben Sie sie gleich dazu.
actions-ticket-expected = Bitte nennen Sie die Nummer des Tickets, zum Beispiel „4711“, oder schreiben Sie „neu“.

actions-ask-reply = { $files ->
    [yes] Was möchten Sie zu **{ $number }** „{ $title }“ schreiben? Dateien können Sie einfach mitschicken.
   *[no] Was möchten Sie zu **{ $number }** „{ $title }“ schreiben?
}
actions-ask-close = Warum soll **{ $number }** „{ $title }“ geschlossen werden? Ein kurzer Satz genügt, zum Beispiel „Läuft wieder“.
actions-ask-reopen = Warum soll **{ $number }** „{ $title }“ wieder geöffnet werden? Ein kurzer Satz genügt, zum Beispiel „Der Fehler ist wieder da“.
actions-ask-escalate = Warum möchten Sie **{ $number }** „{ $title }“ eskalieren? Schreiben Sie bitte, was daran jetzt dringend ist.
actions-ask-priority = **{ $number }** „{ $title }“ hat die Priorität { $priority }. Welche soll es sein?
actions-priority-expected = Bitte nennen Sie eine Priorität: kritisch, hoch, normal oder niedrig.
actions-same-priority = **{ $number }** hat schon die Priorität { $priority }.
actions-ask-rate = Wie zufrieden sind Sie mit **{ $number }** „{ $title }“? 5 Sterne sind sehr zufrieden, 1 Stern ist gar nicht.
actions-stars = { $stars ->
    [1] ★☆☆☆☆ 1 Stern
    [2] ★★☆☆☆ 2 Sterne
    [3] ★★★☆☆ 3 Sterne
    [4] ★★★★☆ 4 Sterne
   *[5] ★★★★★ 5 Sterne
}
actions-stars-expected = Bitte nennen Sie eine Zahl von 1 bis 5, zum Beispiel „4“.
actions-ask-comment = { $stars ->
    [1] Ein Stern
   *[other] { $stars } Sterne
} für **{ $number }**. Möchten Sie noch etwas dazu schreiben?
actions-without-comment = Ohne Kommentar
actions-ask-add-watcher = Wer soll **{ $number }** „{ $title }“ mitlesen?
actions-ask-remove-watcher = Wer soll **{ $number }** „{ $title }“ nicht mehr mitlesen?
actions-which-colleague = „{ $given }“ passt auf mehrere Kollegen. Wen meinen Sie bei **{ $number }**?
actions-no-such-colleague = „{ $given }“ finde ich für **{ $number }** nicht unter Ihren Kollegen. Wen meinen Sie?
actions-colleague-expected = Bitte nennen Sie einen Kollegen mit Namen oder E-Mail-Adresse, oder eine der Zahlen davor.
actions-watches-already = { $name } liest **{ $number }** „{ $title }“ schon mit.
actions-watches-not = { $name } liest **{ $number }** „{ $title }“ nicht mit.
actions-no-watchers = **{ $number }** „{ $title }“ hat keine Beobachter, die Sie entfernen können.
actions-nobody-to-add = Alle Kollegen, die ich kenne, lesen **{ $number }** „{ $title }“ schon mit.

actions-files-for = { $files ->
    [one] Zu welchem Ticket gehört die Datei?
   *[other] Zu welchem Ticket gehören die { $files } Dateien?
} Sie können auch die Nummer schreiben.
actions-attach-to = An { $number } anhängen
actions-attach-to-new = Damit ein neues Ticket anlegen
actions-text-too-long = Der Text hat { $length } Zeichen, möglich sind { $limit }. Bitte kürzen Sie ihn oder schicken Sie ihn als Datei.
actions-too-many-files = Auf einmal gehen höchstens { $limit } Dateien. Bitte schicken Sie die übrigen in einer weiteren Nachricht.

actions-confirm-close = **{ $number }** „{ $title }“ wirklich schließen? Ihre Begründung:
actions-confirm-reopen = **{ $number }** „{ $title }“ wirklich wieder öffnen? Ihre Begründung:
actions-confirm-escalate = **{ $number }** „{ $title }“ wirklich eskalieren? Ihre Begründung:
actions-confirm-priority = Die Priorität von **{ $number }** „{ $title }“ auf { $priority } ändern?
actions-confirm-add-watcher = Soll { $name } **{ $number }** „{ $title }“ mitlesen?
actions-confirm-remove-watcher = Soll { $name } **{ $number }** „{ $title }“ nicht mehr mitlesen?
actions-confirm-rate = **{ $number }** „{ $title }“ mit { $stars ->
    [1] einem Stern
   *[other] { $stars } Sternen
} bewerten?
actions-confirm-reply = { $files ->
    [0] An **{ $number }** „{ $title }“ senden?
    [one] An **{ $number }** „{ $title }“ mit einer Datei senden?
   *[other] An **{ $number }** „{ $title }“ mit { $files } Dateien senden?
}
actions-confirm-sign-out = { $drafts ->
    [0] Wirklich abmelden?
    [one] Wirklich abmelden? Ihr Entwurf geht dabei verloren.
   *[other] Wirklich abmelden? Ihre { $drafts } Entwürfe gehen dabei verloren.
}
actions-confirm-discard = Den Entwurf wirklich verwerfen? Ihre Antworten gehen dabei verloren.
actions-confirm-restart = Wirklich neu beginnen? Ihre Antworten gehen dabei verloren.
actions-confirm-follow-up = Ein Folgeticket zu **{ $number }** anlegen?

actions-follow-up = Folgeticket anlegen
actions-refused-desk = „{ $action }“ kann unser Ticket-System nicht. Unser Support hilft Ihnen gern: { $contact }.
actions-refused-type = „{ $action }“ ist bei dieser Ticketart nicht vorgesehen. Unser Support hilft Ihnen gern: { $contact }.
actions-refused-still-open = **{ $number }** ist noch offen (Status: { $status }). Sie können einfach antworten.
actions-refused-already-closed = **{ $number }** ist schon geschlossen (Status: { $status }).
actions-refused-closed-for-good = **{ $number }** ist endgültig geschlossen, denn es war { $days } Tage gelöst. Ich kann ein Folgeticket anlegen, das darauf verweist.
actions-refused-resolved = **{ $number }** ist gelöst. Öffnen Sie es zuerst wieder, dann geht auch das.
actions-refused-rate-open = **{ $number }** ist noch offen (Status: { $status }). Bewerten können Sie es, sobald es gelöst ist.
actions-refused-already-rated = **{ $number }** haben Sie schon bewertet. Danke dafür.
actions-refused-watchers = Kollegen zu **{ $number }** hinzufügen oder entfernen kann der Ansprechpartner des Tickets oder wer die Rolle „{ $role }“ hat. Sich selbst können Sie jederzeit entfernen.
actions-refused-role = Das kann bei **{ $number }** nur der Ansprechpartner des Tickets oder wer die Rolle „{ $role }“ hat. Antworten können Sie trotzdem.

actions-muted = **{ $number }** ist stummgeschaltet. Mit „folgen“ erfahren Sie wieder, was sich tut.
actions-already-muted = **{ $number }** ist schon stummgeschaltet. Mit „folgen“ ändern Sie das.
actions-unmuted = Sie erfahren ab jetzt wieder, was sich bei **{ $number }** tut.
actions-already-told = Sie erfahren schon, was sich bei **{ $number }** tut. Mit „stumm“ schalten Sie das ab.

actions-replied = Gesendet zu **{ $number }** „{ $title }“. Status: { $status }.
actions-corrected = Ihre Berichtigung steht jetzt bei **{ $number }**.
actions-withdrawn = Bei **{ $number }** ist vermerkt, dass Sie die Nachricht zurückgezogen haben. Mitgeschickte Dateien bleiben dort.
actions-closed = **{ $number }** „{ $title }“: { $status }. Mit „wieder öffnen“ machen Sie das rückgängig.
actions-closed-for-good = **{ $number }** „{ $title }“: { $status }.
actions-reopened = **{ $number }** „{ $title }“ ist wieder offen. Status: { $status }.
actions-escalated = **{ $number }** „{ $title }“ ist eskaliert, unser Support sieht das sofort. Wenn es brennt, rufen Sie bitte zusätzlich an: { $hotline }.
actions-priority-set = **{ $number }** „{ $title }“ hat jetzt die Priorität { $priority }.
actions-watcher-added = { $name } liest **{ $number }** „{ $title }“ jetzt mit.
actions-watcher-removed = { $name } liest **{ $number }** „{ $title }“ nicht mehr mit.
actions-following = Sie beobachten jetzt **{ $number }** „{ $title }“.
actions-unfollowed = Sie beobachten **{ $number }** „{ $title }“ nicht mehr.
actions-rated = Danke, Ihre Bewertung für **{ $number }** ist angekommen: { $stars ->
    [1] 1 Stern
   *[other] { $stars } Sterne
}.
actions-not-so = Das hat bei **{ $number }** „{ $title }“ nicht geklappt. Status: { $status }, Priorität: { $priority }. Bitte versuchen Sie es noch einmal oder wenden Sie sich an { $contact }.

actions-delayed = Angenommen, { $at }. Unser Ticket-System antwortet gerade nicht; ich gebe es weiter, sobald es wieder erreichbar ist, und melde mich. In dringenden Fällen: Hotline { $hotline }.
actions-unknown = Angenommen, { $at }. Ob es im Ticket-System angekommen ist, weiß ich nicht sicher; unser Support prüft es. Bitte senden Sie es nicht noch einmal. In dringenden Fällen: Hotline { $hotline }.
actions-failed-none-such = Das hat nicht geklappt: Ein Ticket mit dieser Nummer gibt es nicht, oder es gehört nicht zu Ihnen. (Referenz { $reference })
actions-failed-not-allowed = Das hat bei **{ $number }** nicht geklappt: Sie dürfen es dort nicht. Wenn Sie das anders erwarten, hilft Ihnen { $contact }. (Referenz { $reference })
actions-failed-wrong-state = Das hat bei **{ $number }** nicht geklappt: Der Status des Tickets lässt es nicht zu. Mit „zeige“ und der Nummer sehen Sie, was jetzt möglich ist. (Referenz { $reference })
actions-failed-stale = **{ $number }** hat sich gerade geändert, deshalb habe ich nichts getan. Bitte sehen Sie sich das Ticket an und versuchen Sie es noch einmal. (Referenz { $reference })
actions-failed-invalid = Unser Ticket-System hat das für **{ $number }** nicht angenommen. Bitte wenden Sie sich an { $contact }. (Referenz { $reference })
