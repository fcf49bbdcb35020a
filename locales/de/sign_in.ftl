### An- und Abmelden.

sign_in-introduction = { $part ->
    [morning] Guten Morgen.
    [evening] Guten Abend.
   *[day] Guten Tag.
} Ich bin der Support-Chat von { $company }. Hier melden Sie Störungen, sehen Ihre Tickets und schreiben mit unserem Support. Bitte melden Sie sich zuerst mit Ihrer geschäftlichen E-Mail-Adresse an.
sign_in-signed-out = Sie sind nicht angemeldet. Mit „anmelden“ geht es weiter.
sign_in-signed-out-now = Sie sind abgemeldet. Ihre Entwürfe hier sind gelöscht, Ihre Tickets bleiben. Mit „anmelden“ melden Sie sich wieder an.
sign_in-ended = Ihre Anmeldung wurde beendet. Mit „anmelden“ melden Sie sich wieder an. Fragen beantwortet { $contact }.

sign_in-ask-email = Wie lautet Ihre geschäftliche E-Mail-Adresse? Ich schicke einen Code dorthin.
sign_in-first = Dafür müssen Sie angemeldet sein. Wie lautet Ihre geschäftliche E-Mail-Adresse? Ich schicke einen Code dorthin; danach machen wir hier weiter.
sign_in-email-expected = Das ist keine vollständige E-Mail-Adresse. Sie sieht zum Beispiel so aus: „name@ihre-firma.de“.
sign_in-cancelled = Gut, die Anmeldung ist abgebrochen.

# Dieser Satz ist vorgegeben und gleich, ob die Adresse unbekannt, gesperrt oder der Kontrakt abgelaufen ist.
sign_in-not-admitted = Ihre E-Mail ist nicht zur Anmeldung zugelassen.
sign_in-whom-to-ask = Bitte wenden Sie sich an Ihren gewohnten Ansprechpartner oder an { $contact }.
sign_in-blocked = Diesen Zugang hat unser Support gesperrt; nur er kann ihn wieder freigeben.

sign_in-code-sent = Ich habe einen Code an { $email } geschickt. Er hat { $length } Zeichen und gilt nur kurze Zeit. Bitte geben Sie ihn hier ein.
sign_in-code-expected = Das ist kein Code. Er hat { $length } Zeichen, zum Beispiel „K7WX3PQM“, und steht in der E-Mail, die Sie gerade bekommen haben.
sign_in-code-wrong = Der Code stimmt nicht. { $left ->
    [one] Sie haben noch einen Versuch.
   *[other] Sie haben noch { $left } Versuche.
}
sign_in-code-void = Der Code wurde zu oft falsch eingegeben und gilt nicht mehr. Bitte fordern Sie einen neuen an.
sign_in-code-expired = Dieser Code gilt nicht mehr. Bitte fordern Sie einen neuen an.
sign_in-code-in-room = Codes gelten nur im privaten Chat. Den Code aus dem Raum habe ich ungültig gemacht. Fordern Sie hier einen neuen an.
sign_in-new-code = Neuen Code schicken
    .words = neuer Code, neuen Code, Code neu, nochmal schicken, noch einmal schicken, kein Code bekommen, Code kam nicht an
sign_in-other-address = Andere Adresse
    .words = andere E-Mail, andere Mail, anderes Konto, falsche Adresse
sign_in-wait = Das waren viele Versuche. Ab { $until } geht es wieder. Wenn es eilt, hilft Ihnen { $contact }.
sign_in-mail-failed = Ich kann die E-Mail mit dem Code gerade nicht verschicken. Unser Betrieb weiß Bescheid. Versuchen Sie es bitte später noch einmal; wenn es eilt, hilft Ihnen { $contact }.
sign_in-unavailable = Die Anmeldung klappt gerade nicht. Bitte versuchen Sie es in einigen Minuten noch einmal oder wenden Sie sich an { $contact } (Referenz { $reference }).

sign_in-linked = Sie sind angemeldet. Mit „menü“ sehen Sie, was Sie hier tun können.
sign_in-welcome = Willkommen, { $name }. Sie sind für { $customer } angemeldet.
sign_in-already = Sie sind schon angemeldet: { $name }, { $email }.

sign_in-fact-name = Name
sign_in-fact-email = E-Mail
sign_in-fact-customer = Firma
sign_in-fact-role = Rolle
sign_in-fact-support-id = Support-ID
sign_in-fact-no-support-id = noch keine
sign_in-fact-contract = Support-Kontrakt
sign_in-fact-contract-until = { $name }, gültig bis { $day }
