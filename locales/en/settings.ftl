### Language, notifications and quiet hours.

settings-which-language = Which language would you like to use?
settings-language-de = Deutsch
settings-language-en = English
settings-language-set = Good, let’s speak English.
settings-language-offer = Would you like to use English from now on?
settings-language-stay = Always English
settings-no-such-language = I don’t speak that language. German and English are possible.

settings-updates-now = { $which ->
    [answers] You only hear from me when our support team replies or asks something.
    [none] You get no messages about your tickets here.
   *[all] You hear about everything that happens on your tickets.
} { $quiet }
settings-updates-all = Tell me everything
settings-updates-answers = Replies only
settings-updates-none = Tell me nothing
settings-updates-set = { $which ->
    [answers] Good, from now on you only hear when our support team replies or asks something.
    [none] Good, no more messages about your tickets. “Mine” shows how things stand at any time.
   *[all] Good, from now on you hear about everything that happens on your tickets.
}
settings-quiet-none = Quiet hours: none.
settings-quiet-now = Quiet hours: { $from } to { $until }. Whatever happens then, I’ll tell you afterwards.
settings-quiet-set = Set quiet hours
settings-quiet-off = No quiet hours
settings-quiet-ask = From when until when should it be quiet? For example “10 pm to 7 am”.
settings-quiet-expected = Please name two different times of day, for example “10 pm to 7 am” or “22:00–7:00”.
settings-quiet-saved = Good, that’s saved. { $quiet }
