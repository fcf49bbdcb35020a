### New tickets: what the form itself says. The questions of each form are in forms.ftl.

## Overview

draft-overview = New ticket
draft-overview-type = { $icon } { $title }
draft-overview-how = Reply with a number (1–{ $count }), or just describe what you need.
draft-overview-noted = Got your message; it will be the description:
draft-overview-pick = Which kind of ticket fits? Reply with a number (1–{ $count }) or the name.
draft-given-too-long = That is { $length } characters, I can keep at most { $most }. Please shorten it, or send the rest as a file.
draft-nothing-begun = All right, nothing was filed.
draft-took-description = I used your message for “{ $label }”. You can still change it in the summary.
draft-following-up = The new ticket refers to **{ $number }**.
draft-refers-to = Refers to
draft-another = By the way, there is still a draft “{ $title }” of yours, last changed: { $touched }.
draft-offer = This sounds more like “{ $title }”, which asks right away what we need for it. I would bring along the system, your description and the files.
draft-offer-yes = Switch to “{ $title }”
draft-switched = On with “{ $title }”. I brought along the system, your description and the files.

## Questions

draft-step = Step { $step } of { $steps }
draft-for-example = For example: { $example }
draft-noted = Noted: { $answer }
draft-so-far = So far: { $answer }
draft-noted-before = I already have your message “{ $answer }”. Please add a little more.
draft-more-options = { $count ->
    [one] One more entry is not shown. Just type a part of its name.
   *[other] { $count } more entries are not shown. Just type a part of the name.
}
draft-ask-which = That fits more than one. Which one do you mean?
draft-ask-time = About what time?
    .help = I noted { $answer }. For example: 8 pm
draft-ask-more-windows = Would you like to give another window?
    .help = Noted: { $answer }. You can give up to { $most }.
draft-ask-more-picks = Anything else?
    .help = Picked: { $answer }. Add more, or take some back.
draft-ask-name = What is the person’s name?
    .help = First and last name, with the phone number if you have it.
draft-ask-phone = What number can we reach { $answer } on?
    .help = For example: +49 171 3920041
draft-ask-postal-code = What is missing of street, postal code and city?
    .help = What you wrote is kept. For example: 28195 Bremen
draft-ask-unfound = I can’t find { $number } among the tickets you may see. Give me another number, or I take this one unchecked.
draft-unchecked = I can’t look up { $number } right now. I noted the number as it is.
draft-first-question = This is the first question.
draft-required = We need “{ $label }” to be able to help you.
draft-required-or-unknown = We need “{ $label }”. If you don’t know, reply “{ $unknown }”.
draft-help = Answer in your own words or pick one, for example “{ $example }”. You can also say “back”, “skip”, “summary”, “later” or “cancel”. Anything after “Text:” is taken literally.
draft-yes-or-no = Please reply “yes” or “no”.
draft-person-myself = { $name } (myself)
draft-myself = me
    .words = myself, I, that is me, that's me, it's me
draft-phone-words = phone
    .words = tel, tel., telephone, mobile, cell, number, at, on, reach
draft-pieces = pieces
    .words = piece, parts, part, of them, drives, disks, fans, controllers
draft-about = about
    .words = approx, approximately, around, roughly, ca
draft-decimal-mark = .

draft-confirm-taken-over =
    From your message: **{ $answer }**
    Is that right?
draft-confirm-not-listed = “{ $answer }” is not on the list. Use it as it is?
draft-confirm-nearly = Use “{ $answer }” as it is?
draft-confirm-hint = { $answer }: { $hint }

draft-picked = ✓ { $label }
draft-pick-done = Done
draft-pick-only-day = Don’t know the time
draft-pick-no-more-windows = No more
draft-pick-as-is = Use it as it is
draft-pick-without-phone = Don’t know the number

draft-more = I have the essentials. Would you like to add anything, such as { $fields }?

## Buttons

draft-button-right = Yes
draft-button-change = Change
draft-button-keep = Leave it
draft-button-skip = Skip
draft-button-back = Back
draft-button-to-summary = To the summary
draft-button-native = Fill in as a form
draft-button-stepwise = Go step by step instead
draft-button-cancel = Cancel
draft-button-more = Yes, add more
draft-button-no-more = No, to the summary
draft-button-add-more = Add more
draft-button-send = Send
draft-button-send-now = File it now
draft-button-go-on = Keep filling in
draft-button-later = Later
draft-button-discard = Yes, discard
draft-button-discard-draft = Discard the draft
draft-button-restart = Yes, start over
draft-button-keep-draft = No, keep it
draft-button-resume = Continue
draft-button-resume-step = On with step { $step }
draft-button-resume-summary = To the summary
draft-button-resume-other = Continue that draft
draft-button-drop-oldest = Discard the oldest
draft-button-new = New ticket
draft-button-help = General help
draft-button-show = Show ticket
draft-button-reply = Reply
draft-button-unchecked = Take it unchecked

## Summary

draft-summary-heading = Summary: { $title }
draft-overview-so-far = So far: { $title }
draft-summary-label = { $number }. { $label }
draft-summary-priority = Proposed priority: **{ $priority }**
draft-summary-priority-because = Proposed priority: **{ $priority }**, because of { $reasons }
draft-summary-reason = “{ $label }: { $value }”
draft-summary-edit = To change something, give its number, for example “edit 2”. If all is right, reply “send”.
draft-edit-what = What would you like to change? Give the number or name from the summary, for example “edit 2”.
draft-unfinished = “{ $label }” is still missing before this can go out.
draft-made-subject = { $title }: { $system }
draft-made-subject-without-system = { $title }
draft-subject =
    .question = What is the subject?
    .short = Subject
    .example = Shares not reachable

draft-quick-heading = { $title }: file it now?
draft-quick = That is enough to file your ticket right away. Please call the hotline { $hotline } as well. You can add the rest afterwards.
draft-rest-follows = A few more answers would help us. They go into the ticket as one addition.
draft-rest-heading = Addition: { $title }

## Drafts

draft-reminder = Your draft “{ $title }” is saved.
draft-reminder-rest = Your addition to “{ $title }” is saved.
draft-kept = Your draft “{ $title }” is saved. Say “resume” to go on where you stopped.
draft-none = You have no drafts.
draft-list = { $count ->
    [one] You have one draft. Which one would you like to continue?
   *[other] You have { $count } drafts. Which one would you like to continue?
}
draft-list-item = { $title }, { $stand }, last changed: { $touched }
draft-stand-ready = nearly done
draft-too-many = You have { $count } drafts already, which is all I can keep. Continue one or discard one, then we can go on. If it is urgent, please call the hotline { $hotline }.
draft-discard = Really discard your draft “{ $title }”?
draft-discard-rest = Your ticket stays. Really discard what you added since?
draft-discarded = The draft “{ $title }” is discarded.
draft-discarded-rest = What you added is discarded. Your ticket stays.
draft-restart = Really start “{ $title }” over? Your answers so far will be lost.
draft-restart-filed = Your ticket is filed already, so this cannot start over. You can change any answer.
draft-form-gone = The form of this draft no longer exists. Please start a new ticket.
draft-stale-question = That question has been answered already; nothing was changed.
draft-stale-sent = That form has been sent already.
draft-stale-gone = That form has been sent or discarded already; nothing was changed.
draft-edited = Changed: { $label } is now “{ $answer }”.
draft-edited-note = I took over your edited message.
draft-edit-refused = Your edited message does not answer “{ $label }”, so it stays “{ $answer }”. { $reason }
draft-taken-back = Taken back: { $labels }
draft-taken-back-note = Your deleted message no longer counts.

## Files

draft-files-noted = { $count ->
    [one] One file noted.
   *[other] { $count } files noted.
}
draft-files-not-here = This form takes no files. You can send them once the ticket is filed.
draft-file-too-many = I left out “{ $file }”: a ticket takes at most { $most } files.
draft-file-too-large = I left out “{ $file }”: a file may have at most { $most }.
draft-file-type = I left out “{ $file }”. Files with these endings are welcome: { $types }.

## The form at a glance

draft-native-intro = Fields marked * are required.
draft-native-submit = Send
draft-native-submit-rest = Send addition
draft-native-cancel = Cancel
draft-native-help = You may also write: { $words }.
draft-native-mend = { $count ->
    [one] One answer is missing or does not fit.
   *[other] { $count } answers are missing or do not fit.
}
draft-native-new-fields = Your answers raise a few more questions. Please fill them in.

## Sent

draft-created = **{ $number }** “{ $title }” is filed. Our support will get back to you here.
draft-created-critical = **{ $number }** “{ $title }” is filed, priority { $priority }. Please call the hotline { $hotline } as well and give them this number.
draft-added = Your addition is now in **{ $number }** “{ $title }”.
draft-nothing-added = There is nothing to add to “{ $title }”. Your ticket stays as it is.
draft-delayed = Accepted, { $accepted }. Our ticket system is not answering right now; I will file the ticket as soon as it is back and let you know the number. If it is urgent: hotline { $hotline }.
draft-delayed-addition = Accepted, { $accepted }. Our ticket system is not answering right now; I will add this as soon as it is back. If it is urgent: hotline { $hotline }.
draft-outcome-unknown = Accepted, { $accepted }. It is not clear whether our ticket system has the ticket yet; a colleague is checking so that it is not filed twice. If it is urgent: hotline { $hotline }.
draft-outcome-unknown-addition = Accepted, { $accepted }. It is not clear whether our ticket system has the addition yet; a colleague is checking. If it is urgent: hotline { $hotline }.
draft-refused-invalid = Our ticket system did not take it like this. Please check your answers, or write to { $contact } and mention { $reference }.
draft-refused-not-allowed = We may not file this for you right now. Please write to { $contact } and mention { $reference }.
draft-refused-no-ticket = I can’t find the ticket this belongs to any more. Please write to { $contact } and mention { $reference }.
draft-refused-state = The ticket has changed meanwhile, so this could not be added. Please try again, or write to { $contact } and mention { $reference }.
draft-given-back = Your answers are not lost; they are back in your drafts.
draft-after-all = This had failed earlier; our support team has seen to it since. There is nothing left for you to do.
draft-after-all-draft = This had failed earlier; our support team has seen to it since. There is no need to send the draft you got back.

## Values

draft-system = { $name }, model { $model }, { $serial }, { $site }
draft-contract = { $name } ({ $number }), valid until { $until }
draft-value-day = { $day }
draft-value-moment = { $moment }
draft-value-window = { $day }, { $from } to { $until }
draft-value-window-days = { $day }, { $from } to { $end-day }, { $until }
draft-value-number = { $number }
draft-value-quantity = { $number } { $unit }
draft-value-size = { $number } { $unit } ({ $other } { $other-unit })
draft-value-list = { $items }

draft-option-other = Other
draft-option-asap = As soon as possible
draft-option-new = Somebody else
draft-option-new_address = To another address
draft-option-unreadable = Not readable

draft-unit-TiB = TiB
    .words = tebibytes, tebibyte, tib
draft-unit-TB = TB
    .words = terabytes, terabyte, tera, T, tb
draft-unit-GiB = GiB
    .words = gibibytes, gibibyte, gib
draft-unit-GB = GB
    .words = gigabytes, gigabyte, giga, gb
draft-unit-PiB = PiB
    .words = pebibytes, pebibyte
draft-unit-PB = PB
    .words = petabytes, petabyte
draft-unit-MiB = MiB
    .words = mebibytes, mebibyte
draft-unit-MB = MB
    .words = megabytes, megabyte
draft-unit-percent = %
    .words = percent, per cent
draft-unit-percent_per_year = % per year
    .words = %, percent, per cent, percent per year, % a year, percent a year, %/year
draft-unit-rack_units = U
    .words = rack units, rack unit, RU, HE

## Errors: what is expected, with an example

draft-error-text = I need a short answer in words, for example “{ $example }”.
draft-error-long_text = I need an answer in words, for example “{ $example }”.
draft-error-choice = I can’t find that on the list. Reply with its number or name, for example “{ $example }”.
draft-error-multi_choice = I can’t find that on the list. Reply with numbers or names, for example “{ $example }”.
draft-error-yes_no = Please reply “yes” or “no”.
draft-error-confirm = Please reply “yes” or “no”.
draft-error-number = I can’t read that as a number. Please give one, for example “{ $example }”.
draft-error-date = I can’t read that as a day. Please give one, for example “{ $example }”.
draft-error-datetime = I can’t read that as a point in time. Please give day and time, for example “{ $example }”.
draft-error-time_window = I can’t read that as a time window. Please give day, start and end, for example “{ $example }”.
draft-error-email = That is not a complete e-mail address. It looks like this: “{ $example }”.
draft-error-phone = I can’t read that as a phone number. Please give it with its area code, for example “{ $example }”.
draft-error-serial = A serial number has 5 to 32 letters, digits or hyphens, for example “{ $example }”.
draft-error-system = I can’t find that system. Reply with its number, name or serial number, for example “{ $example }”.
draft-error-systems = I can’t find all of these systems. Reply with numbers or names, for example “{ $example }”.
draft-error-site = I can’t find that site. Reply with its number or name, for example “{ $example }”.
draft-error-sites = I can’t find all of these sites. Reply with numbers or names, for example “{ $example }”.
draft-error-contract = I can’t find that contract. Reply with its number or name, for example “{ $example }”.
draft-error-person = Please name a person, for example “{ $example }”.
draft-error-watchers = I can’t find all of them in your company. Reply with numbers or names, for example “{ $example }”.
draft-error-address = Please give the address with street, postal code and city, for example “{ $example }”.
draft-error-ticket_ref = Please give exactly one ticket number, for example “{ $example }”.
draft-error-attachment = Please send a file or a picture. If you can’t right now, reply “{ $example }”.
draft-error-note = There is nothing to answer here. Say “{ $example }” to go on.

draft-example-text = a short answer
draft-example-long_text = a sentence or two
draft-example-choice = 1
draft-example-multi_choice = 1, 3
draft-example-yes_no = yes
draft-example-confirm = yes
draft-example-number = 3
draft-example-date = the day after tomorrow
draft-example-datetime = today 8:30
draft-example-time_window = Thursday 3 December, 8 pm to 11 pm
draft-example-email = petra.lange@company.example
draft-example-phone = +49 171 3920041
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
draft-example-attachment = next
draft-example-note = next

draft-error-required = This is still missing, for example “{ $example }”.
draft-error-too-short = { $length ->
    [one] That is just one character, we need at least { $least }. For example: “{ $example }”
   *[other] That is just { $length } characters, we need at least { $least }. For example: “{ $example }”
}
draft-error-too-long = That is { $length } characters, at most { $most } fit. Please shorten it, or send the rest as a file. An example: “{ $example }”
draft-error-lines = { $wanted ->
    [one] One line is asked for, I count { $lines }. For example: “{ $example }”
   *[other] { $wanted } entries are asked for, I count { $lines }. Please give one per line, or separate them with commas, for example “{ $example }”.
}
draft-error-whole = Please give a whole number, for example “{ $example }”.
draft-error-too-small = The smallest possible value is { $least }. For example: “{ $example }”
draft-error-too-large = The largest possible value is { $most }. For example: “{ $example }”
draft-error-not-greater = The value must be larger than “{ $label }”, so larger than { $other }.
draft-error-unit = I don’t know that unit here. Possible are { $units }, for example “{ $example }”.
draft-error-too-few = There should be at least { $least }, you gave { $count }. For example: “{ $example }”
draft-error-too-many = At most { $most } are possible, you gave { $count }. For example: “{ $example }”
draft-error-day-past = That day has passed. Please give one from today on, for example “{ $example }”.
draft-error-moment-future = That is still to come. Please give a time that has passed, for example “{ $example }”.
draft-error-day-too-early = That day ({ $day }) is too early. Possible is { $bound } and anything after it, for example “{ $example }”.
draft-error-day-too-late = That day ({ $day }) is too late. Possible is { $bound } and anything before it, for example “{ $example }”.
draft-error-moment-too-early = That time ({ $moment }) is too long ago. Possible is anything from { $bound } on, for example “{ $example }”.
draft-error-moment-too-late = That time ({ $moment }) is too late. Possible is anything up to { $bound }, for example “{ $example }”.
draft-error-window-order = The end is before the start ({ $window }). For example: “{ $example }”
draft-error-window-end = I need a start and an end. Please give both, for example “{ $example }”.
draft-error-window-too-long = { $hours ->
    [one] The window ({ $window }) is too long, one hour is the most. For example: “{ $example }”
   *[other] The window ({ $window }) is too long, { $hours } hours are the most. For example: “{ $example }”
}
draft-error-window-too-short = { $hours ->
    [one] The window ({ $window }) is too short, we need at least one hour. For example: “{ $example }”
   *[other] The window ({ $window }) is too short, we need at least { $hours } hours. For example: “{ $example }”
}
draft-error-window-too-early = The window ({ $window }) is too early. It can start from { $bound }, for example “{ $example }”.
draft-error-window-too-late = The window ({ $window }) is too late. It must start by { $bound }, for example “{ $example }”.
draft-error-clock-change = That time does not exist on that day: the clocks change. Please give another one, for example “{ $example }”.
draft-error-own-company = Please give an address of your company; it ends for example in “@{ $domain }”.
draft-error-phone-missing = I still need the phone number with its area code, for example “+49 171 3920041”.
draft-error-no-colleagues = Nobody else in your company has access. Say “skip” to go on.
draft-error-gone = What you picked before is no longer available. Please pick again, for example “{ $example }”.
draft-error-confirm-native = That is not on the list. If it is right, send once more; otherwise for example “{ $example }”.
draft-error-hint-native = { $hint } If it is right, send once more.
draft-error-which = That fits more than one: { $options }. Please be more precise, for example “{ $example }”.
draft-error-no-such-ticket = I can’t find that ticket among those you may see. A number looks like this: “{ $example }”.
