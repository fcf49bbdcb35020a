//! Picking options by number, place, name, part of a name, with typos; several at once.

use ticketlotse::conversation::intent::{Picked, pick, pick_many};

use super::lexicon;

const EFFECT: [(&str, &str); 4] = [
    ("outage", "Komplettausfall (kein Zugriff auf Daten)"),
    ("severe", "Stark beeinträchtigt (Betrieb läuft nur eingeschränkt)"),
    ("partial", "Teilweise beeinträchtigt (Ausweichlösung vorhanden)"),
    ("warning", "Noch keine Auswirkung (Warnung)"),
];
const SYSTEMS: [(&str, &str); 3] = [
    ("s1", "Archiv-NAS, Modell A700, …4711, Rechenzentrum Nord"),
    ("s2", "Backup-Filer, Modell E2800, …0815, Lager Süd"),
    ("other", "Anderes System"),
];
const MONTHS: [(&str, &str); 4] =
    [("m12", "12 Monate"), ("m24", "24 Monate"), ("m36", "36 Monate"), ("m60", "60 Monate")];
const PROTOCOLS: [(&str, &str); 5] = [("fc", "FC"), ("iscsi", "iSCSI"), ("nfs", "NFS"), ("smb", "SMB"), ("s3", "S3")];

fn one(id: &str) -> Picked {
    Picked::One(id.to_owned())
}

fn several(ids: &[&str]) -> Picked {
    Picked::Several(ids.iter().map(|id| (*id).to_owned()).collect())
}

#[test]
fn by_number_and_place() {
    let german = lexicon("de");
    for (text, id) in [
        ("1", "outage"),
        ("2.", "severe"),
        ("Nummer 3", "partial"),
        ("die zweite", "severe"),
        ("das letzte", "warning"),
        ("die vorletzte bitte", "partial"),
        ("drei", "partial"),
        ("Option 4", "warning"),
    ] {
        assert_eq!(pick(text, &EFFECT, &german), one(id), "{text}");
    }
    assert_eq!(pick("5", &EFFECT, &german), Picked::None);
    assert_eq!(pick("0", &EFFECT, &german), Picked::None);
    assert_eq!(pick("eins", &EFFECT, &german), one("outage"));
}

#[test]
fn by_name_part_and_typo() {
    let german = lexicon("de");
    for (text, id) in [
        ("Komplettausfall", "outage"),
        ("komplett", "outage"),
        ("kompletausfall", "outage"),
        ("stark beeinträchtigt", "severe"),
        ("stark", "severe"),
        ("Teilweise", "partial"),
        ("teilweise beeintraechtigt", "partial"),
        ("noch keine", "warning"),
        ("keine Auswirkung", "warning"),
    ] {
        assert_eq!(pick(text, &EFFECT, &german), one(id), "{text}");
    }
    assert_eq!(pick("beeinträchtigt", &EFFECT, &german), several(&["severe", "partial"]));
    assert_eq!(pick("irgendwas", &EFFECT, &german), Picked::None);
    for (text, id) in [
        ("das nas", "s1"),
        ("A700", "s1"),
        ("4711", "s1"),
        ("filer", "s2"),
        ("Lager Süd", "s2"),
        ("ein anderes", "other"),
    ] {
        assert_eq!(pick(text, &SYSTEMS, &german), one(id), "{text}");
    }
    assert_eq!(pick("Modell", &SYSTEMS, &german), several(&["s1", "s2"]));
}

#[test]
fn a_number_that_is_a_name_is_not_a_place() {
    let german = lexicon("de");
    assert_eq!(pick("12", &MONTHS, &german), one("m12"));
    assert_eq!(pick("36 Monate", &MONTHS, &german), one("m36"));
    assert_eq!(pick("2", &MONTHS, &german), one("m24"));
    let units = [("two", "2 Stück"), ("one", "1 Stück")];
    assert_eq!(pick("1", &units, &german), several(&["two", "one"]));
}

#[test]
fn several_at_once() {
    let german = lexicon("de");
    let ids = |text: &str| pick_many(text, &PROTOCOLS, &german).ids;
    assert_eq!(ids("FC und iSCSI"), ["fc", "iscsi"]);
    assert_eq!(ids("1, 3 und 4"), ["fc", "nfs", "smb"]);
    assert_eq!(ids("1 3 4"), ["fc", "nfs", "smb"]);
    assert_eq!(ids("smb/nfs"), ["nfs", "smb"]);
    assert_eq!(ids("alle"), ["fc", "iscsi", "nfs", "smb", "s3"]);
    assert_eq!(ids("keine"), [] as [&str; 0]);
    assert_eq!(ids("NFS"), ["nfs"]);
    let mixed = pick_many("NFS, Fax", &PROTOCOLS, &german);
    assert_eq!((mixed.ids, mixed.unclear), (vec!["nfs".to_owned()], vec![("Fax".to_owned(), vec![])]));
}

#[test]
fn further_names_count_as_the_same_option() {
    let german = lexicon("de");
    let options = [("disk", "Festplatte/SSD"), ("disk", "Platte"), ("fan", "Lüfter"), ("fan", "Ventilator")];
    assert_eq!(pick("platte", &options, &german), one("disk"));
    assert_eq!(pick("SSD", &options, &german), one("disk"));
    assert_eq!(pick("2", &options, &german), one("fan"));
    assert_eq!(pick("ventilator", &options, &german), one("fan"));
}
