### Neue Tickets: was das Formular selbst sagt. Die Fragen der einzelnen Formulare stehen in forms.ftl.

## Übersicht

draft-overview = Neues Ticket
draft-overview-type = { $icon } { $title }
draft-overview-how = Antworten Sie mit einer Zahl (1–{ $count }) oder beschreiben Sie Ihr Anliegen.
draft-overview-noted = Ihre Nachricht habe ich notiert, sie wird die Beschreibung:
draft-overview-pick = Welche Ticketart passt? Antworten Sie mit einer Zahl (1–{ $count }) oder dem Namen.
draft-given-too-long = Das sind { $length } Zeichen, höchstens { $most } kann ich mir merken. Bitte kürzen Sie, oder schicken Sie den Rest als Datei.
draft-nothing-begun = In Ordnung, es wurde nichts angelegt.
draft-took-description = Ihre Nachricht habe ich als „{ $label }“ übernommen. In der Zusammenfassung können Sie sie noch ändern.
draft-following-up = Das neue Ticket bezieht sich auf **{ $number }**.
draft-refers-to = Bezug
draft-another = Übrigens: Sie haben noch einen Entwurf „{ $title }“, zuletzt geändert: { $touched }.
draft-offer = Das klingt eher nach „{ $title }“: Dort fragen wir gleich, was wir dafür brauchen. System, Beschreibung und Anhänge nehme ich mit.
draft-offer-yes = Zu „{ $title }“ wechseln
draft-switched = Weiter geht es mit „{ $title }“. System, Beschreibung und Anhänge habe ich mitgenommen.

## Fragen

draft-step = Schritt { $step } von { $steps }
draft-for-example = Zum Beispiel: { $example }
draft-noted = Notiert: { $answer }
draft-so-far = Bisher: { $answer }
draft-noted-before = Ihre Nachricht „{ $answer }“ steht schon da. Bitte schreiben Sie noch etwas mehr dazu.
draft-more-options = { $count ->
    [one] Ein weiterer Eintrag ist nicht gezeigt. Nennen Sie einfach einen Teil des Namens.
   *[other] { $count } weitere Einträge sind nicht gezeigt. Nennen Sie einfach einen Teil des Namens.
}
draft-ask-which = Das passt auf mehrere. Welches meinen Sie?
draft-ask-time = Um wie viel Uhr ungefähr?
    .help = Notiert habe ich { $answer }. Zum Beispiel: 20 Uhr
draft-ask-more-windows = Möchten Sie noch ein Zeitfenster nennen?
    .help = Notiert: { $answer }. Bis zu { $most } sind möglich.
draft-ask-more-picks = Noch etwas?
    .help = Ausgewählt: { $answer }. Sie können noch weitere wählen oder wieder abwählen.
draft-ask-name = Wie heißt die Person?
    .help = Vor- und Nachname, gern gleich mit Telefonnummer.
draft-ask-phone = Unter welcher Telefonnummer ist { $answer } erreichbar?
    .help = Zum Beispiel: 0171 3920041
draft-ask-postal-code = Was fehlt noch zu Straße, Postleitzahl und Ort?
    .help = Was Sie geschrieben haben, bleibt stehen. Zum Beispiel: 28195 Bremen
draft-ask-unfound = Ein Ticket { $number } finde ich unter denen, die Sie sehen dürfen, nicht. Nennen Sie eine andere Nummer, oder ich übernehme diese ungeprüft.
draft-unchecked = Ob es das Ticket { $number } gibt, kann ich gerade nicht nachsehen. Ich habe die Nummer so notiert.
draft-first-question = Das ist die erste Frage.
draft-required = Die Angabe „{ $label }“ brauchen wir, um Ihnen helfen zu können.
draft-required-or-unknown = Die Angabe „{ $label }“ brauchen wir. Wenn Sie es nicht wissen, antworten Sie mit „{ $unknown }“.
draft-help = Antworten Sie mit eigenen Worten oder wählen Sie aus, zum Beispiel „{ $example }“. Es helfen auch „zurück“, „überspringen“, „Übersicht“, „später“ und „abbrechen“. Was mit „Text:“ beginnt, übernehme ich wörtlich.
draft-yes-or-no = Bitte antworten Sie mit „ja“ oder „nein“.
draft-person-myself = { $name } (ich selbst)
draft-myself = ich
    .words = ich selbst, mich, ich bin das, ich bin es, das bin ich, mir
draft-phone-words = Telefon
    .words = Tel, Tel., Telefonnummer, Handy, Mobil, Nummer, Durchwahl, unter, erreichbar, mobil
draft-pieces = Stück
    .words = Teile, Teil, mal, Platten, Festplatten, Netzteile, Lüfter, Controller
draft-about = ungefähr
    .words = ca, circa, etwa, rund, zirka
draft-decimal-mark = ,

draft-confirm-taken-over =
    Aus Ihrer Nachricht übernommen: **{ $answer }**
    Stimmt das?
draft-confirm-not-listed = „{ $answer }“ steht nicht in der Liste. Soll ich es so übernehmen?
draft-confirm-nearly = Soll ich „{ $answer }“ so übernehmen?
draft-confirm-hint = { $answer }: { $hint }

draft-picked = ✓ { $label }
draft-pick-done = Fertig
draft-pick-only-day = Uhrzeit nicht bekannt
draft-pick-no-more-windows = Kein weiteres
draft-pick-as-is = So übernehmen
draft-pick-without-phone = Nummer nicht bekannt

draft-more = Das Wichtigste habe ich. Möchten Sie weitere Angaben machen, zum Beispiel { $fields }?

## Schaltflächen

draft-button-right = Ja
draft-button-change = Ändern
draft-button-keep = So lassen
draft-button-skip = Überspringen
draft-button-back = Zurück
draft-button-to-summary = Zur Zusammenfassung
draft-button-native = Als Formular ausfüllen
draft-button-stepwise = Lieber Schritt für Schritt
draft-button-cancel = Abbrechen
draft-button-more = Ja, weitere Angaben
draft-button-no-more = Nein, zur Zusammenfassung
draft-button-add-more = Weitere Angaben
draft-button-send = Absenden
draft-button-send-now = Jetzt anlegen
draft-button-go-on = Weiter ausfüllen
draft-button-later = Später
draft-button-discard = Ja, verwerfen
draft-button-discard-draft = Entwurf verwerfen
draft-button-restart = Ja, neu beginnen
draft-button-keep-draft = Nein, behalten
draft-button-resume = Fortsetzen
draft-button-resume-step = Weiter mit Schritt { $step }
draft-button-resume-summary = Zur Zusammenfassung
draft-button-resume-other = Diesen Entwurf fortsetzen
draft-button-drop-oldest = Den ältesten verwerfen
draft-button-new = Neues Ticket
draft-button-help = Allgemeine Hilfe
draft-button-show = Ticket anzeigen
draft-button-reply = Antworten
draft-button-unchecked = Ungeprüft übernehmen

## Zusammenfassung

draft-summary-heading = Zusammenfassung: { $title }
draft-overview-so-far = Bisher: { $title }
draft-summary-label = { $number }. { $label }
draft-summary-priority = Vorgeschlagene Priorität: **{ $priority }**
draft-summary-priority-because = Vorgeschlagene Priorität: **{ $priority }**, wegen { $reasons }
draft-summary-reason = „{ $label }: { $value }“
draft-summary-edit = Zum Ändern genügt die Zahl davor, zum Beispiel „ändern 2“. Passt alles, schreiben Sie „absenden“.
draft-edit-what = Was möchten Sie ändern? Nennen Sie die Zahl oder den Namen aus der Zusammenfassung, zum Beispiel „ändern 2“.
draft-unfinished = Vor dem Absenden fehlt noch „{ $label }“.
draft-made-subject = { $title }: { $system }
draft-made-subject-without-system = { $title }
draft-subject =
    .question = Wie lautet der Betreff?
    .short = Betreff
    .example = Freigaben nicht erreichbar

draft-quick-heading = { $title }: jetzt anlegen?
draft-quick = Das genügt, um Ihr Ticket sofort anzulegen. Bitte rufen Sie zusätzlich die Hotline { $hotline } an. Die übrigen Angaben können Sie danach ergänzen.
draft-rest-follows = Einige Angaben helfen uns noch weiter. Sie kommen als eine Ergänzung ins Ticket.
draft-rest-heading = Ergänzung: { $title }

## Entwürfe

draft-reminder = Ihr Entwurf „{ $title }“ ist gespeichert.
draft-reminder-rest = Ihre Ergänzung zu „{ $title }“ ist gespeichert.
draft-kept = Ihr Entwurf „{ $title }“ ist gespeichert. Mit „fortsetzen“ machen Sie weiter, wo Sie aufgehört haben.
draft-none = Sie haben keine Entwürfe.
draft-list = { $count ->
    [one] Sie haben einen Entwurf. Womit möchten Sie weitermachen?
   *[other] Sie haben { $count } Entwürfe. Womit möchten Sie weitermachen?
}
draft-list-item = { $title }, { $stand }, zuletzt geändert: { $touched }
draft-stand-ready = fast fertig
draft-too-many = Sie haben schon { $count } Entwürfe, mehr kann ich nicht aufheben. Setzen Sie einen fort oder verwerfen Sie einen, dann geht es weiter. Wenn es dringend ist, rufen Sie bitte die Hotline { $hotline } an.
draft-discard = Ihren Entwurf „{ $title }“ wirklich verwerfen?
draft-discard-rest = Ihr Ticket bleibt bestehen. Die weiteren Angaben wirklich verwerfen?
draft-discarded = Der Entwurf „{ $title }“ ist verworfen.
draft-discarded-rest = Die weiteren Angaben sind verworfen. Ihr Ticket bleibt bestehen.
draft-restart = „{ $title }“ wirklich von vorn beginnen? Ihre bisherigen Antworten gehen dabei verloren.
draft-restart-filed = Ihr Ticket ist schon angelegt, von vorn beginnen geht nicht mehr. Ändern können Sie jede Antwort.
draft-form-gone = Das Formular zu diesem Entwurf gibt es nicht mehr. Bitte beginnen Sie ein neues Ticket.
draft-stale-question = Diese Frage ist schon beantwortet, es wurde nichts geändert.
draft-stale-sent = Dieses Formular ist schon abgeschickt.
draft-stale-gone = Dieses Formular ist schon abgeschickt oder verworfen, es wurde nichts geändert.
draft-edited = Geändert: { $label } ist jetzt „{ $answer }“.
draft-edited-note = Ihre geänderte Nachricht habe ich übernommen.
draft-edit-refused = Ihre geänderte Nachricht passt nicht als Antwort auf „{ $label }“, es bleibt bei „{ $answer }“. { $reason }
draft-taken-back = Zurückgenommen: { $labels }
draft-taken-back-note = Ihre gelöschte Nachricht zählt nicht mehr.

## Dateien

draft-files-noted = { $count ->
    [one] Eine Datei notiert.
   *[other] { $count } Dateien notiert.
}
draft-files-not-here = Zu diesem Formular gehören keine Dateien. Sie können sie nachreichen, sobald das Ticket angelegt ist.
draft-file-too-many = „{ $file }“ habe ich nicht übernommen: Höchstens { $most } Dateien gehören zu einem Ticket.
draft-file-too-large = „{ $file }“ habe ich nicht übernommen: Eine Datei darf höchstens { $most } groß sein.
draft-file-type = „{ $file }“ habe ich nicht übernommen. Erlaubt sind Dateien mit diesen Endungen: { $types }.

## Formular auf einen Blick

draft-native-intro = Angaben mit * sind Pflichtfelder.
draft-native-submit = Absenden
draft-native-submit-rest = Ergänzung absenden
draft-native-cancel = Abbrechen
draft-native-help = Sie können auch schreiben: { $words }.
draft-native-mend = { $count ->
    [one] Eine Angabe fehlt noch oder passt nicht.
   *[other] { $count } Angaben fehlen noch oder passen nicht.
}
draft-native-new-fields = Aus Ihren Antworten ergeben sich noch Fragen. Bitte ergänzen Sie sie.

## Abgeschickt

draft-created = **{ $number }** „{ $title }“ ist angelegt. Unser Support meldet sich hier bei Ihnen.
draft-created-critical = **{ $number }** „{ $title }“ ist angelegt, Priorität { $priority }. Bitte rufen Sie zusätzlich die Hotline { $hotline } an und nennen Sie diese Nummer.
draft-added = Ihre Ergänzung steht jetzt in **{ $number }** „{ $title }“.
draft-nothing-added = Zu „{ $title }“ gibt es nichts zu ergänzen. Ihr Ticket bleibt, wie es ist.
draft-delayed = Angenommen, { $accepted }. Unser Ticket-System antwortet gerade nicht; ich lege das Ticket an, sobald es wieder erreichbar ist, und melde mich mit der Nummer. In dringenden Fällen: Hotline { $hotline }.
draft-delayed-addition = Angenommen, { $accepted }. Unser Ticket-System antwortet gerade nicht; ich trage Ihre Ergänzung ein, sobald es wieder erreichbar ist. In dringenden Fällen: Hotline { $hotline }.
draft-outcome-unknown = Angenommen, { $accepted }. Ob unser Ticket-System das Ticket schon hat, ließ sich nicht klären; ein Mitarbeiter sieht nach, damit es nicht doppelt entsteht. In dringenden Fällen: Hotline { $hotline }.
draft-outcome-unknown-addition = Angenommen, { $accepted }. Ob unser Ticket-System die Ergänzung schon hat, ließ sich nicht klären; ein Mitarbeiter sieht nach. In dringenden Fällen: Hotline { $hotline }.
draft-refused-invalid = Unser Ticket-System hat das so nicht angenommen. Bitte prüfen Sie Ihre Angaben oder wenden Sie sich an { $contact } und nennen Sie { $reference }.
draft-refused-not-allowed = Das dürfen wir gerade nicht für Sie anlegen. Bitte wenden Sie sich an { $contact } und nennen Sie { $reference }.
draft-refused-no-ticket = Das Ticket, zu dem die Ergänzung gehört, finde ich nicht mehr. Bitte wenden Sie sich an { $contact } und nennen Sie { $reference }.
draft-refused-state = Das Ticket hat sich inzwischen geändert, die Ergänzung ließ sich nicht eintragen. Bitte versuchen Sie es noch einmal oder wenden Sie sich an { $contact } und nennen Sie { $reference }.
draft-given-back = Ihre Antworten sind nicht verloren, sie liegen wieder als Entwurf bereit.
draft-after-all = Vorhin hatte das nicht geklappt; unser Support hat es nachgeholt. Sie brauchen nichts mehr zu tun.
draft-after-all-draft = Vorhin hatte das nicht geklappt; unser Support hat es nachgeholt. Den Entwurf, den Sie zurückbekommen haben, brauchen Sie nicht mehr abzusenden.

## Werte

draft-system = { $name }, Modell { $model }, { $serial }, { $site }
draft-contract = { $name } ({ $number }), gültig bis { $until }
draft-value-day = { $day }
draft-value-moment = { $moment }
draft-value-window = { $day }, { $from } bis { $until }
draft-value-window-days = { $day }, { $from } bis { $end-day }, { $until }
draft-value-number = { $number }
draft-value-quantity = { $number } { $unit }
draft-value-size = { $number } { $unit } ({ $other } { $other-unit })
draft-value-list = { $items }

draft-option-other = Anderes
draft-option-asap = Nächstmöglich
draft-option-new = Jemand anderes
draft-option-new_address = An eine andere Adresse
draft-option-unreadable = Nicht ablesbar

draft-unit-TiB = TiB
    .words = Tebibyte, tib
draft-unit-TB = TB
    .words = Terabyte, Tera, T, tb
draft-unit-GiB = GiB
    .words = Gibibyte, gib
draft-unit-GB = GB
    .words = Gigabyte, Giga, gb
draft-unit-PiB = PiB
    .words = Pebibyte
draft-unit-PB = PB
    .words = Petabyte
draft-unit-MiB = MiB
    .words = Mebibyte
draft-unit-MB = MB
    .words = Megabyte
draft-unit-percent = %
    .words = Prozent, v. H.
draft-unit-percent_per_year = % pro Jahr
    .words = %, Prozent, Prozent pro Jahr, Prozent im Jahr, % im Jahr, %/Jahr
draft-unit-rack_units = HE
    .words = Höheneinheiten, Höheneinheit, U, RU

## Fehler: was erwartet wird, mit einem Beispiel

draft-error-text = Darauf brauche ich eine kurze Antwort in Worten, zum Beispiel „{ $example }“.
draft-error-long_text = Darauf brauche ich eine Antwort in Worten, zum Beispiel „{ $example }“.
draft-error-choice = Das finde ich in der Liste nicht. Antworten Sie mit der Zahl oder dem Namen, zum Beispiel „{ $example }“.
draft-error-multi_choice = Das finde ich in der Liste nicht. Nennen Sie Zahlen oder Namen, zum Beispiel „{ $example }“.
draft-error-yes_no = Bitte antworten Sie mit „ja“ oder „nein“.
draft-error-confirm = Bitte antworten Sie mit „ja“ oder „nein“.
draft-error-number = Das verstehe ich nicht als Zahl. Bitte nennen Sie eine, zum Beispiel „{ $example }“.
draft-error-date = Das verstehe ich nicht als Tag. Bitte nennen Sie einen, zum Beispiel „{ $example }“.
draft-error-datetime = Das verstehe ich nicht als Zeitpunkt. Bitte nennen Sie Tag und Uhrzeit, zum Beispiel „{ $example }“.
draft-error-time_window = Das verstehe ich nicht als Zeitfenster. Bitte nennen Sie Tag, Beginn und Ende, zum Beispiel „{ $example }“.
draft-error-email = Das ist keine vollständige E-Mail-Adresse. Sie sieht zum Beispiel so aus: „{ $example }“.
draft-error-phone = Das verstehe ich nicht als Telefonnummer. Bitte nennen Sie eine mit Vorwahl, zum Beispiel „{ $example }“.
draft-error-serial = Eine Seriennummer hat 5 bis 32 Buchstaben, Ziffern oder Bindestriche, zum Beispiel „{ $example }“.
draft-error-system = Dieses System finde ich nicht. Antworten Sie mit der Zahl, dem Namen oder der Seriennummer, zum Beispiel „{ $example }“.
draft-error-systems = Diese Systeme finde ich nicht alle. Antworten Sie mit Zahlen oder Namen, zum Beispiel „{ $example }“.
draft-error-site = Diesen Standort finde ich nicht. Antworten Sie mit der Zahl oder dem Namen, zum Beispiel „{ $example }“.
draft-error-sites = Diese Standorte finde ich nicht alle. Antworten Sie mit Zahlen oder Namen, zum Beispiel „{ $example }“.
draft-error-contract = Diesen Vertrag finde ich nicht. Antworten Sie mit der Zahl oder dem Namen, zum Beispiel „{ $example }“.
draft-error-person = Bitte nennen Sie eine Person, zum Beispiel „{ $example }“.
draft-error-watchers = Diese Personen finde ich nicht alle in Ihrer Firma. Antworten Sie mit Zahlen oder Namen, zum Beispiel „{ $example }“.
draft-error-address = Bitte nennen Sie die Adresse mit Straße, Postleitzahl und Ort, zum Beispiel „{ $example }“.
draft-error-ticket_ref = Bitte nennen Sie genau eine Ticketnummer, zum Beispiel „{ $example }“.
draft-error-attachment = Bitte schicken Sie eine Datei oder ein Bild. Geht das gerade nicht, schreiben Sie „{ $example }“.
draft-error-note = Hier ist nichts zu beantworten. Mit „{ $example }“ geht es weiter.

draft-example-text = eine kurze Antwort
draft-example-long_text = ein oder zwei Sätze
draft-example-choice = 1
draft-example-multi_choice = 1, 3
draft-example-yes_no = ja
draft-example-confirm = ja
draft-example-number = 3
draft-example-date = übermorgen
draft-example-datetime = heute 8:30
draft-example-time_window = Donnerstag, 3.12., 20–23 Uhr
draft-example-email = petra.lange@firma.example
draft-example-phone = 0171 3920041
draft-example-serial = AX7-204711
draft-example-system = 1
draft-example-systems = 1, 2
draft-example-site = 1
draft-example-sites = 1, 2
draft-example-contract = 1
draft-example-person = Petra Lange
draft-example-watchers = 1, 2
draft-example-address = Hafenstraße 12, 28195 Bremen
draft-example-ticket_ref = CS-2026-004698
draft-example-attachment = weiter
draft-example-note = weiter

draft-error-required = Diese Angabe fehlt noch, zum Beispiel „{ $example }“.
draft-error-too-short = { $length ->
    [one] Das ist erst ein Zeichen, wir brauchen mindestens { $least }. Zum Beispiel: „{ $example }“
   *[other] Das sind erst { $length } Zeichen, wir brauchen mindestens { $least }. Zum Beispiel: „{ $example }“
}
draft-error-too-long = Das sind { $length } Zeichen, höchstens { $most } sind möglich. Bitte kürzen Sie, oder schicken Sie den Rest als Datei. Ein Beispiel: „{ $example }“
draft-error-lines = { $wanted ->
    [one] Gefragt ist eine Zeile, ich zähle { $lines }. Zum Beispiel: „{ $example }“
   *[other] Gefragt sind { $wanted } Angaben, ich zähle { $lines }. Bitte je Zeile eine, oder durch Komma getrennt, zum Beispiel „{ $example }“.
}
draft-error-whole = Bitte nennen Sie eine ganze Zahl, zum Beispiel „{ $example }“.
draft-error-too-small = Der kleinste mögliche Wert ist { $least }. Zum Beispiel: „{ $example }“
draft-error-too-large = Der größte mögliche Wert ist { $most }. Zum Beispiel: „{ $example }“
draft-error-not-greater = Der Wert muss größer sein als „{ $label }“, also größer als { $other }.
draft-error-unit = Diese Einheit kenne ich hier nicht. Möglich sind { $units }, zum Beispiel „{ $example }“.
draft-error-too-few = Es sollten mindestens { $least } sein, angegeben sind { $count }. Zum Beispiel: „{ $example }“
draft-error-too-many = Höchstens { $most } sind möglich, angegeben sind { $count }. Zum Beispiel: „{ $example }“
draft-error-day-past = Das Datum liegt in der Vergangenheit. Bitte nennen Sie einen Termin ab heute, zum Beispiel „{ $example }“.
draft-error-moment-future = Dieser Zeitpunkt liegt in der Zukunft. Bitte nennen Sie einen, der schon war, zum Beispiel „{ $example }“.
draft-error-day-too-early = Der Tag ({ $day }) liegt zu früh. Möglich ist { $bound } und alles danach, zum Beispiel „{ $example }“.
draft-error-day-too-late = Der Tag ({ $day }) liegt zu spät. Möglich ist { $bound } und alles davor, zum Beispiel „{ $example }“.
draft-error-moment-too-early = Dieser Zeitpunkt ({ $moment }) liegt zu weit zurück. Möglich ist alles ab { $bound }, zum Beispiel „{ $example }“.
draft-error-moment-too-late = Dieser Zeitpunkt ({ $moment }) liegt zu spät. Möglich ist alles bis { $bound }, zum Beispiel „{ $example }“.
draft-error-window-order = Das Ende liegt vor dem Beginn ({ $window }). Zum Beispiel: „{ $example }“
draft-error-window-end = Mir fehlen Beginn und Ende. Bitte nennen Sie beides, zum Beispiel „{ $example }“.
draft-error-window-too-long = { $hours ->
    [one] Das Fenster ({ $window }) ist zu lang, höchstens eine Stunde ist möglich. Zum Beispiel: „{ $example }“
   *[other] Das Fenster ({ $window }) ist zu lang, höchstens { $hours } Stunden sind möglich. Zum Beispiel: „{ $example }“
}
draft-error-window-too-short = { $hours ->
    [one] Das Fenster ({ $window }) ist zu kurz, wir brauchen mindestens eine Stunde. Zum Beispiel: „{ $example }“
   *[other] Das Fenster ({ $window }) ist zu kurz, wir brauchen mindestens { $hours } Stunden. Zum Beispiel: „{ $example }“
}
draft-error-window-too-early = Das Fenster ({ $window }) liegt zu früh. Es kann ab { $bound } beginnen, zum Beispiel „{ $example }“.
draft-error-window-too-late = Das Fenster ({ $window }) liegt zu spät. Es muss bis { $bound } beginnen, zum Beispiel „{ $example }“.
draft-error-clock-change = Diese Uhrzeit gibt es an dem Tag nicht: Die Uhren werden umgestellt. Bitte nennen Sie eine andere, zum Beispiel „{ $example }“.
draft-error-own-company = Bitte nennen Sie eine Adresse Ihrer Firma, sie endet zum Beispiel auf „@{ $domain }“.
draft-error-phone-missing = Ich brauche noch die Telefonnummer mit Vorwahl, zum Beispiel „0171 3920041“.
draft-error-no-colleagues = In Ihrer Firma ist sonst niemand freigeschaltet. Mit „überspringen“ geht es weiter.
draft-error-gone = Ihre frühere Auswahl steht nicht mehr zur Verfügung. Bitte wählen Sie neu, zum Beispiel „{ $example }“.
draft-error-confirm-native = Das steht nicht in der Liste. Stimmt es so, senden Sie noch einmal; sonst zum Beispiel „{ $example }“.
draft-error-hint-native = { $hint } Stimmt die Angabe, senden Sie noch einmal.
draft-error-which = Das passt auf mehrere: { $options }. Bitte genauer, zum Beispiel „{ $example }“.
draft-error-no-such-ticket = Dieses Ticket finde ich unter denen, die Sie sehen dürfen, nicht. Eine Nummer sieht zum Beispiel so aus: „{ $example }“.
