# Wörter, die überall gleich heißen.

yes = Ja
no = Nein
unknown = Weiß ich nicht
required = Pflichtfeld

status-new = Neu
status-in_progress = In Bearbeitung
status-waiting_customer = Wartet auf Ihre Rückmeldung
status-waiting_vendor = Wartet auf Hersteller
status-scheduled = Termin vereinbart
status-resolved = Gelöst
status-closed = Geschlossen

priority-critical = kritisch
priority-high = hoch
priority-normal = normal
priority-low = niedrig

role-user = Benutzer
role-customer_admin = Kundenadministrator

action-reply = Antworten
action-close = Schließen
action-reopen = Wieder öffnen
action-escalate = Eskalieren
action-set_priority = Priorität ändern
action-add_watcher = Beobachter hinzufügen
action-remove_watcher = Beobachter entfernen
action-mute = Stummschalten
action-unmute = Wieder folgen
action-rate = Bewerten

list-more = { $list }, { $item }
list-last = { $list } und { $item }

size-bytes = { $number ->
    [one] 1 Byte
   *[other] { $number } Byte
}
size-kb = { $number } KB
size-mb = { $number } MB
size-gb = { $number } GB
