# Words that are the same everywhere.

yes = Yes
no = No
unknown = I don’t know
required = required

status-new = New
status-in_progress = In progress
status-waiting_customer = Waiting for your reply
status-waiting_vendor = Waiting for the vendor
status-scheduled = Appointment made
status-resolved = Resolved
status-closed = Closed

priority-critical = critical
priority-high = high
priority-normal = normal
priority-low = low

role-user = User
role-customer_admin = Customer administrator

action-reply = Reply
action-close = Close
action-reopen = Reopen
action-escalate = Escalate
action-set_priority = Change priority
action-add_watcher = Add a watcher
action-remove_watcher = Remove a watcher
action-mute = Mute
action-unmute = Unmute
action-rate = Rate

list-more = { $list }, { $item }
list-last = { $list } and { $item }

size-bytes = { $number ->
    [one] 1 byte
   *[other] { $number } bytes
}
size-kb = { $number } KB
size-mb = { $number } MB
size-gb = { $number } GB
