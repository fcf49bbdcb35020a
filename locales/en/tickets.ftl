### Lists of tickets, and the single ticket.

tickets-heading = { $scope ->
    [company] { $states ->
        [closed] Your company’s closed tickets
        [all] All tickets of your company
       *[open] Your company’s open tickets
    }
    [watched] { $states ->
        [closed] Closed tickets you watch
        [all] All tickets you watch
       *[open] Open tickets you watch
    }
   *[own] { $states ->
        [closed] Your closed tickets
        [all] All your tickets
       *[open] Your open tickets
    }
} ({ $total })
tickets-filter-priority = priority { $priority }
tickets-filter-status = { $status }
tickets-filter-contact = by “{ $contact }”
tickets-filter-words = with “{ $words }”

tickets-empty = { $scope ->
    [company] { $states ->
        [closed] Your company has no closed tickets.
        [all] Your company has no tickets yet.
       *[open] Your company has no open tickets right now.
    }
    [watched] { $states ->
        [closed] None of the tickets you watch is closed.
        [all] You aren’t watching any tickets.
       *[open] None of the tickets you watch is open.
    }
   *[own] { $states ->
        [closed] You have no closed tickets.
        [all] You have no tickets yet.
       *[open] You have no open tickets right now.
    }
}
tickets-empty-filtered = No { $states ->
    [closed] closed ticket
    [all] ticket
   *[open] open ticket
}{ $scope ->
    [company] { " " }of your company
    [watched] { " " }you watch
   *[own] { "" }
} fits that ({ $filter }).
tickets-page = Page { $page } of { $pages }, { $total } tickets in all. Say “next page” to go on, or a number to open a ticket.
tickets-phone-footnote = Tickets taken by phone may show up here a little later. They’re being worked on all the same.
tickets-no-support-id = Your user has not been assigned a Support ID yet. Please contact support if the problem persists.
tickets-changed = { $at }

tickets-show-open = Show open ones
tickets-show-closed = Show closed ones
tickets-show-unfiltered = Drop the filter
tickets-first-page = This is the first page already.
tickets-last-page = This is the last page already.
tickets-no-list = There’s no list open right now. Say “mine” for your tickets.
tickets-no-such-place = The list isn’t that long. Please pick one of its numbers, or say a ticket number.
tickets-which-to-show = Which ticket would you like to see? Please say its place in the list or its number.
tickets-search-for = What shall I look for? A word from the subject, for example, or a number.
tickets-which = Several tickets have that number. Which one do you mean?
tickets-choice = { $number } { $title }

tickets-admins-only = Company tickets are only for people with the role “{ $role }”. If you need it, our support team can assign it: { $contact }.
tickets-none-such = There’s no ticket with that number, or it isn’t yours. Please check the number; “mine” lists your tickets.
tickets-unavailable = Our ticket system isn’t answering right now; nothing was changed. Please try again in a few minutes. If it’s urgent: hotline { $hotline } (reference { $reference }).

tickets-fact-type = Type
tickets-fact-created = Created
tickets-fact-changed = Last change
tickets-fact-contact = Contact
tickets-fact-customer = Company
tickets-fact-assignee = Assigned to
tickets-fact-no-assignee = nobody yet
tickets-fact-service-level = Service level
tickets-service-level-due = { $name }, response due { $due }
tickets-fact-watchers = Watchers
tickets-watchers = { $names }
tickets-fact-rating = Your rating
tickets-muted = You’ve muted this ticket. Say “follow” to hear from it again.

tickets-entry-created = { $author } filed the ticket
tickets-entry-reply = { $author }
tickets-entry-status = { $author } changed the status
tickets-entry-priority = { $author } changed the priority
tickets-entry-escalation = { $author } escalated
tickets-entry-correction = { $author } corrected something
tickets-entry-withdrawal = { $author } withdrew a message
tickets-entry-rating = { $author } gave a rating
