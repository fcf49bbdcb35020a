# Die E-Mail mit dem Anmeldecode.
# Überall bekannt: $company, $contact-email, $minutes, $until (Uhrzeit), $platform, $origin, $asked (Zeitpunkt).

mail-code-subject = Ihr Anmeldecode für den Support-Chat von { $company }
mail-code-greeting = Guten Tag,
mail-code-intro = mit diesem Code melden Sie sich im Support-Chat von { $company } an:
mail-code-valid =
    Bitte geben Sie ihn dort ein, wo Sie ihn angefordert haben. { $minutes ->
        [one] Er gilt eine Minute, bis { $until }
       *[other] Er gilt { $minutes } Minuten, bis { $until }
    }, und nur einmal.
mail-code-asked = Angefordert am { $asked }, { $platform }.
mail-code-asked-from = Angefordert am { $asked }, { $platform } ({ $origin }).
mail-code-secret = **Geben Sie den Code niemandem weiter.** Unser Support fragt nie danach.
mail-code-not-you =
    Sie haben keinen Code angefordert? Dann brauchen Sie nichts zu tun: Ohne ihn kann sich niemand mit Ihrer Adresse
    anmelden. Wenn solche E-Mails öfter kommen, schreiben Sie uns bitte: { $contact-email }.
mail-code-footer = Diese E-Mail wurde automatisch verschickt. { $company }, { $contact-email }

mail-platform-web = im Web-Chat
mail-platform-matrix = in Matrix
mail-platform-slack = in Slack
mail-platform-teams = in Microsoft Teams
mail-platform-other = im Chat
