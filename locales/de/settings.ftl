### Sprache, Benachrichtigungen und Ruhezeiten.

settings-which-language = In welcher Sprache möchten Sie schreiben?
settings-language-de = Deutsch
settings-language-en = English
settings-language-set = Gut, wir sprechen Deutsch.
settings-language-offer = Möchten Sie immer auf Deutsch schreiben?
settings-language-stay = Immer Deutsch
settings-no-such-language = Diese Sprache spreche ich nicht. Möglich sind Deutsch und Englisch.

settings-updates-now = { $which ->
    [answers] Sie erfahren hier nur, wenn unser Support antwortet oder nachfragt.
    [none] Sie bekommen hier keine Nachrichten zu Ihren Tickets.
   *[all] Sie erfahren hier alles, was sich bei Ihren Tickets tut.
} { $quiet }
settings-updates-all = Alles melden
settings-updates-answers = Nur Antworten
settings-updates-none = Nichts melden
settings-updates-set = { $which ->
    [answers] Gut, Sie erfahren ab jetzt nur, wenn unser Support antwortet oder nachfragt.
    [none] Gut, Sie bekommen keine Nachrichten zu Ihren Tickets mehr. Mit „meine“ sehen Sie jederzeit, wie es steht.
   *[all] Gut, Sie erfahren ab jetzt alles, was sich bei Ihren Tickets tut.
}
settings-quiet-none = Ruhezeiten: keine.
settings-quiet-now = Ruhezeit: { $from } bis { $until } Uhr. Was in dieser Zeit geschieht, melde ich danach.
settings-quiet-set = Ruhezeit einstellen
settings-quiet-off = Ohne Ruhezeit
settings-quiet-ask = Von wann bis wann soll es ruhig bleiben? Zum Beispiel „22–7 Uhr“.
settings-quiet-expected = Bitte nennen Sie zwei verschiedene Uhrzeiten, zum Beispiel „22–7 Uhr“ oder „20:30 bis 6 Uhr“.
settings-quiet-saved = Gut, das ist gespeichert. { $quiet }
