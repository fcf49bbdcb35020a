//! Each kind reads what people type in German and in English, and says what is expected when it cannot.

use ticketlotse::conversation::form::Value;
use ticketlotse::conversation::form::kinds::{self, Read, Said};
use ticketlotse::conversation::form::scene::Asked;

use super::{all_read, anna, draft, form, put, reads, scene, told};
use crate::turn::SETTINGS;

fn field(kind: &str, rest: &str) -> String {
    format!("[[field]]\nid = \"f\"\nkind = \"{kind}\"\n{rest}")
}

#[test]
fn text_has_a_length_in_characters() {
    let short = field("text", "min_length = 5\nmax_length = 8");
    all_read(
        "de",
        &short,
        &[("Übung", "Übung"), (" viel   Luft ", "! too-long"), ("Ü", "! too-short"), ("a\nbcdef", "a bcdef")],
    );
    all_read("de", &field("long_text", ""), &[("eins\r\nzwei\u{7}", "eins\nzwei")]);
}

#[test]
fn shapes_are_mended_or_refused() {
    all_read(
        "de",
        &field("text", "pattern = \"cve\""),
        &[("cve 2026 12345", "CVE-2026-12345"), ("CVE-2026-1", "! text"), ("log4shell", "! text")],
    );
    all_read(
        "en",
        &field("text", "pattern = \"wwpn_or_iqn\""),
        &[
            ("21000024FF4C1A2B", "21:00:00:24:ff:4c:1a:2b"),
            ("iqn.1998-01.com.example:h", "iqn.1998-01.com.example:h"),
            ("host01", "! text"),
        ],
    );
    all_read("de", &field("text", "pattern = \"name\""), &[("„vol_1“", "vol_1"), ("vol 1", "! text")]);
}

#[test]
fn a_name_is_repeated_exactly() {
    let form = form(&format!("[[field]]\nid = \"name\"\nkind = \"text\"\n{}", field("text", "equals = \"name\"")));
    let mut draft = draft(&form);
    put(&mut draft, "name", Value::Text("vol_test".to_owned()));
    assert_eq!(reads("de", &form, &draft, "vol_test"), "vol_test");
    assert_eq!(reads("de", &form, &draft, "vol_Test"), "! text");
}

#[test]
fn there_is_a_line_for_each_part() {
    let form =
        form(&format!("[[field]]\nid = \"n\"\nkind = \"number\"\n{}", field("long_text", "lines_equal = \"n\"")));
    let mut draft = draft(&form);
    put(&mut draft, "n", Value::Number { number: 2.0, unit: None });
    assert_eq!(reads("de", &form, &draft, "Schacht 1\n\nSchacht 2"), "Schacht 1\n\nSchacht 2");
    assert_eq!(reads("de", &form, &draft, "Schacht 1, Schacht 2"), "Schacht 1\nSchacht 2");
    assert_eq!(
        reads("de", &form, &draft, "Shelf 1, Schacht 1; Shelf 1, Schacht 2"),
        "Shelf 1, Schacht 1\nShelf 1, Schacht 2"
    );
    assert_eq!(reads("de", &form, &draft, "Schacht 1"), "! lines");
}

#[test]
fn choices_are_picked_by_number_name_and_part() {
    let form = SETTINGS.form(&"hardware_defekt".into()).expect("a shipped form");
    let anna = anna();
    let draft = draft(form);
    let part = form.field(&"part".into()).expect("a field");
    let rows = [
        ("de", "1", "disk"),
        ("de", "2.", "power_supply"),
        ("de", "Festplatte", "disk"),
        ("de", "netzteil", "power_supply"),
        ("de", "es ist das Netzteil", "power_supply"),
        ("de", "Luefter", "fan"),
        ("de", "Lüfetr", "fan"),
        ("de", "kabel", "cable"),
        ("de", "99", "! choice"),
        ("de", "Motherboard", "! choice"),
        ("en", "the power supply", "power_supply"),
        ("en", "fan", "fan"),
        ("en", "7", "shelf"),
    ];
    for (language, text, expected) in rows {
        let scene = scene(form, &anna, &SETTINGS, language);
        let read = kinds::read(Asked { scene, field: part, draft: &draft }, Said::Typed(text), None);
        assert_eq!(told(scene, &read), expected, "{language}: {text}");
    }
}

#[test]
fn several_are_named_at_once_or_toggled() {
    let form = SETTINGS.form(&"stoerung".into()).expect("a shipped form");
    let (anna, draft) = (anna(), draft(form));
    let scene = scene(form, &anna, &SETTINGS, "de");
    let protocols = form.field(&"protocols".into()).expect("a field");
    let asked = Asked { scene, field: protocols, draft: &draft };
    let typed = |text: &str| told(scene, &kinds::read(asked, Said::Typed(text), None));
    assert_eq!(typed("NFS und SMB"), "nfs | smb");
    assert_eq!(typed("4, 1"), "fc | smb");
    assert_eq!(typed("alle Protokolle"), "! multi_choice");
    assert_eq!(typed("weiß nicht"), "unknown");
    let picked = |value: &str, so_far: Option<&Value>| kinds::read(asked, Said::Picked(value), so_far);
    let Read::Partly(one) = picked("nfs", None) else { panic!("a part") };
    let Read::Partly(two) = picked("fc", Some(&one)) else { panic!("a part") };
    assert_eq!(two, Value::Options(vec!["fc".to_owned(), "nfs".to_owned()]));
    let Read::Partly(back) = picked("nfs", Some(&two)) else { panic!("a part") };
    assert_eq!(picked(kinds::DONE, Some(&back)), Read::Value(Value::Options(vec!["fc".to_owned()])));
    assert_eq!(told(scene, &picked(kinds::DONE, None)), "! multi_choice");
}

#[test]
fn yes_and_no_have_many_words() {
    let rows = [
        ("ja", "yes"),
        ("jo", "yes"),
        ("klar", "yes"),
        ("nö", "no"),
        ("nein danke", "no"),
        ("2", "no"),
        ("vielleicht", "! yes_no"),
    ];
    all_read("de", &field("yes_no", ""), &rows);
    all_read("en", &field("confirm", ""), &[("yes", "yes"), ("nope", "no"), ("1", "yes"), ("maybe", "! confirm")]);
    all_read("de", &field("yes_no", "allow_unknown = true"), &[("weiß nicht", "unknown"), ("3", "unknown")]);
}

#[test]
fn numbers_follow_the_language() {
    let sizes = field("number", "units = [\"TiB\", \"TB\"]\nmin = 0.001\nmax = 1000000");
    let rows = [
        ("20", "20 TiB"),
        ("20 TB", "20 TB"),
        ("ca. 1,5 Terabyte", "1.5 TB"),
        ("1.500", "1500 TiB"),
        ("1 500 TiB", "1500 TiB"),
        ("500 GB", "500 GB"),
        ("0", "! too-small"),
        ("-3", "! too-small"),
        ("20 Liter", "! unit"),
        ("2 bis 3 TB", "! number"),
        ("ein paar", "! unit"),
        ("viel", "! number"),
    ];
    all_read("de", &sizes, &rows);
    all_read("en", &sizes, &[("1,500", "1500 TiB"), ("1.5 TB", "1.5 TB"), ("about 2 terabytes", "2 TB")]);
    let count = field("number", "whole = true\nmin = 1\nmax = 24");
    all_read(
        "de",
        &count,
        &[("drei", "3"), ("2 Stück", "2"), ("1,5", "! whole"), ("25", "! too-large"), ("ein paar", "! number")],
    );
    all_read(
        "de",
        &field("number", "units = [\"percent\"]"),
        &[("80 %", "80 percent"), ("80 Prozent", "80 percent"), ("80", "80 percent")],
    );
}

#[test]
fn a_size_grows_across_units() {
    let units = "units = [\"TiB\", \"TB\"]\n";
    let form = form(&format!(
        "[[field]]\nid = \"old\"\nkind = \"number\"\n{units}{}",
        field("number", &format!("{units}greater_than = \"old\""))
    ));
    let mut draft = draft(&form);
    put(&mut draft, "old", Value::Number { number: 20.0, unit: Some("TiB".to_owned()) });
    assert_eq!(reads("de", &form, &draft, "21 TB"), "! not-greater");
    assert_eq!(reads("de", &form, &draft, "22 TB"), "22 TB");
}

#[test]
fn days_are_read_and_bounded() {
    let rows = [
        ("übermorgen", "2026-11-26"),
        ("3.12.", "2026-12-03"),
        ("2026-12-03", "2026-12-03"),
        ("in zwei Wochen", "2026-12-08"),
        ("heute", "2026-11-24"),
        ("gestern", "! day-past"),
        ("irgendwann", "! date"),
    ];
    all_read("de", &field("date", "not_before = \"today\""), &rows);
    all_read(
        "en",
        &field("date", "not_before = \"today\""),
        &[("tomorrow", "2026-11-25"), ("yesterday", "! day-past")],
    );
    all_read(
        "de",
        &field("date", "not_before = \"+2wd\""),
        &[("morgen", "! day-too-early"), ("übermorgen", "2026-11-26")],
    );
    all_read(
        "de",
        &field("date", "not_after = \"+30d\""),
        &[("24.12.2026", "2026-12-24"), ("25.12.2026", "! day-too-late")],
    );
}

#[test]
fn a_moment_needs_a_time() {
    let past = field("datetime", "not_before = \"-90d\"\nnot_after = \"now\"");
    let rows = [
        ("heute 8:30", "2026-11-24T08:30"),
        ("8:30", "2026-11-24T08:30"),
        ("2026-11-24T08:30", "2026-11-24T08:30"),
        ("vor 2 Stunden", "2026-11-24T08:15"),
        ("gestern", "? 2026-11-23"),
        ("gestern Abend", "? 2026-11-23"),
        ("morgen 8 Uhr", "! moment-future"),
        ("1.5.2026 8:00", "! moment-too-early"),
        ("neulich", "! datetime"),
    ];
    all_read("de", &past, &rows);
    all_read("en", &past, &[("today at 8:30", "2026-11-24T08:30"), ("yesterday evening", "? 2026-11-23")]);

    let form = form(&past);
    let (anna, draft) = (anna(), draft(&form));
    let scene = scene(&form, &anna, &SETTINGS, "de");
    let asked = Asked { scene, field: &form.fields[0], draft: &draft };
    let yesterday = Value::Date("2026-11-23".parse().expect("a day"));
    let then = |said| told(scene, &kinds::read(asked, said, Some(&yesterday)));
    assert_eq!(then(Said::Typed("20 Uhr")), "2026-11-23T20:00");
    assert_eq!(then(Said::Typed("20")), "2026-11-23T20:00");
    assert_eq!(then(Said::Typed("heute 7 Uhr")), "2026-11-24T07:00");
    assert_eq!(then(Said::Picked(kinds::AS_IS)), "2026-11-23");
}

#[test]
fn windows_have_an_end_and_real_hours() {
    let window = field("time_window", "max = 1\nnot_before = \"+2wd\"\nmin_hours = 1\nmax_hours = 12");
    let rows = [
        ("3.12. 20–23 Uhr", "2026-12-03 20:00 – 2026-12-03 23:00"),
        ("3.12. von 22 bis 2 Uhr", "2026-12-03 22:00 – 2026-12-04 02:00"),
        ("2026-12-03 20:00 – 2026-12-03 23:00", "2026-12-03 20:00 – 2026-12-03 23:00"),
        ("2026-12-03 23:00 – 2026-12-03 20:00", "! window-order"),
        ("morgen 20–23 Uhr", "! window-too-early"),
        ("2026-12-03 08:00 – 2026-12-03 23:00", "! window-too-long"),
        ("2026-12-03 08:00 – 2026-12-03 08:30", "! window-too-short"),
        ("3.12.", "! window-end"),
        ("bald", "! time_window"),
    ];
    all_read("de", &window, &rows);
    all_read("en", &window, &[("3 December 8 pm to 11 pm", "2026-12-03 20:00 – 2026-12-03 23:00")]);
    // On 28 March 2027 the clock skips an hour: four hours on the wall are three.
    let three = field("time_window", "max = 1\nmax_hours = 3");
    all_read("de", &three, &[("2027-03-28 00:00 – 2027-03-28 04:00", "2027-03-28 00:00 – 2027-03-28 04:00")]);
    all_read("de", &three, &[("2027-03-28 02:30 – 2027-03-28 04:00", "! clock-change")]);
    // On 25 October it comes twice: four hours on the wall are five.
    all_read("de", &three, &[("2027-10-31 00:00 – 2027-10-31 03:00", "! window-too-long")]);
}

#[test]
fn several_windows_are_gathered() {
    let form = form(&field("time_window", "max = 3\nmin_hours = 1"));
    let (anna, draft) = (anna(), draft(&form));
    let scene = scene(&form, &anna, &SETTINGS, "de");
    let asked = Asked { scene, field: &form.fields[0], draft: &draft };
    let Read::Partly(one) = kinds::read(asked, Said::Typed("3.12. 20–23 Uhr"), None) else { panic!("a part") };
    let two = kinds::read(asked, Said::Typed("4.12. 20–23 Uhr"), Some(&one));
    assert!(matches!(&two, Read::Partly(Value::Windows(windows)) if windows.len() == 2), "{two:?}");
    assert!(matches!(kinds::read(asked, Said::Picked(kinds::DONE), Some(&one)), Read::Value(_)));
    let lines = "3.12. 20–23 Uhr\n4.12. 20–23 Uhr";
    assert!(
        matches!(kinds::read(asked, Said::Typed(lines), None), Read::Value(Value::Windows(windows)) if windows.len() == 2)
    );
    let four = "3.12. 20–23 Uhr\n4.12. 20–23 Uhr\n5.12. 20–23 Uhr\n6.12. 20–23 Uhr";
    assert_eq!(told(scene, &kinds::read(asked, Said::Typed(four), None)), "! too-many");
}

#[test]
fn addresses_phones_and_serials_are_normalised() {
    let rows = [
        ("Anna.Berger@Muster.example", "anna.berger@muster.example"),
        ("meine Adresse ist a@b.example.", "a@b.example"),
        ("a@b", "! email"),
        ("a@b.example oder c@d.example", "! email"),
    ];
    all_read("de", &field("email", ""), &rows);
    all_read(
        "de",
        &field("email", "own_company = true"),
        &[("x@muster.example", "x@muster.example"), ("x@fremd.example", "! own-company")],
    );
    let rows = [
        ("0171 3920041", "+491713920041"),
        ("0171/39 200-41", "+491713920041"),
        ("Tel. 0511 123 45 67", "+495111234567"),
        ("+49 (0) 511 1234567", "+495111234567"),
        ("0043 1 5134567", "+4315134567"),
        ("+41 44 668 18 00", "+41446681800"),
        ("1713920041", "! phone"),
        ("0171", "! phone"),
        ("0171 3920041 oder 0511 1234567", "! phone"),
        ("keine", "! phone"),
    ];
    all_read("de", &field("phone", ""), &rows);
    let rows = [
        ("ax7-204711", "AX7-204711"),
        ("SN: AX7-204711", "AX7-204711"),
        ("6sl3 ab47 11", "6SL3AB4711"),
        ("AX", "! serial"),
        ("unbekannt", "unknown"),
        ("keiner weiß es", "! serial"),
        ("Typenschild", "? TYPENSCHILD ?"),
    ];
    all_read("de", &field("serial", "allow_unknown = true"), &rows);
}

#[test]
fn the_customers_things_are_found_by_any_of_their_names() {
    let rows = [
        ("1", "S1"),
        ("das nas", "S1"),
        ("Archiv", "S1"),
        ("7KD9XY0815", "S2"),
        ("lager", "S2"),
        ("A700", "? S1 or S2"),
        ("3", "other"),
        ("Drucker im Keller", "? Drucker im Keller ?"),
    ];
    all_read("de", &field("system", ""), &rows);
    all_read("en", &field("system", ""), &[("the backup filer", "S2")]);
    all_read(
        "de",
        &field("systems", ""),
        &[("beide", "S1 | S2"), ("1, 2", "S1 | S2"), ("nas und filer", "S1 | S2"), ("toaster", "! systems")],
    );
    let site = field("site", "alternatives = [\"new_address\"]");
    all_read("de", &site, &[("lager süd", "Lager Süd"), ("3", "new_address"), ("Werk 9", "? Werk 9 ?")]);
    all_read("de", &field("sites", ""), &[("1 und 2", "Rechenzentrum Nord | Lager Süd")]);
    all_read("de", &field("watchers", ""), &[("karl", "karl"), ("1, 2", "karl | lena"), ("anna", "! watchers")]);
}

#[test]
fn people_come_with_a_number() {
    let anybody = field("person", "alternatives = [\"new\"]\nwith_phone = true");
    let rows = [
        ("ich, 0171 3920041", "Anna Berger, +491713920041"),
        ("Karl Weber 0171 3920041", "Karl Weber, +491713920041"),
        ("Petra Lange, Tel. 0171 3920041", "Petra Lange, +491713920041"),
        ("karl", "? Karl Weber"),
        ("Petra Lange", "? Petra Lange"),
        ("0171 3920041", "! person"),
    ];
    all_read("de", &anybody, &rows);
    all_read("en", &anybody, &[("me, +49 171 3920041", "Anna Berger, +491713920041")]);
    all_read(
        "de",
        &field("person", ""),
        &[("2", "Karl Weber"), ("lena", "Lena Vogt"), ("Petra Lange", "? Petra Lange ?")],
    );

    let form = form(&anybody);
    let (anna, draft) = (anna(), draft(&form));
    let scene = scene(&form, &anna, &SETTINGS, "de");
    let asked = Asked { scene, field: &form.fields[0], draft: &draft };
    let karl = Value::Person { name: "Karl Weber".to_owned(), phone: None, member: Some("karl".into()) };
    let then = |said| told(scene, &kinds::read(asked, said, Some(&karl)));
    assert_eq!(then(Said::Typed("0171 3920041")), "Karl Weber, +491713920041");
    assert_eq!(then(Said::Typed("irgendeine")), "! phone-missing");
    assert_eq!(then(Said::Picked(kinds::AS_IS)), "Karl Weber");
}

#[test]
fn an_address_is_read_around_its_postal_code() {
    let rows = [
        ("Muster GmbH, Hafenstraße 12, 28195 Bremen, Tor 3", "Muster GmbH\nHafenstraße 12\n28195 Bremen\nTor 3"),
        ("Hafenstraße 12\nD-28195\nBremen", "Muster GmbH\nHafenstraße 12\nD-28195 Bremen"),
        ("Bahnhofplatz 1, 8001 Zürich", "Muster GmbH\nBahnhofplatz 1\n8001 Zürich"),
        ("Hafenstraße 12", "? Hafenstraße 12"),
    ];
    all_read("de", &field("address", ""), &rows);
    let form = form(&field("address", ""));
    let (anna, draft) = (anna(), draft(&form));
    let scene = scene(&form, &anna, &SETTINGS, "de");
    let asked = Asked { scene, field: &form.fields[0], draft: &draft };
    let part = Value::Text("Hafenstraße 12".to_owned());
    let then = |said| told(scene, &kinds::read(asked, said, Some(&part)));
    assert_eq!(then(Said::Typed("28195 Bremen")), "Muster GmbH\nHafenstraße 12\n28195 Bremen");
    assert_eq!(then(Said::Picked(kinds::AS_IS)), "Hafenstraße 12");
}

#[test]
fn ticket_numbers_are_looked_up_before_they_count() {
    let rows = [
        ("4711", "@ 4711"),
        ("#cs-2026-004711", "@ CS-2026-004711"),
        ("zu Ticket 4711.", "@ 4711"),
        ("4711 und 4712", "! ticket_ref"),
        ("keins", "! ticket_ref"),
    ];
    all_read("de", &field("ticket_ref", ""), &rows);
}

#[test]
fn no_kind_is_a_dead_end_without_anything_to_pick() {
    let mut nobody = anna();
    nobody.systems.clear();
    nobody.contracts.clear();
    nobody.colleagues.clear();
    for kind in ["systems", "site", "sites", "contract", "person", "choice", "multi_choice"] {
        let form = form(&field(kind, "required = true"));
        let draft = draft(&form);
        let scene = scene(&form, &nobody, &SETTINGS, "de");
        let asked = Asked { scene, field: &form.fields[0], draft: &draft };
        let read = kinds::read(asked, Said::Typed("Halle 7"), None);
        assert!(matches!(read, Read::Value(_)), "{kind}: {read:?}");
    }
}

#[test]
fn what_a_native_form_gives_back_is_read_as_the_same() {
    let anna = anna();
    for shipped in SETTINGS.forms.iter() {
        let draft = draft(shipped);
        for language in ["de", "en"] {
            let scene = scene(shipped, &anna, &SETTINGS, language);
            for field in &shipped.fields {
                let asked = Asked { scene, field, draft: &draft };
                for pick in kinds::options(asked, None) {
                    let Some(Read::Value(value)) = kinds::read_native(asked, std::slice::from_ref(&pick.value)) else {
                        continue;
                    };
                    let again = kinds::read_native(asked, &kinds::raw(scene, &value));
                    assert_eq!(again, Some(Read::Value(value)), "{}-{} {}", shipped.id, field.id, pick.value);
                }
            }
        }
    }
}
