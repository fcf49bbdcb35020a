# The mail with the sign-in code.
# Known everywhere: $company, $contact-email, $minutes, $until (time of day), $platform, $origin, $asked (moment).

mail-code-subject = Your sign-in code for { $company } support chat
mail-code-greeting = Hello,
mail-code-intro = here is your code to sign in to the { $company } support chat:
mail-code-valid =
    Enter it in the chat where you asked for it. It works once, { $minutes ->
        [one] for one minute, until { $until }
       *[other] for { $minutes } minutes, until { $until }
    }.
mail-code-asked = Requested on { $asked }, { $platform }.
mail-code-asked-from = Requested on { $asked }, { $platform } ({ $origin }).
mail-code-secret = **Do not share this code with anyone.** Our support team will never ask for it.
mail-code-not-you =
    Didn’t ask for a code? Then there is nothing you need to do: without it, nobody can sign in with your address. If
    you keep getting these mails, please tell us: { $contact-email }.
mail-code-footer = This mail was sent automatically. { $company }, { $contact-email }

mail-platform-web = in the web chat
mail-platform-matrix = on Matrix
mail-platform-slack = in Slack
mail-platform-teams = in Microsoft Teams
mail-platform-other = in the chat
