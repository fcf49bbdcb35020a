### Texte der Formulare in dialogs/. Jeder Schlüssel folgt aus der TOML-Datei; „ticketlotse check“ findet fehlende
### und überflüssige.
###
### form-<art>                          .title (höchstens 24 Zeichen, auch in Ticketlisten) und .summary (ein Satz);
###                                     ohne ein Feld „subject“ auch .subject, der Betreff aus den Antworten:
###                                     { $part } ist die Antwort auf das Feld „part“
### form-<art>-<feld>                   .question (die Frage) und .short (das Feld in der Zusammenfassung), dazu nach
###                                     Bedarf .help, .example und .error
### form-<art>-<feld>-<option>          eine Option, ein Ersatz (alternatives), eine Einheit; auch -yes, -no, -unknown,
###                                     wenn „Ja“, „Nein“ oder „Weiß ich nicht“ hier anders heißen soll
### form-<art>-hint-<id>                ein Hinweis nach einer Antwort
### form-<art>-notice-<id>              ein Hinweis, sobald die Priorität feststeht
### form-any-…                          dasselbe für alle Formulare, die keinen eigenen Text haben
###
### Die Texte dürfen { $company } (Firma), { $contact } (Kontaktadresse) und { $hotline } nennen.

## Für alle Formulare

form-any-system =
    .question = Um welches System geht es?
    .short = System
    .help = Wählen Sie das betroffene Gerät. Es steht nicht in der Liste? Wählen Sie „Anderes System“ und nennen Sie die Seriennummer vom Typenschild.
form-any-system-other = Anderes System

form-any-serial =
    .question = Wie lautet die Seriennummer?
    .short = Seriennummer
    .help = Sie steht auf dem Typenschild, meist an der Rückseite oder auf dem ausziehbaren Etikett.
    .example = AX7-204711
    .error = Das sieht nicht nach einer Seriennummer aus. Sie hat 5 bis 32 Buchstaben, Ziffern oder Bindestriche, zum Beispiel „AX7-204711“.
form-any-serial-unknown = Liegt gerade nicht vor
form-any-hint-contract-check = Diese Seriennummer steht in keinem Ihrer Verträge. Wir nehmen Ihr Anliegen trotzdem auf und prüfen den Vertrag.

form-any-subject =
    .question = Wie lautet der Betreff?
    .short = Betreff
    .help = Ein kurzer Satz, an dem Sie das Ticket wiedererkennen.

form-any-description =
    .short = Beschreibung

form-any-attachments =
    .question = Möchten Sie Dateien oder Bilder mitschicken?
    .short = Anhänge
    .help = Zum Beispiel Bildschirmfotos, Protokolle oder Angebote.

form-any-watchers =
    .question = Wer aus Ihrer Firma soll das Ticket mitlesen?
    .short = Beobachter
    .help = Beobachter sehen dieses Ticket und erfahren, wenn sich etwas tut.

form-any-ticket_ref =
    .question = Auf welches Ticket bezieht sich das?
    .short = Bezug
    .help = Nennen Sie die Nummer eines Tickets, das Sie sehen dürfen.
    .example = CS-2026-004698

form-any-answer_by =
    .question = Bis wann brauchen Sie eine Antwort?
    .short = Antwort bis
    .example = Freitag

form-any-hint-not-a-working-day = Das liegt an einem Wochenende oder Feiertag. Wir prüfen, ob es möglich ist, und melden uns bei Ihnen.

form-any-unit-TiB = TiB
form-any-unit-TB = TB
form-any-unit-GiB = GiB
form-any-unit-percent = %
form-any-unit-percent_per_year = % pro Jahr
form-any-unit-rack_units = HE

## Störung

form-stoerung =
    .title = Störung
    .summary = Etwas fällt aus, ist zu langsam oder meldet Fehler.

form-stoerung-impact =
    .question = Wie wirkt sich die Störung aus?
    .short = Auswirkung
    .help = Bitte schildern Sie die Folge für Ihren Betrieb, nicht die vermutete Ursache.
form-stoerung-impact-total = Komplettausfall (kein Zugriff auf Daten)
form-stoerung-impact-severe = Stark beeinträchtigt (Betrieb läuft nur eingeschränkt)
form-stoerung-impact-partial = Teilweise beeinträchtigt (Ausweichlösung vorhanden)
form-stoerung-impact-none = Noch keine Auswirkung (nur eine Warnung)

form-stoerung-production =
    .question = Ist die Produktion betroffen?
    .short = Produktion betroffen
    .help = Also das, womit Ihre Firma gerade arbeitet, nicht nur Test oder Archiv.

form-stoerung-data_risk =
    .question = Sind Daten in Gefahr?
    .short = Daten in Gefahr
    .help = Zum Beispiel beschädigte oder fehlende Dateien, oder mehrere ausgefallene Platten ohne Ersatz.
form-stoerung-data_risk-no = Nein
form-stoerung-data_risk-suspected = Verdacht
form-stoerung-data_risk-yes = Ja

form-stoerung-description =
    .question = Was ist passiert?
    .help = Was sehen Sie, und was funktioniert nicht mehr? Zwei, drei Sätze genügen.
    .example = Seit 8:30 Uhr sind die Freigaben auf dem Archiv-NAS nicht erreichbar, der Ping antwortet noch.

form-stoerung-callback_phone =
    .question = Unter welcher Nummer erreichen wir Sie?
    .short = Rückrufnummer
    .help = Am besten die Nummer einer Person, die am System arbeiten kann.
    .example = 0171 3920041

form-stoerung-reachability =
    .question = Wann erreichen wir Sie dort?
    .short = Erreichbarkeit
form-stoerung-reachability-always = Rund um die Uhr
form-stoerung-reachability-weekdays = Mo.–Fr., 8–18 Uhr
form-stoerung-reachability-custom = Zu anderen Zeiten

form-stoerung-reachability_times =
    .question = Zu welchen Zeiten erreichen wir Sie?
    .short = Zeiten
    .example = täglich von 6 bis 22 Uhr

form-stoerung-subject =
    .example = Freigaben auf dem Archiv-NAS nicht erreichbar

form-stoerung-start =
    .question = Seit wann besteht die Störung?
    .short = Beginn
    .help = Ungefähr genügt, höchstens 90 Tage zurück.
    .example = heute 8:30

form-stoerung-area =
    .question = Welcher Bereich ist betroffen?
    .short = Bereich
form-stoerung-area-access = Zugriff und Pfade (FC, iSCSI, NFS, SMB)
form-stoerung-area-performance = Leistung
form-stoerung-area-replication = Replikation und Snapshots
form-stoerung-area-hardware_alarm = Hardware-Alarm
form-stoerung-area-management = Verwaltung und Oberfläche
form-stoerung-area-backup = Sicherung
form-stoerung-area-network = Netzwerk
form-stoerung-area-other = Sonstiges

form-stoerung-protocols =
    .question = Welche Protokolle sind betroffen?
    .short = Protokolle
    .help = Mehrere sind möglich, zum Beispiel „1, 3“ oder „NFS und SMB“.
form-stoerung-protocols-fc = FC
form-stoerung-protocols-iscsi = iSCSI
form-stoerung-protocols-nfs = NFS
form-stoerung-protocols-smb = SMB
form-stoerung-protocols-s3 = S3

form-stoerung-error_code =
    .question = Welcher Fehlercode oder welche Meldung wird angezeigt?
    .short = Fehlercode
    .example = Pool 0 eingeschränkt, Code 0x1A3

form-stoerung-recent_change =
    .question = Wurde kurz vorher etwas geändert?
    .short = Änderungen
    .help = Auch außerhalb des Systems: Netzwerk, Server, Updates, Umbau im Raum.
form-stoerung-recent_change-no = Nein
form-stoerung-recent_change-yes = Ja

form-stoerung-recent_change_details =
    .question = Was wurde geändert?
    .short = Was geändert wurde
    .example = Gestern Abend wurde der Switch im Rack 4 getauscht.

form-stoerung-tried =
    .question = Was haben Sie bereits versucht?
    .short = Lösungsversuche
    .example = Host neu gestartet, Pfade geprüft, anderen Port verwendet.

form-stoerung-remote_access =
    .question = Dürfen wir per Fernzugriff auf das System?
    .short = Fernzugriff
form-stoerung-remote_access-granted = Ja, freigegeben
form-stoerung-remote_access-ask_first = Nur nach Rücksprache
form-stoerung-remote_access-no = Nein

form-stoerung-notice-call-hotline = Bitte rufen Sie zusätzlich die Hotline { $hotline } an. Ihr Ticket legen wir parallel an.

## Hardware-Defekt

form-hardware_defekt =
    .title = Hardware-Defekt
    .summary = Ein Bauteil ist defekt oder warnt, etwa für einen Plattentausch (RMA).
    .subject = { $count } × { $part }: { $system }

form-hardware_defekt-part =
    .question = Welches Bauteil ist betroffen?
    .short = Bauteil
form-hardware_defekt-part-disk = Festplatte/SSD
form-hardware_defekt-part-power_supply = Netzteil
form-hardware_defekt-part-controller = Controller
form-hardware_defekt-part-fan = Lüfter
form-hardware_defekt-part-battery = Batterie/Pufferspeicher
form-hardware_defekt-part-cable = SFP/Kabel
form-hardware_defekt-part-shelf = Einschub/Shelf
form-hardware_defekt-part-other = Sonstiges

form-hardware_defekt-count =
    .question = Wie viele Teile sind betroffen?
    .short = Anzahl
    .help = Meist ist es eines. Höchstens 24 in einem Ticket.

form-hardware_defekt-position =
    .question = In welchem Shelf und Schacht steckt das Teil?
    .short = Position
    .help = Je Teil eine Zeile. Die Schachtnummer steht auf dem Einschub, meist links unten.
    .example = Shelf 1 / Schacht 07
    .error = Bitte nennen Sie für jedes Teil eine eigene Zeile, zum Beispiel „Shelf 1 / Schacht 07“.
form-hardware_defekt-position-unknown = Weiß ich noch nicht

form-hardware_defekt-finding =
    .question = Was ist mit dem Teil?
    .short = Befund
form-hardware_defekt-finding-failed = Ausgefallen
form-hardware_defekt-finding-warning = Vorwarnung (fällt vermutlich bald aus)
form-hardware_defekt-finding-sporadic = Fehler treten nur manchmal auf
form-hardware_defekt-finding-delivered_defective = Defekt geliefert

form-hardware_defekt-raid_state =
    .question = In welchem Zustand ist der RAID-Verbund?
    .short = RAID-Zustand
    .help = Die Verwaltungsoberfläche zeigt ihn beim Pool oder Aggregat an.
form-hardware_defekt-raid_state-spare_active = Ersatzplatte ist aktiv
form-hardware_defekt-raid_state-rebuilding = Wiederherstellung läuft
form-hardware_defekt-raid_state-degraded_without_spare = Eingeschränkt, ohne Ersatzplatte

form-hardware_defekt-retention =
    .question = Was geschieht mit dem alten Datenträger?
    .short = Verbleib
form-hardware_defekt-retention-return = Sie senden ihn an uns zurück
form-hardware_defekt-retention-keep = Er bleibt bei Ihnen (vertraglich vereinbart)
form-hardware_defekt-retention-clarify = Wir klären das mit Ihnen

form-hardware_defekt-installation =
    .question = Wer baut das Ersatzteil ein?
    .short = Einbau
form-hardware_defekt-installation-self = Sie tauschen selbst
form-hardware_defekt-installation-technician = Techniker vor Ort

form-hardware_defekt-delivery =
    .question = Wohin liefern wir das Ersatzteil?
    .short = Lieferort
form-hardware_defekt-delivery-new_address = An eine andere Adresse

form-hardware_defekt-address =
    .question = Wie lautet die Lieferadresse?
    .short = Lieferadresse
    .help = Firma, Straße und Hausnummer, Postleitzahl und Ort, darunter die Annahmezeiten und was die Warenannahme wissen muss.
    .example = Muster GmbH, Hafenstraße 12, 28195 Bremen, Mo.–Fr. 7–15 Uhr, Tor 3

form-hardware_defekt-onsite_contact =
    .question = Wer ist vor Ort ansprechbar?
    .short = Kontakt vor Ort
    .help = Name und Telefonnummer. Das dürfen auch Sie selbst sein.
    .example = Petra Lange, 0171 3920041
form-hardware_defekt-onsite_contact-new = Jemand anderes

form-hardware_defekt-access =
    .question = Was braucht der Techniker für den Zutritt?
    .short = Zutritt
    .help = Anmeldung, Ausweis, Begleitung, Sicherheitsunterweisung.
    .example = Anmeldung am Vortag beim Empfang, Personalausweis, wird begleitet.

form-hardware_defekt-description =
    .question = Was haben Sie beobachtet?
    .help = Meldungen, Geräusche, Lampen, und was vorher war.
    .example = Die Platte blinkt seit heute früh gelb, die Oberfläche meldet „Medienfehler“.

form-hardware_defekt-part_number =
    .question = Welche Teilenummer steht auf dem Bauteil?
    .short = Teilenummer
    .example = X423A-R6

form-hardware_defekt-part_serial =
    .question = Welche Seriennummer hat das Bauteil?
    .short = Seriennummer des Teils
    .help = Bitte ziehen Sie dafür kein Teil, das noch in Betrieb ist.
    .example = 5QE0K7RB
form-hardware_defekt-part_serial-unreadable = Nicht ablesbar

form-hardware_defekt-led =
    .question = Welche Farbe hat die Lampe am Bauteil?
    .short = Lampe
form-hardware_defekt-led-off = Aus
form-hardware_defekt-led-green = Grün
form-hardware_defekt-led-yellow = Gelb
form-hardware_defekt-led-red = Rot
form-hardware_defekt-led-blinking = Sie blinkt

form-hardware_defekt-preferred_date =
    .question = Wann passt Ihnen die Lieferung oder der Einsatz?
    .short = Wunschtermin
    .help = Ein Werktag ab heute.
    .example = übermorgen
form-hardware_defekt-hint-not-a-working-day = An diesem Tag wird nicht geliefert. Wir schlagen Ihnen den nächsten Werktag vor.

form-hardware_defekt-attachments =
    .question = Haben Sie ein Foto von der Lampe oder vom Typenschild?
    .short = Fotos und Anhänge
    .help = Ein Foto erspart oft eine Rückfrage. Protokolle sind ebenso willkommen.

form-hardware_defekt-hint-keep-not-agreed = In Ihrem Vertrag finden wir keine Vereinbarung, dass Datenträger bei Ihnen bleiben. Wir nehmen den Wunsch auf und klären das mit Ihnen.
form-hardware_defekt-notice-do-not-pull-disks = Bitte keine weitere Platte ziehen: Ohne Ersatzplatte gehen dabei Daten verloren.

## Kapazitätserweiterung

form-kapazitaet =
    .title = Kapazitätserweiterung
    .summary = Sie brauchen mehr Speicherplatz oder ein weiteres System.
    .subject = { $request }

form-kapazitaet-request =
    .question = Was möchten Sie erweitern?
    .short = Art
form-kapazitaet-request-extend_volume = Bestehendes Volume vergrößern
form-kapazitaet-request-new_space = Neuer Speicherplatz auf vorhandenem System
form-kapazitaet-request-add_shelf = Platten oder Einschub nachrüsten
form-kapazitaet-request-new_system = Neues System
form-kapazitaet-request-advice = Wir beraten Sie erst einmal

form-kapazitaet-system-unknown = Noch offen

form-kapazitaet-volume =
    .question = Welches Volume soll größer werden?
    .short = Volume
    .example = vol_archiv_01

form-kapazitaet-size_old =
    .question = Wie groß ist es jetzt?
    .short = Jetzige Größe
    .example = 8 TiB

form-kapazitaet-size_new =
    .question = Wie groß soll es werden?
    .short = Neue Größe
    .example = 12 TiB
    .error = Die neue Größe muss über der jetzigen liegen. Nennen Sie bitte die Gesamtgröße, zum Beispiel „12 TiB“.

form-kapazitaet-amount =
    .question = Wie viel Speicherplatz brauchen Sie zusätzlich?
    .short = Bedarf
    .help = Ohne Einheit verstehe ich TiB; die Angabe in TB zeige ich Ihnen dazu.
    .example = 20 TiB
form-kapazitaet-amount-unknown = Steht noch nicht fest

form-kapazitaet-amount_basis =
    .question = Ist das netto oder brutto gemeint?
    .short = Netto oder brutto
    .help = Netto ist, was Sie nutzen können. Brutto ist die Summe aller Platten, ohne Abzug für RAID und Reserve.
form-kapazitaet-amount_basis-net = Netto nutzbar
form-kapazitaet-amount_basis-gross = Brutto

form-kapazitaet-needed_by =
    .question = Bis wann brauchen Sie den Platz?
    .short = Benötigt bis
    .example = Ende März

form-kapazitaet-offer =
    .question = Möchten Sie ein Angebot?
    .short = Angebot

form-kapazitaet-cost_center =
    .question = Auf welche Kostenstelle soll das Angebot lauten?
    .short = Kostenstelle
    .example = 4711-IT

form-kapazitaet-offer_to =
    .question = An welche E-Mail-Adresse schicken wir das Angebot?
    .short = Angebot an
    .help = Eine Adresse Ihrer Firma.
    .example = einkauf@muster-gmbh.example

form-kapazitaet-description =
    .question = Wofür brauchen Sie den Platz?
    .help = Welche Daten, wie viele Benutzer oder Server, und was besonders wichtig ist.
    .example = Das Bildarchiv wächst um etwa 1 TiB im Monat; der Zugriff läuft über SMB.

form-kapazitaet-usage =
    .question = Wie voll ist das System heute?
    .short = Belegung
    .example = 85 %

form-kapazitaet-growth =
    .question = Wie stark wachsen Ihre Daten?
    .short = Wachstum
    .help = In Prozent pro Jahr, geschätzt.
    .example = 20 %

form-kapazitaet-medium =
    .question = Welche Art von Datenträgern wünschen Sie?
    .short = Datenträger
form-kapazitaet-medium-nvme = NVMe
form-kapazitaet-medium-ssd = SSD
form-kapazitaet-medium-sas = SAS
form-kapazitaet-medium-nl_sas = NL-SAS
form-kapazitaet-medium-any = Egal

form-kapazitaet-rack_space =
    .question = Wie viele Höheneinheiten sind im Rack frei?
    .short = Platz im Rack
    .example = 4

form-kapazitaet-power =
    .question = Sind dort zwei Stromanschlüsse frei?
    .short = Strom vorhanden

## Firmware-/Update-Termin

form-update_wartung =
    .title = Firmware-/Update-Termin
    .summary = Sie möchten Firmware oder Software auf einen neuen Stand bringen.
    .subject = Update von { $components }: { $system }

form-update_wartung-components =
    .question = Was soll aktualisiert werden?
    .short = Komponenten
    .help = Mehrere sind möglich, zum Beispiel „1, 2“.
form-update_wartung-components-os = Betriebssystem/Controller
form-update_wartung-components-disk_firmware = Platten-Firmware
form-update_wartung-components-shelf = Shelf/IOM
form-update_wartung-components-switch = Switch
form-update_wartung-components-management = Verwaltungssoftware
form-update_wartung-components-host_drivers = Host-Treiber

form-update_wartung-reason =
    .question = Was ist der Anlass?
    .short = Anlass
form-update_wartung-reason-security = Sicherheitslücke
form-update_wartung-reason-bugfix = Fehlerbehebung
form-update_wartung-reason-recommendation = Empfehlung des Herstellers oder von uns
form-update_wartung-reason-routine = Regelmäßige Pflege

form-update_wartung-execution =
    .question = Wie soll das Update durchgeführt werden?
    .short = Durchführung
form-update_wartung-execution-remote = Remote durch uns
form-update_wartung-execution-onsite = Durch uns vor Ort
form-update_wartung-execution-self_guided = Durch Sie selbst, wir begleiten

form-update_wartung-windows =
    .question = Welche Zeitfenster passen Ihnen?
    .short = Zeitfenster
    .help = Ein bis drei Vorschläge, je Zeile einer. Wir brauchen zwei Werktage Vorlauf; ein Fenster dauert 1 bis 12 Stunden.
    .example = Donnerstag, 3.12., 20–23 Uhr

form-update_wartung-interruption =
    .question = Wie lange darf der Zugriff unterbrochen sein?
    .short = Unterbrechung
form-update_wartung-interruption-none = Gar nicht
form-update_wartung-interruption-short = Kurz, unter 60 Sekunden
form-update_wartung-interruption-any = Im Wartungsfenster beliebig

form-update_wartung-backup_checked =
    .question = Eine aktuelle, getestete Sicherung liegt vor.
    .short = Sicherung geprüft
    .help = Ein Update ist auch ohne möglich; wir sprechen es dann vorher mit Ihnen ab.
form-update_wartung-backup_checked-yes = Ja, liegt vor
form-update_wartung-backup_checked-no = Nein, noch nicht
form-update_wartung-hint-no-backup = Danke für die offene Antwort. Bitte holen Sie die Sicherung nach Möglichkeit vor dem Termin nach; wir sprechen Sie darauf an.

form-update_wartung-window_contact =
    .question = Wen erreichen wir während des Zeitfensters?
    .short = Kontakt im Zeitfenster
    .help = Name und Telefonnummer. Das dürfen auch Sie selbst sein.
    .example = Petra Lange, 0171 3920041
form-update_wartung-window_contact-new = Jemand anderes

form-update_wartung-description =
    .question = Was sollten wir dazu noch wissen?
    .example = Am Wochenende läuft der Monatsabschluss, da bitte nicht.

form-update_wartung-version_old =
    .question = Welche Version läuft jetzt?
    .short = Ausgangsversion
    .example = 9.14.1P4

form-update_wartung-version_new =
    .question = Welche Version soll es werden?
    .short = Zielversion
form-update_wartung-version_new-recommended = Die empfohlene
form-update_wartung-version_new-specific = Eine bestimmte

form-update_wartung-version_wanted =
    .question = Welche Version wünschen Sie?
    .short = Gewünschte Version
    .example = 9.15.1P2

form-update_wartung-cve =
    .question = Um welche Sicherheitslücke geht es?
    .short = CVE
    .help = Die Kennung steht in der Warnung des Herstellers oder Ihres Scanners.
    .example = CVE-2026-12345
    .error = Eine solche Kennung hat die Form „CVE-2026-12345“: CVE, Jahr und vier bis sieben Ziffern.

form-update_wartung-ticket_ref =
    .question = Welches Ticket gehört zu dem Fehler?
    .short = Ticket zum Fehler

form-update_wartung-approval =
    .question = Ist die Wartung bei Ihnen freigegeben?
    .short = Freigabe
form-update_wartung-approval-granted = Ja, erteilt
form-update_wartung-approval-in_progress = In Arbeit
form-update_wartung-approval-not_needed = Nicht nötig

form-update_wartung-approval_number =
    .question = Unter welcher Nummer ist sie freigegeben?
    .short = Freigabenummer
    .example = CHG-10482

form-update_wartung-hosts =
    .question = Welche Server greifen auf das System zu?
    .short = Server
    .help = Je Zeile einer, wenn möglich mit Betriebssystem.
    .example = esx01 bis esx04 (ESXi 8)

## Änderungsantrag

form-aenderung =
    .title = Änderungsantrag
    .summary = Etwas, das läuft, soll anders werden: Volumes, Freigaben, Rechte.
    .subject = { $change }: { $system }

form-aenderung-change =
    .question = Was soll geändert werden?
    .short = Art
form-aenderung-change-create_volume = LUN/Volume anlegen
form-aenderung-change-extend_volume = LUN/Volume vergrößern
form-aenderung-change-delete_volume = LUN/Volume löschen
form-aenderung-change-host_access = Host-Zuordnung/Zoning
form-aenderung-change-share = Freigabe (NFS/SMB)
form-aenderung-change-replication = Replikation
form-aenderung-change-snapshots = Snapshot-Plan
form-aenderung-change-network = Netzwerk
form-aenderung-change-users = Benutzer und Rechte
form-aenderung-change-other = Sonstiges
form-aenderung-hint-delete-is-final = Löschen lässt sich nicht rückgängig machen. Bitte prüfen Sie vorher, ob Sie noch Daten von dort brauchen.

form-aenderung-name =
    .question = Wie heißt die LUN oder das Volume?
    .short = Name
    .example = vol_archiv_01
    .error = Ein solcher Name hat keine Leerzeichen, zum Beispiel „vol_archiv_01“.

form-aenderung-size =
    .question = Wie groß soll sie oder es werden?
    .short = Größe
    .help = Gemeint ist die Gesamtgröße. Ohne Einheit verstehe ich TiB.
    .example = 500 GiB

form-aenderung-delete_confirmation =
    .question = Bitte geben Sie den Namen zur Sicherheit noch einmal ein.
    .short = Bestätigung
    .help = Genau so geschrieben wie eben.
    .error = Der Name stimmt nicht mit dem vorigen überein. Bitte geben Sie ihn genau so ein, wie er gelöscht werden soll.

form-aenderung-host_id =
    .question = Welche Kennung hat der Host?
    .short = Host-Kennung
    .help = Die WWPN eines Fibre-Channel-Anschlusses oder der iSCSI-Name des Hosts.
    .example = 21:00:00:24:ff:4c:1a:2b
    .error = Erwartet wird eine WWPN wie „21:00:00:24:ff:4c:1a:2b“ oder ein iSCSI-Name wie „iqn.1998-01.com.example:host01“.

form-aenderung-share_path =
    .question = Wie lautet der Pfad der Freigabe?
    .short = Pfad
    .example = /vol/projekte oder \\nas01\projekte

form-aenderung-share_protocol =
    .question = Über welches Protokoll wird zugegriffen?
    .short = Protokoll
form-aenderung-share_protocol-nfs = NFS
form-aenderung-share_protocol-smb = SMB
form-aenderung-share_protocol-both = NFS und SMB

form-aenderung-share_access =
    .question = Wer soll zugreifen dürfen?
    .short = Zugriff
    .help = Benutzer, Gruppen oder Rechner; bitte auch, ob lesend oder schreibend.
    .example = Gruppe „Projekte“ schreibend, 10.20.30.0/24 nur lesend

form-aenderung-description =
    .question = Was genau sollen wir ändern, und was möchten Sie damit erreichen?
    .short = Ziel
    .help = Wie ist es jetzt, und wie soll es danach sein?
    .example = Für den neuen Datenbankserver wird eine LUN gebraucht, auf die nur db01 und db02 zugreifen.

form-aenderung-reason =
    .question = Warum ist die Änderung nötig?
    .short = Begründung
    .example = Der alte Server wird zum Monatsende abgeschaltet.

form-aenderung-risk =
    .question = Wie hoch schätzen Sie das Risiko ein?
    .short = Risiko
    .help = Gemeint ist, was bei Ihnen ausfallen könnte, wenn etwas misslingt.
form-aenderung-risk-low = Gering
form-aenderung-risk-medium = Mittel
form-aenderung-risk-high = Hoch

form-aenderung-fallback_plan =
    .question = Wie kommen wir zurück, wenn etwas misslingt?
    .short = Rückfallplan
    .example = Der alte Server bleibt eine Woche stehen und kann sofort wieder übernehmen.

form-aenderung-execution =
    .question = Wann soll die Änderung ausgeführt werden?
    .short = Ausführung
    .help = Ein Zeitfenster von höchstens 24 Stunden, oder so bald wie möglich.
    .example = Mittwoch, 18–20 Uhr
form-aenderung-execution-asap = Nächstmöglich

## Serviceanfrage

form-anfrage =
    .title = Serviceanfrage
    .summary = Sie haben eine Frage oder brauchen eine Auskunft.

form-anfrage-topic =
    .question = Worum geht es?
    .short = Thema
form-anfrage-topic-operation = Bedienung
form-anfrage-topic-configuration = Konfiguration
form-anfrage-topic-documentation = Dokumentation
form-anfrage-topic-reports = Berichte
form-anfrage-topic-training = Schulung
form-anfrage-topic-other = Sonstiges

form-anfrage-subject =
    .example = Wie ändere ich die Aufbewahrung der Snapshots?

form-anfrage-description =
    .question = Wie lautet Ihre Frage?
    .short = Frage
    .help = Fragen Sie einfach, so wie Sie es einem Kollegen erzählen würden.
    .example = Wir möchten Snapshots künftig 14 statt 7 Tage behalten. Wo stellen wir das ein?

## Zugang & Ansprechpartner

form-zugang =
    .title = Zugang & Ansprechpartner
    .summary = Wer bei Ihnen mit uns arbeitet und was jemand darf.
    .subject = { $request }

form-zugang-request =
    .question = Was können wir für Sie tun?
    .short = Anliegen
    .help = Wir nehmen Ihren Wunsch auf. Geändert wird erst, wenn unser Support ihn geprüft hat.
form-zugang-request-new_contact = Neuer Ansprechpartner
form-zugang-request-change_contact = Daten ändern
form-zugang-request-remove_contact = Ansprechpartner entfernen
form-zugang-request-admin_role = Rolle „Kundenadministrator“ vergeben oder entziehen
form-zugang-request-chat_link = Chat-Verknüpfung prüfen oder lösen
form-zugang-request-sign_in = Anmeldung nicht möglich

form-zugang-first_name =
    .question = Wie lautet der Vorname?
    .short = Vorname
    .example = Petra

form-zugang-last_name =
    .question = Wie lautet der Nachname?
    .short = Nachname
    .example = Lange

form-zugang-email =
    .question = Wie lautet die geschäftliche E-Mail-Adresse?
    .short = E-Mail
    .example = petra.lange@muster-gmbh.example
form-zugang-hint-new-domain = Bisher hat niemand aus Ihrer Firma eine Adresse mit dieser Endung. Ist sie richtig geschrieben?

form-zugang-role =
    .question = Welche Rolle soll die Person haben?
    .short = Rolle
    .help = Benutzer sehen ihre eigenen Tickets, Kundenadministratoren alle Tickets der Firma.
form-zugang-role-user = Benutzer
form-zugang-role-customer_admin = Kundenadministrator

form-zugang-person =
    .question = Um wen geht es?
    .short = Person

form-zugang-role_change =
    .question = Soll die Rolle vergeben oder entzogen werden?
    .short = Rolle „Kundenadministrator“
form-zugang-role_change-grant = Vergeben
form-zugang-role_change-revoke = Entziehen

form-zugang-reason =
    .question = Was ist der Grund?
    .short = Grund
    .example = Frau Lange übernimmt die Betreuung der Speichersysteme.

form-zugang-affected_person =
    .question = Wen betrifft es?
    .short = Betroffen
    .help = Das dürfen auch Sie selbst sein.
form-zugang-affected_person-new = Jemand anderes

form-zugang-description =
    .question = Was soll sich ändern, oder was klappt nicht?
    .help = Bitte nennen Sie keine Passwörter und keine Codes.
    .example = Nach dem Umzug gilt eine neue Telefonnummer.

form-zugang-phone =
    .question = Unter welcher Nummer ist die Person erreichbar?
    .short = Telefon
    .example = 030 23125041

form-zugang-sites =
    .question = Für welche Standorte ist die Person zuständig?
    .short = Standorte
    .help = Ohne Angabe gilt es für alle.

form-zugang-valid_from =
    .question = Ab wann soll das gelten?
    .short = Gültig ab
    .help = Ohne Angabe ab sofort.
    .example = 1.1.

## Vertrag & Angebot

form-vertrag_angebot =
    .title = Vertrag & Angebot
    .summary = Verlängerung, Angebot, Rechnung, Lieferung oder Kündigung.
    .subject = { $request }

form-vertrag_angebot-request =
    .question = Worum geht es?
    .short = Anliegen
form-vertrag_angebot-request-extension = Verlängerung
form-vertrag_angebot-request-new_offer = Neues Angebot
form-vertrag_angebot-request-invoice = Frage zu einer Rechnung
form-vertrag_angebot-request-delivery = Stand einer Lieferung
form-vertrag_angebot-request-contract_info = Auskunft zum Vertrag
form-vertrag_angebot-request-cancellation = Kündigung

form-vertrag_angebot-cancellation_note =
    .question = Wir leiten Ihr Anliegen weiter. Für die Wirksamkeit gelten die Formvorschriften Ihres Vertrags.
    .short = Hinweis

form-vertrag_angebot-term =
    .question = Welche Laufzeit wünschen Sie?
    .short = Laufzeit
form-vertrag_angebot-term-12_months = 12 Monate
form-vertrag_angebot-term-24_months = 24 Monate
form-vertrag_angebot-term-36_months = 36 Monate
form-vertrag_angebot-term-60_months = 60 Monate
form-vertrag_angebot-term-unknown = Noch offen

form-vertrag_angebot-invoice_number =
    .question = Welche Nummer hat die Rechnung?
    .short = Rechnungsnummer
    .help = Sie steht oben rechts auf der Rechnung.
    .example = RE-2026-10482

form-vertrag_angebot-order_number =
    .question = Welche Nummer hat die Bestellung?
    .short = Bestellnummer
    .example = B-2026-3310

form-vertrag_angebot-description =
    .question = Was können wir für Sie tun?
    .example = Bitte verlängern Sie den Vertrag für beide Systeme zu den bisherigen Bedingungen.

form-vertrag_angebot-contract =
    .question = Welchen Vertrag betrifft es?
    .short = Vertrag

form-vertrag_angebot-systems =
    .question = Um welche Systeme geht es?
    .short = Systeme
    .help = Mehrere sind möglich, zum Beispiel „1, 2“.

form-vertrag_angebot-service_level =
    .question = Welchen Servicelevel wünschen Sie?
    .short = Servicelevel
form-vertrag_angebot-service_level-next_business_day = Nächster Arbeitstag
form-vertrag_angebot-service_level-around_the_clock_4h = Rund um die Uhr, 4 Stunden
form-vertrag_angebot-service_level-unchanged = Wie bisher
