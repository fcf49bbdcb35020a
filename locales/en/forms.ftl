### Texts of the forms in dialogs/. Every key follows from the TOML file; "ticketlotse check" finds missing and
### superfluous ones.
###
### form-<type>                         .title (24 characters at most, also shown in lists) and .summary (one sentence);
###                                     without a field "subject" also .subject, made from the answers: { $part } is
###                                     the answer to the field "part"
### form-<type>-<field>                 .question (what is asked) and .short (the field in the summary), and where it
###                                     helps .help, .example and .error
### form-<type>-<field>-<option>        an option, an alternative, a unit; also -yes, -no, -unknown where "Yes", "No" or
###                                     "I don't know" should read differently
### form-<type>-hint-<id>               a remark after an answer
### form-<type>-notice-<id>             a remark as soon as the priority is known
### form-any-…                          the same for all forms without a text of their own
###
### Texts may name { $company }, { $contact } (the contact address) and { $hotline }.

## For all forms

form-any-system =
    .question = Which system is it about?
    .short = System
    .help = Pick the one affected. Not on the list? Choose “Another system” and give us the serial number from its label.
form-any-system-other = Another system

form-any-serial =
    .question = What is the serial number?
    .short = Serial number
    .help = You will find it on the label, usually at the back or on a pull-out tag.
    .example = AX7-204711
    .error = That does not look like a serial number. It has 5 to 32 letters, digits or hyphens, for example “AX7-204711”.
form-any-serial-unknown = I don’t have it at hand
form-any-hint-contract-check = This serial number is not in any of your contracts. We will take your request anyway and check the contract.

form-any-subject =
    .question = What should the subject be?
    .short = Subject
    .help = A few words that will help you recognize the ticket.

form-any-description =
    .short = Description

form-any-attachments =
    .question = Would you like to add files or pictures?
    .short = Attachments
    .help = Screenshots, logs or quotes, for example.

form-any-watchers =
    .question = Who else at your company should follow this ticket?
    .short = Watchers
    .help = Watchers can see this ticket and hear about news.

form-any-ticket_ref =
    .question = Which ticket does this relate to?
    .short = Related ticket
    .help = Give the number of a ticket you have access to.
    .example = CS-2026-004698

form-any-answer_by =
    .question = When do you need an answer by?
    .short = Answer by
    .example = Friday

form-any-hint-not-a-working-day = That falls on a weekend or a holiday. We will check whether it can be done and let you know.

form-any-unit-TiB = TiB
form-any-unit-TB = TB
form-any-unit-GiB = GiB
form-any-unit-percent = %
form-any-unit-percent_per_year = % per year
form-any-unit-rack_units = U

## Incident

form-stoerung =
    .title = Incident
    .summary = Something is down, too slow or reporting errors.

form-stoerung-impact =
    .question = How does it affect you?
    .short = Impact
    .help = Tell us what it means for your business, not what you think caused it.
form-stoerung-impact-total = Complete outage (no access to data)
form-stoerung-impact-severe = Severe (work goes on, but barely)
form-stoerung-impact-partial = Partial (there is a workaround)
form-stoerung-impact-none = None yet (just a warning)

form-stoerung-production =
    .question = Is production affected?
    .short = Production affected
    .help = Meaning what your company is working with right now, not just a test system or an archive.

form-stoerung-data_risk =
    .question = Is any data at risk?
    .short = Data at risk
    .help = Damaged or missing files, for example, or several failed drives without a spare.
form-stoerung-data_risk-no = No
form-stoerung-data_risk-suspected = Possibly
form-stoerung-data_risk-yes = Yes

form-stoerung-description =
    .question = What happened?
    .help = What do you see, and what stopped working? Two or three sentences will do.
    .example = The shares on the archive NAS have been unreachable since 8:30; it still answers to ping.

form-stoerung-callback_phone =
    .question = Which number can we call you on?
    .short = Call-back number
    .help = Ideally somebody who can work on the system.
    .example = +49 171 3920041

form-stoerung-reachability =
    .question = When can we reach you there?
    .short = Reachable
form-stoerung-reachability-always = Around the clock
form-stoerung-reachability-weekdays = Mon–Fri, 8:00–18:00
form-stoerung-reachability-custom = At other times

form-stoerung-reachability_times =
    .question = At what times can we reach you?
    .short = Reachable at
    .example = every day from 6:00 to 22:00

form-stoerung-subject =
    .example = Shares on the archive NAS unreachable

form-stoerung-start =
    .question = When did it start?
    .short = Started
    .help = Roughly is fine, up to 90 days ago.
    .example = today 8:30

form-stoerung-area =
    .question = Which area is affected?
    .short = Area
form-stoerung-area-access = Access and paths (FC, iSCSI, NFS, SMB)
form-stoerung-area-performance = Performance
form-stoerung-area-replication = Replication and snapshots
form-stoerung-area-hardware_alarm = Hardware alarm
form-stoerung-area-management = Management interface
form-stoerung-area-backup = Backup
form-stoerung-area-network = Network
form-stoerung-area-other = Something else

form-stoerung-protocols =
    .question = Which protocols are affected?
    .short = Protocols
    .help = You can name several, such as “1, 3” or “NFS and SMB”.
form-stoerung-protocols-fc = FC
form-stoerung-protocols-iscsi = iSCSI
form-stoerung-protocols-nfs = NFS
form-stoerung-protocols-smb = SMB
form-stoerung-protocols-s3 = S3

form-stoerung-error_code =
    .question = What error code or message do you see?
    .short = Error code
    .example = Pool 0 degraded, code 0x1A3

form-stoerung-recent_change =
    .question = Was anything changed shortly before?
    .short = Recent change
    .help = Outside the system counts as well: network, servers, updates, work in the room.
form-stoerung-recent_change-no = No
form-stoerung-recent_change-yes = Yes

form-stoerung-recent_change_details =
    .question = What was changed?
    .short = What changed
    .example = The switch in rack 4 was replaced last night.

form-stoerung-tried =
    .question = What have you tried so far?
    .short = Steps taken
    .example = Rebooted the host, checked the paths, used another port.

form-stoerung-remote_access =
    .question = May we connect to the system remotely?
    .short = Remote access
form-stoerung-remote_access-granted = Yes, go ahead
form-stoerung-remote_access-ask_first = Ask me first
form-stoerung-remote_access-no = No

form-stoerung-notice-call-hotline = Please also call the hotline on { $hotline }. We are creating your ticket in the meantime.

## Hardware fault

form-hardware_defekt =
    .title = Hardware fault
    .summary = A part has failed or is about to, such as a drive to replace (RMA).
    .subject = { $count } × { $part }: { $system }

form-hardware_defekt-part =
    .question = Which part is it?
    .short = Part
form-hardware_defekt-part-disk = Drive (HDD/SSD)
form-hardware_defekt-part-power_supply = Power supply
form-hardware_defekt-part-controller = Controller
form-hardware_defekt-part-fan = Fan
form-hardware_defekt-part-battery = Battery or cache module
form-hardware_defekt-part-cable = SFP or cable
form-hardware_defekt-part-shelf = Shelf
form-hardware_defekt-part-other = Something else

form-hardware_defekt-count =
    .question = How many parts are affected?
    .short = Quantity
    .help = Usually just one. Up to 24 in one ticket.

form-hardware_defekt-position =
    .question = Which shelf and bay is it in?
    .short = Position
    .help = One line per part. The bay number is printed on the carrier, usually at the bottom left.
    .example = Shelf 1 / bay 07
    .error = Please give each part a line of its own, for example “Shelf 1 / bay 07”.
form-hardware_defekt-position-unknown = I don’t know yet

form-hardware_defekt-finding =
    .question = What is wrong with it?
    .short = Finding
form-hardware_defekt-finding-failed = It has failed
form-hardware_defekt-finding-warning = Warning (likely to fail soon)
form-hardware_defekt-finding-sporadic = Errors now and then
form-hardware_defekt-finding-delivered_defective = It arrived defective

form-hardware_defekt-raid_state =
    .question = What state is the RAID group in?
    .short = RAID state
    .help = The management interface shows it next to the pool or aggregate.
form-hardware_defekt-raid_state-spare_active = A spare has taken over
form-hardware_defekt-raid_state-rebuilding = Rebuild running
form-hardware_defekt-raid_state-degraded_without_spare = Degraded, no spare

form-hardware_defekt-retention =
    .question = What happens to the old drive?
    .short = Old drive
form-hardware_defekt-retention-return = You send it back to us
form-hardware_defekt-retention-keep = It stays with you (as your contract allows)
form-hardware_defekt-retention-clarify = We sort that out with you

form-hardware_defekt-installation =
    .question = Who installs the replacement?
    .short = Installation
form-hardware_defekt-installation-self = You swap it yourselves
form-hardware_defekt-installation-technician = A technician on site

form-hardware_defekt-delivery =
    .question = Where should we send the replacement?
    .short = Deliver to
form-hardware_defekt-delivery-new_address = To another address

form-hardware_defekt-address =
    .question = What is the delivery address?
    .short = Delivery address
    .help = Company, street and number, postal code and city, then opening hours and anything the goods-in desk should know.
    .example = Muster GmbH, Hafenstraße 12, 28195 Bremen, Mon–Fri 7:00–15:00, gate 3

form-hardware_defekt-onsite_contact =
    .question = Who is the person on site?
    .short = Contact on site
    .help = Name and phone number. It may well be you.
    .example = Petra Lange, +49 171 3920041
form-hardware_defekt-onsite_contact-new = Somebody else

form-hardware_defekt-access =
    .question = What does the technician need to get in?
    .short = Site access
    .help = Registration, ID, an escort, a safety briefing.
    .example = Register at reception the day before, bring an ID, will be escorted.

form-hardware_defekt-description =
    .question = What have you noticed?
    .help = Messages, noises, lights, and what came before.
    .example = The drive has been blinking amber since this morning; the interface reports “media errors”.

form-hardware_defekt-part_number =
    .question = What part number is printed on it?
    .short = Part number
    .example = X423A-R6

form-hardware_defekt-part_serial =
    .question = What is the part’s serial number?
    .short = Part’s serial number
    .help = Please don’t pull a part that is still in use to find out.
    .example = 5QE0K7RB
form-hardware_defekt-part_serial-unreadable = Not legible

form-hardware_defekt-led =
    .question = What color is the light on the part?
    .short = Light
form-hardware_defekt-led-off = Off
form-hardware_defekt-led-green = Green
form-hardware_defekt-led-yellow = Amber
form-hardware_defekt-led-red = Red
form-hardware_defekt-led-blinking = It blinks

form-hardware_defekt-preferred_date =
    .question = Which day suits you for the delivery or the visit?
    .short = Preferred day
    .help = Any working day from today.
    .example = tomorrow
form-hardware_defekt-hint-not-a-working-day = We don’t deliver on that day. We will note it and suggest the next working day.

form-hardware_defekt-attachments =
    .question = Do you have a photo of the light or the label?
    .short = Photos and attachments
    .help = A photo often saves a question. Logs are just as welcome.

form-hardware_defekt-hint-keep-not-agreed = We can’t find an agreement in your contract that drives stay with you. We will note your wish and sort it out with you.
form-hardware_defekt-notice-do-not-pull-disks = Please don’t pull any other drive: without a spare that would lose data.

## More capacity

form-kapazitaet =
    .title = More capacity
    .summary = You need more space or another system.
    .subject = { $request }

form-kapazitaet-request =
    .question = What would you like to extend?
    .short = Kind
form-kapazitaet-request-extend_volume = Make an existing volume larger
form-kapazitaet-request-new_space = New space on a system you have
form-kapazitaet-request-add_shelf = Add drives or a shelf
form-kapazitaet-request-new_system = A new system
form-kapazitaet-request-advice = Advice first

form-kapazitaet-system-unknown = Not decided yet

form-kapazitaet-volume =
    .question = Which volume should grow?
    .short = Volume
    .example = vol_archive_01

form-kapazitaet-size_old =
    .question = How large is it now?
    .short = Present size
    .example = 8 TiB

form-kapazitaet-size_new =
    .question = How large should it be?
    .short = New size
    .example = 12 TiB
    .error = The new size has to be larger than the present one. Please give the total, for example “12 TiB”.

form-kapazitaet-amount =
    .question = How much additional space do you need?
    .short = Amount
    .help = Without a unit I take it as TiB and show you the figure in TB as well.
    .example = 20 TiB
form-kapazitaet-amount-unknown = Not sure yet

form-kapazitaet-amount_basis =
    .question = Is that net or gross?
    .short = Net or gross
    .help = Net is what you can use. Gross is the sum of all drives, before RAID and spares.
form-kapazitaet-amount_basis-net = Net, usable
form-kapazitaet-amount_basis-gross = Gross

form-kapazitaet-needed_by =
    .question = When do you need it by?
    .short = Needed by
    .example = end of March

form-kapazitaet-offer =
    .question = Would you like a quote?
    .short = Quote

form-kapazitaet-cost_center =
    .question = Which cost center should the quote name?
    .short = Cost center
    .example = 4711-IT

form-kapazitaet-offer_to =
    .question = Which e-mail address should the quote go to?
    .short = Quote to
    .help = An address at your company.
    .example = purchasing@muster-gmbh.example

form-kapazitaet-description =
    .question = What do you need the space for?
    .help = Which data, how many users or servers, and what matters most.
    .example = Our picture archive grows by about 1 TiB a month and is used over SMB.

form-kapazitaet-usage =
    .question = How full is the system today?
    .short = Usage
    .example = 85 %

form-kapazitaet-growth =
    .question = How fast does your data grow?
    .short = Growth
    .help = Percent per year, as a guess.
    .example = 20 %

form-kapazitaet-medium =
    .question = What kind of drives would you like?
    .short = Drives
form-kapazitaet-medium-nvme = NVMe
form-kapazitaet-medium-ssd = SSD
form-kapazitaet-medium-sas = SAS
form-kapazitaet-medium-nl_sas = NL-SAS
form-kapazitaet-medium-any = Any

form-kapazitaet-rack_space =
    .question = How many rack units are free?
    .short = Rack space
    .example = 4

form-kapazitaet-power =
    .question = Are two power outlets free there?
    .short = Power available

## Update appointment

form-update_wartung =
    .title = Update appointment
    .summary = You would like newer firmware or software.
    .subject = Update of { $components }: { $system }

form-update_wartung-components =
    .question = What should be updated?
    .short = Components
    .help = You can name several, such as “1, 2”.
form-update_wartung-components-os = Operating system or controller
form-update_wartung-components-disk_firmware = Drive firmware
form-update_wartung-components-shelf = Shelf or IOM
form-update_wartung-components-switch = Switch
form-update_wartung-components-management = Management software
form-update_wartung-components-host_drivers = Host drivers

form-update_wartung-reason =
    .question = What is the reason?
    .short = Reason
form-update_wartung-reason-security = A vulnerability
form-update_wartung-reason-bugfix = A bug fix
form-update_wartung-reason-recommendation = The vendor or we recommended it
form-update_wartung-reason-routine = Regular care

form-update_wartung-execution =
    .question = How should it be done?
    .short = Done by
form-update_wartung-execution-remote = Remotely, by us
form-update_wartung-execution-onsite = On site, by us
form-update_wartung-execution-self_guided = By you, with us at your side

form-update_wartung-windows =
    .question = Which time windows suit you?
    .short = Time windows
    .help = One to three suggestions, one per line. We need two working days’ notice; a window lasts 1 to 12 hours.
    .example = Thursday, 3 Dec, 20:00–23:00

form-update_wartung-interruption =
    .question = How long may access be interrupted?
    .short = Interruption
form-update_wartung-interruption-none = Not at all
form-update_wartung-interruption-short = Briefly, under 60 seconds
form-update_wartung-interruption-any = As long as the window lasts

form-update_wartung-backup_checked =
    .question = There is a recent, tested backup.
    .short = Backup checked
    .help = We can update without one; we would then talk it over with you first.
form-update_wartung-backup_checked-yes = Yes, there is
form-update_wartung-backup_checked-no = No, not yet
form-update_wartung-hint-no-backup = Thanks for being frank. Please make one before the appointment if you can; we will get in touch about it.

form-update_wartung-window_contact =
    .question = Who can we reach during the window?
    .short = Contact in the window
    .help = Name and phone number. It may well be you.
    .example = Petra Lange, +49 171 3920041
form-update_wartung-window_contact-new = Somebody else

form-update_wartung-description =
    .question = Anything else we should know?
    .example = The month-end closing runs at the weekend, so please not then.

form-update_wartung-version_old =
    .question = Which version is running now?
    .short = Present version
    .example = 9.14.1P4

form-update_wartung-version_new =
    .question = Which version should it be?
    .short = Target version
form-update_wartung-version_new-recommended = The recommended one
form-update_wartung-version_new-specific = A particular one

form-update_wartung-version_wanted =
    .question = Which version would you like?
    .short = Version wanted
    .example = 9.15.1P2

form-update_wartung-cve =
    .question = Which vulnerability is it?
    .short = CVE
    .help = The vendor’s advisory or your scanner names it.
    .example = CVE-2026-12345
    .error = It should look like “CVE-2026-12345”: CVE, the year and four to seven digits.

form-update_wartung-ticket_ref =
    .question = Which ticket is about the bug?
    .short = Ticket about the bug

form-update_wartung-approval =
    .question = Has the maintenance been approved on your side?
    .short = Approval
form-update_wartung-approval-granted = Yes
form-update_wartung-approval-in_progress = In progress
form-update_wartung-approval-not_needed = Not needed

form-update_wartung-approval_number =
    .question = What is the approval’s number?
    .short = Approval number
    .example = CHG-10482

form-update_wartung-hosts =
    .question = Which servers use the system?
    .short = Servers
    .help = One per line, with the operating system if you know it.
    .example = esx01 to esx04 (ESXi 8)

## Change request

form-aenderung =
    .title = Change request
    .summary = Something that works should change: volumes, shares, permissions.
    .subject = { $change }: { $system }

form-aenderung-change =
    .question = What should be changed?
    .short = Kind
form-aenderung-change-create_volume = Create a LUN or volume
form-aenderung-change-extend_volume = Enlarge a LUN or volume
form-aenderung-change-delete_volume = Delete a LUN or volume
form-aenderung-change-host_access = Host mapping or zoning
form-aenderung-change-share = A share (NFS/SMB)
form-aenderung-change-replication = Replication
form-aenderung-change-snapshots = Snapshot schedule
form-aenderung-change-network = Network
form-aenderung-change-users = Users and permissions
form-aenderung-change-other = Something else
form-aenderung-hint-delete-is-final = Deleting can’t be undone. Please make sure you no longer need anything from it.

form-aenderung-name =
    .question = What is the LUN or volume called?
    .short = Name
    .example = vol_archive_01
    .error = Such a name has no spaces, for example “vol_archive_01”.

form-aenderung-size =
    .question = How large should it be?
    .short = Size
    .help = The total size. Without a unit I take it as TiB.
    .example = 500 GiB

form-aenderung-delete_confirmation =
    .question = To be safe, please type the name once more.
    .short = Confirmation
    .help = Exactly as before.
    .error = That is not the name you gave before. Please type the name exactly as it should be deleted.

form-aenderung-host_id =
    .question = What is the host’s identifier?
    .short = Host identifier
    .help = The WWPN of a Fibre Channel port or the host’s iSCSI name.
    .example = 21:00:00:24:ff:4c:1a:2b
    .error = It should be a WWPN such as “21:00:00:24:ff:4c:1a:2b” or an iSCSI name such as “iqn.1998-01.com.example:host01”.

form-aenderung-share_path =
    .question = What is the path of the share?
    .short = Path
    .example = /vol/projects or \\nas01\projects

form-aenderung-share_protocol =
    .question = Which protocol is it used with?
    .short = Protocol
form-aenderung-share_protocol-nfs = NFS
form-aenderung-share_protocol-smb = SMB
form-aenderung-share_protocol-both = NFS and SMB

form-aenderung-share_access =
    .question = Who should have access?
    .short = Access
    .help = Users, groups or machines; please say whether to read or to write.
    .example = Group “projects” may write, 10.20.30.0/24 read only

form-aenderung-description =
    .question = What exactly should we change, and what would you like to achieve?
    .short = Goal
    .help = How is it now, and how should it be afterwards?
    .example = The new database server needs a LUN that only db01 and db02 can see.

form-aenderung-reason =
    .question = Why is the change needed?
    .short = Reason
    .example = The old server will be switched off at the end of the month.

form-aenderung-risk =
    .question = How high do you think the risk is?
    .short = Risk
    .help = Think of what could stop on your side if it goes wrong.
form-aenderung-risk-low = Low
form-aenderung-risk-medium = Medium
form-aenderung-risk-high = High

form-aenderung-fallback_plan =
    .question = How do we get back if it goes wrong?
    .short = Fallback plan
    .example = The old server stays up for a week and can take over at once.

form-aenderung-execution =
    .question = When should the change be made?
    .short = Timing
    .help = A window of 24 hours at most, or as soon as possible.
    .example = Wednesday, 18:00–20:00
form-aenderung-execution-asap = As soon as possible

## Question

form-anfrage =
    .title = Question
    .summary = You would like to know something.

form-anfrage-topic =
    .question = What is it about?
    .short = Topic
form-anfrage-topic-operation = Everyday use
form-anfrage-topic-configuration = Configuration
form-anfrage-topic-documentation = Documentation
form-anfrage-topic-reports = Reports
form-anfrage-topic-training = Training
form-anfrage-topic-other = Something else

form-anfrage-subject =
    .example = How do I change how long snapshots are kept?

form-anfrage-description =
    .question = What would you like to know?
    .short = Question
    .help = Just ask, the way you would ask a colleague.
    .example = We want to keep snapshots for 14 days instead of 7. Where do we set that?

## Access & contacts

form-zugang =
    .title = Access & contacts
    .summary = Who works with us on your side, and what they may do.
    .subject = { $request }

form-zugang-request =
    .question = What can we do for you?
    .short = Request
    .help = We take your request; nothing changes until our support has checked it.
form-zugang-request-new_contact = A new contact
form-zugang-request-change_contact = Change somebody’s details
form-zugang-request-remove_contact = Remove a contact
form-zugang-request-admin_role = Give or take the customer admin role
form-zugang-request-chat_link = Check or undo a chat link
form-zugang-request-sign_in = Somebody cannot sign in

form-zugang-first_name =
    .question = What is the first name?
    .short = First name
    .example = Petra

form-zugang-last_name =
    .question = What is the last name?
    .short = Last name
    .example = Lange

form-zugang-email =
    .question = What is the business e-mail address?
    .short = E-mail
    .example = petra.lange@muster-gmbh.example
form-zugang-hint-new-domain = Nobody at your company has an address with this ending so far. Is it spelled correctly?

form-zugang-role =
    .question = Which role should the person have?
    .short = Role
    .help = Users see their own tickets, customer admins see all tickets of the company.
form-zugang-role-user = User
form-zugang-role-customer_admin = Customer admin

form-zugang-person =
    .question = Who is it about?
    .short = Person

form-zugang-role_change =
    .question = Should the role be given or taken away?
    .short = Customer admin role
form-zugang-role_change-grant = Given
form-zugang-role_change-revoke = Taken away

form-zugang-reason =
    .question = What is the reason?
    .short = Reason
    .example = Petra Lange is taking over the storage systems.

form-zugang-affected_person =
    .question = Who is affected?
    .short = Affected
    .help = It may well be you.
form-zugang-affected_person-new = Somebody else

form-zugang-description =
    .question = What should change, or what does not work?
    .help = Please leave out passwords and codes.
    .example = The phone number changed when we moved.

form-zugang-phone =
    .question = Which number can the person be reached on?
    .short = Phone
    .example = +49 30 23125041

form-zugang-sites =
    .question = Which sites does the person look after?
    .short = Sites
    .help = Leave it out if it is all of them.

form-zugang-valid_from =
    .question = From which day should it apply?
    .short = Valid from
    .help = Leave it out if it should apply at once.
    .example = 1 January

## Contract & quotes

form-vertrag_angebot =
    .title = Contract & quotes
    .summary = Extension, quote, invoice, delivery or cancellation.
    .subject = { $request }

form-vertrag_angebot-request =
    .question = What is it about?
    .short = Request
form-vertrag_angebot-request-extension = Extend a contract
form-vertrag_angebot-request-new_offer = A new quote
form-vertrag_angebot-request-invoice = A question about an invoice
form-vertrag_angebot-request-delivery = Where a delivery is
form-vertrag_angebot-request-contract_info = What the contract says
form-vertrag_angebot-request-cancellation = Cancellation

form-vertrag_angebot-cancellation_note =
    .question = We pass your request on. For a cancellation to take effect, your contract says what form it needs.
    .short = Please note

form-vertrag_angebot-term =
    .question = How long should the contract run?
    .short = Term
form-vertrag_angebot-term-12_months = 12 months
form-vertrag_angebot-term-24_months = 24 months
form-vertrag_angebot-term-36_months = 36 months
form-vertrag_angebot-term-60_months = 60 months
form-vertrag_angebot-term-unknown = Not decided yet

form-vertrag_angebot-invoice_number =
    .question = What is the invoice number?
    .short = Invoice number
    .help = It is at the top right of the invoice.
    .example = RE-2026-10482

form-vertrag_angebot-order_number =
    .question = What is the order number?
    .short = Order number
    .example = B-2026-3310

form-vertrag_angebot-description =
    .question = What can we do for you?
    .example = Please extend the contract for both systems on the same terms.

form-vertrag_angebot-contract =
    .question = Which contract is it about?
    .short = Contract

form-vertrag_angebot-systems =
    .question = Which systems is it about?
    .short = Systems
    .help = You can name several, such as “1, 2”.

form-vertrag_angebot-service_level =
    .question = Which service level would you like?
    .short = Service level
form-vertrag_angebot-service_level-next_business_day = Next business day
form-vertrag_angebot-service_level-around_the_clock_4h = Around the clock, 4 hours
form-vertrag_angebot-service_level-unchanged = As it is now
