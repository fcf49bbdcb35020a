### Signing in and out.

sign_in-introduction = { $part ->
    [morning] Good morning.
    [evening] Good evening.
   *[day] Hello.
} I’m the support chat of { $company }. Report problems, keep an eye on your tickets and talk to our support team, all from here. Please sign in with your business e-mail address first.
sign_in-signed-out = You’re not signed in. Say “sign in” to go on.
sign_in-signed-out-now = You’re signed out. Your drafts here are gone, your tickets stay. Say “sign in” to come back.
sign_in-ended = Your sign-in has ended. Say “sign in” to come back. Any questions: { $contact }.

sign_in-ask-email = What is your business e-mail address? I’ll send a code there.
sign_in-first = You need to be signed in for that. What is your business e-mail address? I’ll send a code there, and then we’ll pick up right here.
sign_in-email-expected = That isn’t a complete e-mail address. It looks like this: “name@your-company.com”.
sign_in-cancelled = All right, no sign-in for now.

# The same words whether the address is unknown, disabled, or its contract has ended.
sign_in-not-admitted = Your e-mail is not admitted to sign in.
sign_in-whom-to-ask = Please get in touch with your usual contact person or { $contact }.
sign_in-blocked = Our support team has blocked this chat account; only they can lift that.

sign_in-code-sent = I’ve sent a code to { $email }. It has { $length } characters and is good for a short time only. Please type it here.
sign_in-code-expected = That isn’t a code. It has { $length } characters, for example “K7WX3PQM”, and is in the e-mail you’ve just received.
sign_in-code-wrong = That code isn’t right. { $left ->
    [one] You have one more try.
   *[other] You have { $left } more tries.
}
sign_in-code-void = Too many wrong entries: that code is void. Please ask for a new one.
sign_in-code-expired = That code is no longer valid. Please ask for a new one.
sign_in-code-in-room = Codes count in a private chat only. The one typed in the room is void now. Ask for a new one here.
sign_in-new-code = Send a new code
    .words = new code, another code, resend, send again, code did not arrive
sign_in-other-address = Another address
    .words = other address, different address, another e-mail, wrong address
sign_in-wait = That was a lot of tries. You can go on from { $until }. If it’s urgent, { $contact } can help.
sign_in-mail-failed = I can’t send the e-mail with the code right now. Our operators know. Please try again later; if it’s urgent, { $contact } will help you.
sign_in-unavailable = Signing in doesn’t work right now. Please try again in a few minutes or write to { $contact } (reference { $reference }).

sign_in-linked = You’re signed in. Say “menu” to see what you can do here.
sign_in-welcome = Welcome, { $name }. You’re signed in for { $customer }.
sign_in-already = You’re already signed in: { $name }, { $email }.

sign_in-fact-name = Name
sign_in-fact-email = E-mail
sign_in-fact-customer = Company
sign_in-fact-role = Role
sign_in-fact-support-id = Support ID
sign_in-fact-no-support-id = none yet
sign_in-fact-contract = Support contract
sign_in-fact-contract-until = { $name }, valid until { $day }
