### Die Seite des Supports: Warteschlange, Tickets, Ansprechpartner.

desk-title = Ticket-System
desk-skip = Zum Inhalt springen
desk-nav = Bereiche
desk-nav-queue = Tickets
desk-nav-new = Neues Ticket
desk-nav-contacts = Ansprechpartner
desk-signed-in-as = Angemeldet: { $name }
desk-sign-out = Abmelden
desk-language = Sprache
desk-language-de = Deutsch
desk-language-en = English
desk-status-waiting_customer = Wartet auf den Kunden
desk-moment = { $at }
desk-refreshed = Die Seite wurde aktualisiert.

## Anmelden

desk-sign-in = Am Ticket-System anmelden
desk-login = Benutzername
desk-password = Passwort
desk-sign-in-submit = Anmelden
desk-sign-in-wrong = Benutzername oder Passwort stimmen nicht.
desk-sign-in-wait = Das waren zu viele Versuche. Bitte versuchen Sie es um { $until } noch einmal.

## Warteschlange

desk-queue = Tickets
desk-queue-count = { $total ->
    [one] 1 Ticket
   *[other] { $total } Tickets
}
desk-queue-caption = Tickets, das dringendste zuerst
desk-queue-empty = Dazu gibt es kein Ticket.
desk-filter = Tickets filtern
desk-filter-words = Suchen
desk-filter-words-help = Nummer, Betreff oder Beschreibung
desk-filter-states = Zustand
desk-filter-states-open = offene
desk-filter-states-closed = geschlossene
desk-filter-states-all = alle
desk-filter-status = Status
desk-filter-priority = Priorität
desk-filter-assigned = Bearbeitung
desk-filter-assigned-nobody = niemand
desk-filter-assigned-me = ich
desk-filter-any = alle
desk-filter-submit = Filtern
desk-filter-reset = Filter zurücksetzen
desk-column-ticket = Ticket
desk-column-customer = Kunde
desk-column-status = Status
desk-column-priority = Priorität
desk-column-due = Reaktion bis
desk-column-changed = Letzte Änderung
desk-column-assignee = Bearbeitung
desk-unassigned = niemand
desk-due-none = –
desk-overdue = überfällig seit { $at }
desk-escalated = Eskaliert
desk-previous-page = Vorige Seite
desk-next-page = Nächste Seite
desk-page = Seite { $page } von { $pages }

## Ticket

desk-back = Zurück zu den Tickets
desk-fact-customer = Kunde
desk-fact-contact = Ansprechpartner
desk-fact-support-id = Support-ID
desk-fact-type = Ticketart
desk-fact-created = Erstellt
desk-fact-changed = Letzte Änderung
desk-fact-via = Eingang
desk-via-chat = Chat
desk-via-phone = Telefon
desk-via-mail = E-Mail
desk-fact-level = Servicelevel
desk-fact-due = Reaktion bis
desk-fact-assignee = Bearbeitung
desk-fact-watchers = Beobachter
desk-fact-rating = Bewertung
desk-rating = { $stars } von 5
desk-fields = Angaben
desk-history = Verlauf
desk-internal = Intern
desk-internal-help = Interne Notizen sieht nur der Support.
desk-author-support = Support
desk-author-customer = Kunde
desk-author-system = System
desk-entry-created = Ticket erstellt
desk-entry-reply = Antwort
desk-entry-note = Interne Notiz
desk-entry-status = Status: { $status }
desk-entry-priority = Priorität: { $priority }
desk-entry-escalation = Eskalation
desk-entry-correction = Berichtigung
desk-entry-withdrawal = Vom Kunden zurückgezogen
desk-entry-rating = Bewertung
desk-download = { $name } herunterladen ({ $size })

desk-reply = Dem Kunden antworten
desk-reply-text = Antwort
desk-reply-help = Der Kunde liest diese Antwort im Chat.
desk-reply-status = Status danach
desk-reply-status-keep = unverändert
desk-reply-submit = Antwort senden
desk-note = Interne Notiz
desk-note-text = Notiz
desk-note-submit = Notiz speichern
desk-files = Dateien
desk-files-help = Jede Datei höchstens { $most }.
desk-change = Ticket ändern
desk-change-submit = Übernehmen
desk-assign-me = Mir zuweisen
desk-closed-no-reply = Das Ticket ist geschlossen. Der Kunde kann dazu ein neues anlegen.

desk-done-reply = Die Antwort ist gesendet.
desk-done-note = Die Notiz ist gespeichert.
desk-done-change = Das Ticket ist geändert.
desk-done-new = Das Ticket ist angelegt.
desk-done-contact = Der Ansprechpartner ist gespeichert.

## Neues Ticket

desk-new = Ticket für einen Kunden anlegen
desk-new-via = Eingang
desk-new-customer = Kunde
desk-new-pick = Bitte wählen
desk-new-email = E-Mail des Ansprechpartners
desk-new-name = Name des Ansprechpartners
desk-new-name-help = Bei bekannten Adressen kann der Name leer bleiben.
desk-new-phone = Telefon
desk-new-type = Ticketart
desk-new-priority = Priorität
desk-new-subject = Betreff
desk-new-description = Beschreibung
desk-new-submit = Ticket anlegen

## Ansprechpartner

desk-contacts = Ansprechpartner
desk-contacts-search = Suchen
desk-contacts-search-help = Name, E-Mail, Kunde oder Support-ID
desk-contacts-empty = Dazu gibt es keinen Ansprechpartner.
desk-contacts-caption = Ansprechpartner nach Kunde und Name
desk-contact-new = Ansprechpartner anlegen
desk-contact-submit = Anlegen
desk-contact-ticket = Neues Ticket
desk-contact-ticket-for = Neues Ticket für { $name }
desk-column-name = Name
desk-column-email = E-Mail
desk-column-phone = Telefon
desk-column-support-id = Support-ID

## Was nicht geht

desk-error-heading = Das hat nicht geklappt
desk-error-empty = Bitte schreiben Sie einen Text oder wählen Sie eine Datei.
desk-error-email = Das ist keine E-Mail-Adresse. Eine Adresse sieht zum Beispiel so aus: „vorname.name@firma.de“.
desk-error-customer = Bitte wählen Sie einen Kunden.
desk-error-name = Bitte nennen Sie den Namen; die Adresse ist noch nicht bekannt.
desk-error-subject = Bitte nennen Sie einen Betreff mit höchstens { $most } Zeichen.
desk-error-description = Bitte beschreiben Sie das Anliegen.
desk-error-type = Bitte wählen Sie eine Ticketart.
desk-error-stale = Das Ticket hat sich inzwischen geändert. Bitte sehen Sie nach und entscheiden Sie noch einmal.
desk-error-state = In diesem Status geht das nicht.
desk-error-invalid = Das nimmt das Ticket-System so nicht an. Bitte prüfen Sie Länge und Größe Ihrer Eingaben.
desk-error-too-large = Das ist zu groß. Jede Datei darf höchstens { $most } haben.
desk-error-too-slow = Das hat zu lange gedauert und kam nicht vollständig an. Bitte noch einmal senden.
desk-error-too-many = Das war viel auf einmal. Bitte warten Sie einen Moment.
desk-error-foreign = Diese Anfrage kam nicht von dieser Seite. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.
desk-error-not-found = Das gibt es hier nicht.
desk-error-unavailable = Das hat gerade nicht geklappt. Bitte versuchen Sie es gleich noch einmal.
desk-error-files-again = Ausgewählte Dateien müssen Sie noch einmal auswählen.
