//! Faults planted into forms.

use super::planted::{At, Fault};

const STOERUNG: &str = "dialogs/stoerung.toml";
const HARDWARE: &str = "dialogs/hardware_defekt.toml";
const KAPAZITAET: &str = "dialogs/kapazitaet.toml";
const UPDATE: &str = "dialogs/update_wartung.toml";
const AENDERUNG: &str = "dialogs/aenderung.toml";
const ANFRAGE: &str = "dialogs/anfrage.toml";
const ZUGANG: &str = "dialogs/zugang.toml";
const VERTRAG: &str = "dialogs/vertrag_angebot.toml";

const fn fault(
    name: &'static str,
    file: &'static str,
    find: &'static str,
    replace: &'static str,
    code: &'static str,
) -> Fault {
    Fault { name, file, find, replace, code, at: At::Mark }
}

/// The file as such.
pub const FILES: &[Fault] = &[
    fault("two equals signs", STOERUNG, "order = 1\n", "§order = = 1\n", "toml-syntax"),
    fault("a quote that never ends", ZUGANG, "icon = \"👤\"", "§icon = \"👤", "toml-syntax"),
    fault("a key twice", ANFRAGE, "order = 6\n", "order = 6\n§order = 9\n", "toml-syntax"),
    fault("a misspelt key of a field", HARDWARE, "whole = true\n", "§hole = true\n", "unknown-key"),
    fault("a misspelt key of the form", VERTRAG, "icon = \"📄\"", "§ikon = \"📄\"", "unknown-key"),
    fault(
        "a misspelt key of a condition",
        STOERUNG,
        "when = { field = \"reachability\", is = \"custom\" }",
        "§when = { field = \"reachability\", ist = \"custom\" }",
        "unknown-key",
    ),
    fault("a form without a place", ANFRAGE, "order = 6\n", "", "missing-key").elsewhere(ANFRAGE, "#:schema"),
    fault(
        "a field without a kind",
        ANFRAGE,
        "[[field]]\nid = \"ticket_ref\"\nkind = \"ticket_ref\"\n",
        "§[[field]]\nid = \"ticket_ref\"\n",
        "missing-key",
    ),
    fault("a text where a number belongs", KAPAZITAET, "order = 3\n", "§order = \"3\"\n", "wrong-type"),
    fault("a number where a text belongs", HARDWARE, "default = \"1\"", "§default = 1", "wrong-type"),
    fault("a negative place", KAPAZITAET, "order = 3\n", "§order = -3\n", "wrong-type"),
    fault("an unknown kind", ANFRAGE, "kind = \"ticket_ref\"", "§kind = \"ticket\"", "unknown-value"),
    fault("an unknown priority", ANFRAGE, "level = \"low\"", "§level = \"lowest\"", "unknown-value"),
    fault("an unknown shape of text", UPDATE, "pattern = \"cve\"", "§pattern = \"cwe\"", "unknown-value"),
    fault("an unknown action", ANFRAGE, "order = 6\n", "order = 6\n§actions_off = [\"explode\"]\n", "unknown-value"),
    fault("an id that is not the file's name", ANFRAGE, "id = \"anfrage\"", "§id = \"frage\"", "id-differs-from-file"),
    fault("an id with a hyphen", STOERUNG, "id = \"error_code\"", "§id = \"error-code\"", "bad-id"),
    fault("a reserved id", STOERUNG, "id = \"tried\"", "§id = \"hint\"", "bad-id"),
    fault(
        "an option called unknown",
        STOERUNG,
        "[\"granted\", \"ask_first\", \"no\"]",
        "§[\"granted\", \"ask_first\", \"no\", \"unknown\"]",
        "bad-id",
    ),
    fault("a place that another form has", UPDATE, "order = 4\n", "§order = 3\n", "duplicate-order"),
    fault("a field twice", STOERUNG, "id = \"tried\"", "§id = \"error_code\"", "duplicate-field"),
    fault(
        "a desk that does not exist",
        ANFRAGE,
        "order = 6\n",
        "order = 6\n§desk.rtt = { queue = \"Fragen\" }\n",
        "unknown-desk",
    ),
    fault("a desk mapped to a text", ANFRAGE, "order = 6\n", "order = 6\n§desk.rt = \"Fragen\"\n", "bad-desk-mapping"),
];

/// What conditions compare.
pub const CONDITIONS: &[Fault] = &[
    fault(
        "a condition that looks at nothing",
        KAPAZITAET,
        "id = \"cost_center\"\nkind = \"text\"\nwhen = { field = \"offer\", is = \"yes\" }",
        "id = \"cost_center\"\nkind = \"text\"\n§when = { is = \"yes\" }",
        "bad-condition",
    ),
    fault(
        "two comparisons at once",
        KAPAZITAET,
        "when = { field = \"request\", is_not = \"new_system\" }",
        "§when = { field = \"request\", is_not = \"new_system\", is = \"advice\" }",
        "bad-condition",
    ),
    fault(
        "all of nothing",
        AENDERUNG,
        "when = { field = \"risk\", one_of = [\"medium\", \"high\"] }",
        "§when = { all = [] }",
        "bad-condition",
    ),
    fault(
        "one of nothing",
        AENDERUNG,
        "when = { field = \"risk\", one_of = [\"medium\", \"high\"] }",
        "§when = { field = \"risk\", one_of = [] }",
        "bad-condition",
    ),
    fault(
        "a field that does not exist",
        STOERUNG,
        "when = { field = \"reachability\", is = \"custom\" }",
        "§when = { field = \"reachabilty\", is = \"custom\" }",
        "unknown-field",
    ),
    fault(
        "a misspelt derived value",
        STOERUNG,
        "id = \"reachability\"\nkind = \"choice\"\nwhen = { field = \"@priority\", one_of = [\"critical\", \"high\"] }",
        "id = \"reachability\"\nkind = \"choice\"\n§when = { field = \"@prio\", one_of = [\"critical\", \"high\"] }",
        "unknown-field",
    ),
    fault(
        "a field that is asked later",
        HARDWARE,
        "id = \"raid_state\"\nkind = \"choice\"\nwhen = { field = \"part\", is = \"disk\" }",
        "id = \"raid_state\"\nkind = \"choice\"\n§when = { field = \"installation\", is = \"self\" }",
        "later-field",
    ),
    fault(
        "a field that looks at itself",
        ANFRAGE,
        "when = { field = \"system\", is = \"other\" }",
        "§when = { field = \"serial\", filled = false }",
        "later-field",
    ),
    fault(
        "a field that is never answered",
        VERTRAG,
        "id = \"term\"\nkind = \"choice\"\nwhen = { field = \"request\", one_of = [\"extension\", \"new_offer\"] }",
        "id = \"term\"\nkind = \"choice\"\n§when = { field = \"cancellation_note\", filled = true }",
        "unanswered-field",
    ),
    fault(
        "what only a hint can know",
        ANFRAGE,
        "when = { field = \"system\", is = \"other\" }",
        "§when = { field = \"@known\", is = \"no\" }",
        "misplaced-derived",
    ),
    fault(
        "working days of what is no day",
        ANFRAGE,
        "when = { field = \"@known\", is = \"no\" }",
        "§when = { field = \"@working_day\", is = \"no\" }",
        "misplaced-derived",
    ),
    fault(
        "the priority before it is decided",
        STOERUNG,
        "when = { field = \"impact\", is_not = \"none\" }",
        "§when = { field = \"@priority\", is = \"critical\" }",
        "misplaced-derived",
    ),
    fault(
        "a priority that depends on itself",
        STOERUNG,
        "when = { field = \"data_risk\", is = \"suspected\" }",
        "§when = { field = \"@priority\", is = \"critical\" }",
        "misplaced-derived",
    ),
    fault(
        "drive retention without a system",
        VERTRAG,
        "when = { field = \"request\", is = \"invoice\" }",
        "§when = { field = \"@drive_retention\", is = \"no\" }",
        "misplaced-derived",
    ),
    fault(
        "an option that the field does not have",
        STOERUNG,
        "when = { field = \"impact\", one_of = [\"total\", \"severe\"] }",
        "§when = { field = \"impact\", one_of = [\"total\", \"sever\"] }",
        "unknown-option",
    ),
    fault(
        "an answer that nobody can give",
        ZUGANG,
        "when = { field = \"request\", is = \"admin_role\" }",
        "§when = { field = \"request\", is = \"unknown\" }",
        "unknown-option",
    ),
    fault(
        "a level that does not exist",
        STOERUNG,
        "id = \"callback_phone\"\nkind = \"phone\"\nwhen = { field = \"@priority\", one_of = [\"critical\", \"high\"] }",
        "id = \"callback_phone\"\nkind = \"phone\"\n§when = { field = \"@priority\", one_of = [\"p1\", \"high\"] }",
        "unknown-option",
    ),
    fault(
        "an option compared by size",
        AENDERUNG,
        "when = { field = \"risk\", one_of = [\"medium\", \"high\"] }",
        "§when = { field = \"risk\", at_least = 2 }",
        "comparison-kind",
    ),
    fault(
        "an option that is to contain something",
        HARDWARE,
        "when = { field = \"installation\", is = \"technician\" }",
        "§when = { field = \"installation\", contains = \"technician\" }",
        "comparison-kind",
    ),
    fault(
        "free text compared with a word",
        UPDATE,
        "when = { field = \"approval\", is = \"granted\" }",
        "§when = { field = \"version_old\", is = \"9.14\" }",
        "comparison-kind",
    ),
    fault(
        "a number compared with a word",
        HARDWARE,
        "when = { field = \"installation\", is = \"technician\" }",
        "§when = { field = \"count\", is = \"many\" }",
        "comparison-kind",
    ),
];

/// What can never hold.
pub const REACH: &[Fault] = &[
    fault(
        "yes and no at once",
        KAPAZITAET,
        "id = \"cost_center\"\nkind = \"text\"\nwhen = { field = \"offer\", is = \"yes\" }",
        "id = \"cost_center\"\nkind = \"text\"\n§when = { all = [{ field = \"offer\", is = \"yes\" }, { field = \"offer\", is = \"no\" }] }",
        "unreachable-field",
    ),
    fault(
        "an answer that is not asked for then",
        STOERUNG,
        "when = { field = \"area\", is = \"access\" }",
        "§when = { all = [{ field = \"impact\", is = \"none\" }, { field = \"data_risk\", is = \"yes\" }] }",
        "unreachable-field",
    ),
    fault(
        "a mandatory field without an answer",
        ANFRAGE,
        "when = { field = \"system\", is = \"other\" }",
        "§when = { field = \"topic\", filled = false }",
        "unreachable-field",
    ),
    fault(
        "a number beyond its largest value",
        HARDWARE,
        "when = { field = \"part\", one_of = [\"disk\", \"power_supply\", \"controller\", \"fan\"] }",
        "§when = { field = \"count\", at_least = 25 }",
        "unreachable-field",
    ),
    fault(
        "a number between two whole ones",
        HARDWARE,
        "when = { field = \"part\", one_of = [\"disk\", \"power_supply\", \"controller\", \"fan\"] }",
        "§when = { all = [{ field = \"count\", at_least = 3.2 }, { not = { field = \"count\", at_least = 3.9 } }] }",
        "unreachable-field",
    ),
    fault(
        "a priority that those who are asked do not have",
        STOERUNG,
        "when = { field = \"reachability\", is = \"custom\" }",
        "§when = { all = [{ field = \"reachability\", is = \"custom\" }, { field = \"@priority\", is = \"low\" }] }",
        "unreachable-field",
    ),
    fault(
        "none of all options",
        ZUGANG,
        "when = { field = \"request\", is = \"admin_role\" }",
        "§when = { not = { any = [{ field = \"request\", one_of = [\"new_contact\", \"change_contact\", \"remove_contact\"] }, { field = \"request\", one_of = [\"admin_role\", \"chat_link\", \"sign_in\"] }] } }",
        "unreachable-field",
    ),
    fault(
        "a selection with an option and without any",
        UPDATE,
        "when = { field = \"reason\", is = \"security\" }",
        "§when = { all = [{ field = \"components\", contains = \"os\" }, { field = \"components\", is = \"shelf\" }] }",
        "unreachable-field",
    ),
    fault(
        "a rule behind one that always fits",
        VERTRAG,
        "[[priority]]\nlevel = \"low\"\n",
        "[[priority]]\nlevel = \"low\"\n\n[[priority]]\nlevel = \"high\"\n§when = { field = \"request\", is = \"delivery\" }\n",
        "unreachable-rule",
    ),
    fault(
        "a rule that earlier ones cover",
        STOERUNG,
        "level = \"low\"\nwhen = { field = \"impact\", is = \"none\" }",
        "level = \"low\"\n§when = { field = \"impact\", is = \"partial\" }",
        "unreachable-rule",
    ),
    fault(
        "a hint that is never shown",
        AENDERUNG,
        "id = \"delete-is-final\"\nwhen = { field = \"change\", is = \"delete_volume\" }",
        "id = \"delete-is-final\"\n§when = { field = \"change\", filled = false }",
        "unreachable-hint",
    ),
    fault(
        "an offer that is never made",
        STOERUNG,
        "when = { all = [{ field = \"area\", is = \"hardware_alarm\" }, { field = \"impact\", is = \"none\" }] }",
        "§when = { all = [{ field = \"production\", is = \"no\" }, { field = \"impact\", is = \"none\" }] }",
        "unreachable-offer",
    ),
];

/// Keys of fields that do not fit each other.
pub const FIELDS: &[Fault] = &[
    fault("a text longer than it may be", ANFRAGE, "min_length = 10\n", "§min_length = 9000\n", "contradicting-bounds"),
    fault(
        "a day between tomorrow and now",
        STOERUNG,
        "not_before = \"-90d\"",
        "§not_before = \"+2d\"",
        "contradicting-bounds",
    ),
    fault("thirteen hours within twelve", UPDATE, "min_hours = 1\n", "§min_hours = 13\n", "contradicting-bounds"),
    fault("no windows at all", UPDATE, "min = 1\nmax = 3\n", "min = 0\n§max = 0\n", "contradicting-bounds"),
    fault("one and a half files", ANFRAGE, "max = 10\n", "§max = 1.5\n", "contradicting-bounds"),
    fault(
        "mandatory and optional",
        ANFRAGE,
        "id = \"answer_by\"\nkind = \"date\"\nmore = true\n",
        "id = \"answer_by\"\nkind = \"date\"\nrequired = true\n§more = true\n",
        "required-and-more",
    ),
    fault(
        "a choice without options",
        KAPAZITAET,
        "id = \"power\"\nkind = \"yes_no\"",
        "§id = \"power\"\nkind = \"choice\"",
        "missing-options",
    ),
    fault(
        "an option twice",
        STOERUNG,
        "[\"fc\", \"iscsi\", \"nfs\", \"smb\", \"s3\"]",
        "§[\"fc\", \"iscsi\", \"nfs\", \"smb\", \"s3\", \"fc\"]",
        "duplicate-option",
    ),
    fault("a unit twice", KAPAZITAET, "units = [\"TiB\", \"TB\"]", "§units = [\"TiB\", \"TiB\"]", "duplicate-option"),
    fault(
        "options of a date",
        ANFRAGE,
        "id = \"answer_by\"\nkind = \"date\"\n",
        "id = \"answer_by\"\nkind = \"date\"\n§options = [\"soon\", \"later\"]\n",
        "key-without-effect",
    ),
    fault(
        "a longest telephone number",
        ZUGANG,
        "kind = \"phone\"\n",
        "kind = \"phone\"\n§max_length = 20\n",
        "key-without-effect",
    ),
    fault(
        "a mandatory note",
        VERTRAG,
        "kind = \"note\"\n",
        "kind = \"note\"\n§required = true\n",
        "key-without-effect",
    ),
    fault("a default above the largest value", HARDWARE, "default = \"1\"", "§default = \"30\"", "bad-default"),
    fault(
        "a default that is no option",
        STOERUNG,
        "options = [\"granted\", \"ask_first\", \"no\"]",
        "options = [\"granted\", \"ask_first\", \"no\"]\n§default = \"yes\"",
        "bad-default",
    ),
    fault("lines counted by a choice", HARDWARE, "lines_equal = \"count\"", "§lines_equal = \"part\"", "bad-target"),
    fault(
        "a size compared with a later one",
        KAPAZITAET,
        "greater_than = \"size_old\"",
        "§greater_than = \"amount\"",
        "later-field",
    ),
    fault("a repetition of what is never asked", AENDERUNG, "equals = \"name\"", "§equals = \"nam\"", "unknown-field"),
    fault("a day in words", UPDATE, "not_before = \"+2wd\"", "§not_before = \"in 2 days\"", "bad-relative-date"),
    fault("working days in the past", UPDATE, "not_before = \"+2wd\"", "§not_before = \"-2wd\"", "bad-relative-date"),
    fault(
        "an offer of nothing",
        STOERUNG,
        "to = \"hardware_defekt\"",
        "§to = \"hardware_defect\"",
        "unknown-ticket-type",
    ),
    fault("an offer of the form itself", STOERUNG, "to = \"hardware_defekt\"", "§to = \"stoerung\"", "offer-of-itself"),
    fault(
        "a quick way behind a question that does not exist",
        STOERUNG,
        "\"callback_phone\"]",
        "§\"callback_fone\"]",
        "unknown-field",
    ),
    fault(
        "a quick way behind everything",
        STOERUNG,
        "\"callback_phone\"]",
        "§\"callback_phone\", \"start\"]",
        "late-quick-way",
    ),
    fault(
        "a quick way behind the question for more",
        STOERUNG,
        "\"callback_phone\"]",
        "§\"callback_phone\", \"tried\"]",
        "late-quick-way",
    ),
    fault(
        "a quick way that does not know enough",
        STOERUNG,
        "\"data_risk\", \"description\"",
        "§\"description\"",
        "late-quick-way",
    ),
    fault(
        "a quick way for what is never urgent",
        ANFRAGE,
        "order = 6\n",
        "order = 6\n§quick_after = [\"topic\"]\n",
        "late-quick-way",
    ),
    fault(
        "nine mandatory questions",
        HARDWARE,
        "id = \"part_number\"\nkind = \"text\"\nmore = true\n",
        "§id = \"part_number\"\nkind = \"text\"\nrequired = true\n",
        "too-many-required",
    ),
    fault("twenty files", ANFRAGE, "max = 10\n", "§max = 20\n", "too-many"),
    fault(
        "an option without a text",
        STOERUNG,
        "\"backup\", \"network\", \"other\"]",
        "§\"backup\", \"network\", \"cloud\", \"other\"]",
        "missing-text",
    ),
    fault(
        "a unit without a text",
        KAPAZITAET,
        "units = [\"TiB\", \"TB\"]",
        "§units = [\"TiB\", \"TB\", \"YiB\"]",
        "missing-text",
    ),
    fault(
        "a notice without a text",
        STOERUNG,
        "level = \"high\"\nwhen = { field = \"impact\", is = \"total\" }\n",
        "level = \"high\"\nwhen = { field = \"impact\", is = \"total\" }\n§notice = \"stay-calm\"\n",
        "missing-text",
    ),
    fault("a hint without a text", ANFRAGE, "id = \"contract-check\"", "§id = \"serial-check\"", "missing-text"),
];

impl Fault {
    const fn elsewhere(mut self, file: &'static str, text: &'static str) -> Self {
        self.at = At::Elsewhere(file, text);
        self
    }
}
