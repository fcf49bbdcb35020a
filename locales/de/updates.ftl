### Neues vom Support.

updates-answer = { $author } hat zu { $number } „{ $title }“ geantwortet
updates-addition = { $author } hat { $number } „{ $title }“ ergänzt
updates-change = Neues zu { $number } „{ $title }“
updates-status = Status: { $was } → **{ $status }**
updates-priority = Priorität: { $was } → **{ $priority }**
updates-asks-back = Unser Support wartet auf Ihre Rückmeldung. Mit „Antworten“ schreiben Sie ihm direkt zurück.
updates-resolved = Läuft es nicht wie erwartet? Dann öffnen Sie das Ticket wieder.
updates-file = { $name } ({ $size })
updates-show = Ticket anzeigen

updates-contact-found = Ihre Support-ID ist da: **{ $id }**. In „Meine Tickets“ sehen Sie jetzt auch, was Sie per Telefon, E-Mail oder Portal gemeldet haben.
updates-contact-overdue = Ihre Support-ID fehlt leider noch. Unser Support weiß Bescheid. Tickets anlegen und die hier angelegten sehen können Sie trotzdem. Fragen beantwortet { $contact }.
