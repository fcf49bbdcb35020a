### Ticketlisten und das einzelne Ticket.

tickets-heading = { $scope ->
    [company] { $states ->
        [closed] Geschlossene Tickets Ihrer Firma
        [all] Alle Tickets Ihrer Firma
       *[open] Offene Tickets Ihrer Firma
    }
    [watched] { $states ->
        [closed] Geschlossene Tickets, die Sie beobachten
        [all] Alle Tickets, die Sie beobachten
       *[open] Offene Tickets, die Sie beobachten
    }
   *[own] { $states ->
        [closed] Ihre geschlossenen Tickets
        [all] Alle Ihre Tickets
       *[open] Ihre offenen Tickets
    }
} ({ $total })
tickets-filter-priority = Priorität { $priority }
tickets-filter-status = { $status }
tickets-filter-contact = von „{ $contact }“
tickets-filter-words = mit „{ $words }“

tickets-empty = { $scope ->
    [company] { $states ->
        [closed] Ihre Firma hat keine geschlossenen Tickets.
        [all] Ihre Firma hat noch keine Tickets.
       *[open] Ihre Firma hat gerade keine offenen Tickets.
    }
    [watched] { $states ->
        [closed] Unter den Tickets, die Sie beobachten, ist kein geschlossenes.
        [all] Sie beobachten keine Tickets.
       *[open] Unter den Tickets, die Sie beobachten, ist kein offenes.
    }
   *[own] { $states ->
        [closed] Sie haben keine geschlossenen Tickets.
        [all] Sie haben noch keine Tickets.
       *[open] Sie haben gerade keine offenen Tickets.
    }
}
tickets-empty-filtered = Dazu passt kein { $states ->
    [closed] geschlossenes Ticket
    [all] Ticket
   *[open] offenes Ticket
}{ $scope ->
    [company] { " " }Ihrer Firma
    [watched] { "" }, das Sie beobachten
   *[own] { "" }
} ({ $filter }).
tickets-page = Seite { $page } von { $pages }, insgesamt { $total } Tickets. Mit „nächste Seite“ geht es weiter, mit einer Zahl öffnen Sie ein Ticket.
tickets-phone-footnote = Tickets, die telefonisch aufgenommen wurden, erscheinen hier manchmal verzögert. Bearbeitet werden sie trotzdem.
# Dieser Satz ist vorgegeben.
tickets-no-support-id = Ihrem Benutzer wurde noch keine Support-ID zugeordnet. Bitte wenden Sie sich an den Support, wenn das Problem weiterhin besteht.
tickets-changed = { $at }

tickets-show-open = Offene anzeigen
tickets-show-closed = Geschlossene anzeigen
tickets-show-unfiltered = Ohne Filter
tickets-first-page = Das ist schon die erste Seite.
tickets-last-page = Das ist schon die letzte Seite.
tickets-no-list = Gerade ist keine Liste offen. Mit „meine“ sehen Sie Ihre Tickets.
tickets-no-such-place = So viele Tickets stehen nicht in der Liste. Bitte nennen Sie eine der Zahlen davor oder die Ticketnummer.
tickets-which-to-show = Welches Ticket möchten Sie sehen? Bitte nennen Sie seine Zahl oder Nummer.
tickets-search-for = Wonach soll ich suchen? Zum Beispiel nach einem Wort aus dem Betreff oder einer Nummer.
tickets-which = Diese Nummer tragen mehrere Tickets. Welches meinen Sie?
tickets-choice = { $number } { $title }

tickets-admins-only = Firmentickets sieht nur, wer die Rolle „{ $role }“ hat. Wenn Sie sie brauchen, vergibt sie unser Support: { $contact }.
tickets-none-such = Ein Ticket mit dieser Nummer gibt es nicht, oder es gehört nicht zu Ihnen. Bitte prüfen Sie die Nummer; Ihre Tickets sehen Sie mit „meine“.
tickets-unavailable = Unser Ticket-System antwortet gerade nicht; geändert habe ich nichts. Bitte versuchen Sie es in einigen Minuten noch einmal. In dringenden Fällen: Hotline { $hotline } (Referenz { $reference }).

tickets-fact-type = Art
tickets-fact-created = Erstellt
tickets-fact-changed = Letzte Änderung
tickets-fact-contact = Ansprechpartner
tickets-fact-customer = Firma
tickets-fact-assignee = Bearbeitung
tickets-fact-no-assignee = noch nicht zugeteilt
tickets-fact-service-level = Servicelevel
tickets-service-level-due = { $name }, Reaktion bis { $due }
tickets-fact-watchers = Beobachter
tickets-watchers = { $names }
tickets-fact-rating = Ihre Bewertung
tickets-muted = Sie haben dieses Ticket stummgeschaltet. Mit „folgen“ erfahren Sie wieder, was sich tut.

tickets-entry-created = { $author } hat das Ticket erstellt
tickets-entry-reply = { $author }
tickets-entry-status = { $author } hat den Status geändert
tickets-entry-priority = { $author } hat die Priorität geändert
tickets-entry-escalation = { $author } hat eskaliert
tickets-entry-correction = { $author } hat berichtigt
tickets-entry-withdrawal = { $author } hat eine Nachricht zurückgezogen
tickets-entry-rating = { $author } hat bewertet
