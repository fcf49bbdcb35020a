### News from support.

updates-answer = { $author } replied on { $number } “{ $title }”
updates-addition = { $author } added to { $number } “{ $title }”
updates-change = News on { $number } “{ $title }”
updates-status = Status: { $was } → **{ $status }**
updates-priority = Priority: { $was } → **{ $priority }**
updates-asks-back = Our support team is waiting for your answer. Use “Reply” to write straight back.
updates-resolved = Not working as expected? Then reopen the ticket.
updates-file = { $name } ({ $size })
updates-show = View ticket

updates-contact-found = Your Support ID is here: **{ $id }**. “My tickets” now also shows what you reported by phone, e-mail or portal.
updates-contact-overdue = Your Support ID is still missing. Our support team knows about it. You can file tickets and see those filed here all the same. Any questions: { $contact }.
