### The page of support: queue, tickets, contacts.

desk-title = Support desk
desk-skip = Skip to content
desk-nav = Sections
desk-nav-queue = Tickets
desk-nav-new = New ticket
desk-nav-contacts = Contacts
desk-signed-in-as = Signed in: { $name }
desk-sign-out = Sign out
desk-language = Language
desk-language-de = Deutsch
desk-language-en = English
desk-status-waiting_customer = Waiting for the customer
desk-moment = { $at }
desk-refreshed = The page has been updated.

## Signing in

desk-sign-in = Sign in to the support desk
desk-login = User name
desk-password = Password
desk-sign-in-submit = Sign in
desk-sign-in-wrong = User name or password is wrong.
desk-sign-in-wait = That was too many attempts. Please try again at { $until }.

## Queue

desk-queue = Tickets
desk-queue-count = { $total ->
    [one] 1 ticket
   *[other] { $total } tickets
}
desk-queue-caption = Tickets, most urgent first
desk-queue-empty = No ticket matches.
desk-filter = Filter tickets
desk-filter-words = Search
desk-filter-words-help = Number, subject or description
desk-filter-states = State
desk-filter-states-open = open
desk-filter-states-closed = closed
desk-filter-states-all = all
desk-filter-status = Status
desk-filter-priority = Priority
desk-filter-assigned = Assignee
desk-filter-assigned-nobody = nobody
desk-filter-assigned-me = me
desk-filter-any = any
desk-filter-submit = Filter
desk-filter-reset = Reset filter
desk-column-ticket = Ticket
desk-column-customer = Customer
desk-column-status = Status
desk-column-priority = Priority
desk-column-due = Respond by
desk-column-changed = Last change
desk-column-assignee = Assignee
desk-unassigned = nobody
desk-due-none = –
desk-overdue = overdue since { $at }
desk-escalated = Escalated
desk-previous-page = Previous page
desk-next-page = Next page
desk-page = Page { $page } of { $pages }

## Ticket

desk-back = Back to the tickets
desk-fact-customer = Customer
desk-fact-contact = Contact
desk-fact-support-id = Support ID
desk-fact-type = Ticket type
desk-fact-created = Created
desk-fact-changed = Last change
desk-fact-via = Came by
desk-via-chat = Chat
desk-via-phone = Phone
desk-via-mail = E-mail
desk-fact-level = Service level
desk-fact-due = Respond by
desk-fact-assignee = Assignee
desk-fact-watchers = Watchers
desk-fact-rating = Rating
desk-rating = { $stars } of 5
desk-fields = Details
desk-history = History
desk-internal = Internal
desk-internal-help = Only support can see internal notes.
desk-author-support = Support
desk-author-customer = Customer
desk-author-system = System
desk-entry-created = Ticket created
desk-entry-reply = Reply
desk-entry-note = Internal note
desk-entry-status = Status: { $status }
desk-entry-priority = Priority: { $priority }
desk-entry-escalation = Escalation
desk-entry-correction = Correction
desk-entry-withdrawal = Withdrawn by the customer
desk-entry-rating = Rating
desk-download = Download { $name } ({ $size })

desk-reply = Reply to the customer
desk-reply-text = Reply
desk-reply-help = The customer reads this reply in the chat.
desk-reply-status = Status afterwards
desk-reply-status-keep = unchanged
desk-reply-submit = Send reply
desk-note = Internal note
desk-note-text = Note
desk-note-submit = Save note
desk-files = Files
desk-files-help = Each file at most { $most }.
desk-change = Change ticket
desk-change-submit = Apply
desk-assign-me = Assign to me
desk-closed-no-reply = The ticket is closed. The customer can open a new one about it.

desk-done-reply = The reply has been sent.
desk-done-note = The note has been saved.
desk-done-change = The ticket has been changed.
desk-done-new = The ticket has been created.
desk-done-contact = The contact has been saved.

## New ticket

desk-new = Create a ticket for a customer
desk-new-via = Came by
desk-new-customer = Customer
desk-new-pick = Please choose
desk-new-email = E-mail of the contact
desk-new-name = Name of the contact
desk-new-name-help = For known addresses the name may stay empty.
desk-new-phone = Phone
desk-new-type = Ticket type
desk-new-priority = Priority
desk-new-subject = Subject
desk-new-description = Description
desk-new-submit = Create ticket

## Contacts

desk-contacts = Contacts
desk-contacts-search = Search
desk-contacts-search-help = Name, e-mail, customer or Support ID
desk-contacts-empty = No contact matches.
desk-contacts-caption = Contacts by customer and name
desk-contact-new = Add a contact
desk-contact-submit = Add
desk-contact-ticket = New ticket
desk-contact-ticket-for = New ticket for { $name }
desk-column-name = Name
desk-column-email = E-mail
desk-column-phone = Phone
desk-column-support-id = Support ID

## What does not work

desk-error-heading = That did not work
desk-error-empty = Please write a text or choose a file.
desk-error-email = That is not an e-mail address. An address looks like this, for example: “first.last@company.com”.
desk-error-customer = Please choose a customer.
desk-error-name = Please give the name; the address is not known yet.
desk-error-subject = Please give a subject of at most { $most } characters.
desk-error-description = Please describe the request.
desk-error-type = Please choose a ticket type.
desk-error-stale = The ticket has changed in the meantime. Please have a look and decide again.
desk-error-state = That is not possible in this status.
desk-error-invalid = The ticket system does not accept this. Please check the length and size of what you entered.
desk-error-too-large = That is too large. Each file may have at most { $most }.
desk-error-too-slow = That took too long and did not arrive in full. Please send it again.
desk-error-too-many = That was a lot at once. Please wait a moment.
desk-error-foreign = This request did not come from this page. Please reload the page and try again.
desk-error-not-found = There is no such thing here.
desk-error-unavailable = That did not work just now. Please try again in a moment.
desk-error-files-again = Please choose your files once more.
