//! How people say days and times in German.

use ticketlotse::conversation::time::Direction::{Future, Past};

use super::all_read;

#[test]
fn days() {
    let days = [
        ("heute", "2026-11-24"),
        ("Morgen", "2026-11-25"),
        ("uebermorgen", "2026-11-26"),
        ("vorgestern", "2026-11-22"),
        ("3.12.", "2026-12-03"),
        ("3.12", "2026-12-03"),
        ("03.12.2026", "2026-12-03"),
        ("3.12.27", "2027-12-03"),
        ("2026-12-03", "2026-12-03"),
        ("3. Dezember", "2026-12-03"),
        ("3 dez 2027", "2027-12-03"),
        ("am zweiten Januar", "2027-01-02"),
        ("den 5. Jänner 2027", "2027-01-05"),
        ("Donnerstag, 3.12.", "2026-12-03"),
        ("Mi., den 25.11.2026", "2026-11-25"),
        ("29.2.", "2028-02-29"),
        ("am 7.", "2026-12-07"),
        ("an Silvester", "2026-12-31"),
        ("in 10 Tagen", "2026-12-04"),
        ("in einer Woche", "2026-12-01"),
        ("heute in zwei Wochen", "2026-12-08"),
        ("in zwei Werktagen", "2026-11-26"),
        ("in vier Arbeitstagen", "2026-11-30"),
        ("in einem Monat", "2026-12-24"),
        ("bis spätestens 3.12.", "2026-12-03"),
        ("Ende Dezember", "2026-12-31"),
        ("Mitte Januar", "2027-01-15"),
        ("bis Ende des Monats", "2026-11-30"),
        ("Anfang nächster Woche", "2026-11-30"),
        ("ab übermorgen", "2026-11-26"),
    ];
    all_read("de", Future, &days);
}

#[test]
fn weekdays() {
    all_read(
        "de",
        Future,
        &[
            ("Freitag", "2026-11-27"),
            ("am Montag", "2026-11-30"),
            ("Dienstag", "2026-11-24 | 2026-12-01"),
            ("diesen Freitag", "2026-11-27"),
            ("kommenden Freitag", "2026-11-27"),
            ("nächsten Mittwoch", "2026-11-25 | 2026-12-02"),
            ("nächsten Montag", "2026-11-30"),
            ("übernächsten Montag", "2026-12-07"),
            ("nächste Woche Mittwoch", "2026-12-02"),
            ("Mittwoch nächster Woche", "2026-12-02"),
            ("Mittwoch übernächste Woche", "2026-12-09"),
            ("Freitag in einer Woche", "2026-11-27 | 2026-12-04"),
            ("Montag, 3.12.", "2026-12-03 | 2026-11-30"),
        ],
    );
    all_read(
        "de",
        Past,
        &[
            ("Freitag", "2026-11-20"),
            ("seit Sonntag", "2026-11-22"),
            ("letzten Montag", "2026-11-23 | 2026-11-16"),
            ("letzten Freitag", "2026-11-20"),
            ("vergangenen Montag", "2026-11-23"),
            ("vorigen Sonnabend", "2026-11-21"),
            ("letzte Woche Mittwoch", "2026-11-18"),
            ("Dienstag", "2026-11-24 | 2026-11-17"),
        ],
    );
}

#[test]
fn times() {
    all_read(
        "de",
        Future,
        &[
            ("8:30", "08:30"),
            ("8:30 Uhr", "08:30"),
            ("8 Uhr", "08:00"),
            ("8.30 Uhr", "08:30"),
            ("8.30", "08:30"),
            ("17 Uhr 45", "17:45"),
            ("14h", "14:00"),
            ("14h30", "14:30"),
            ("um 14", "14:00"),
            ("acht Uhr", "08:00"),
            ("gegen halb drei", "14:30"),
            ("Viertel nach drei", "15:15"),
            ("Viertel vor fünf", "16:45"),
            ("dreiviertel fünf", "16:45"),
            ("zehn vor zwölf", "11:50"),
            ("5 nach halb 4", "15:35"),
            ("drei Uhr nachmittags", "15:00"),
            ("8 Uhr abends", "20:00"),
            ("11 Uhr nachts", "23:00"),
            ("mittags um halb eins", "12:30"),
        ],
    );
    all_read("de", Past, &[("halb neun", "08:30"), ("so gegen acht", "08:00"), ("seit 8:30", "08:30")]);
}

#[test]
fn moments() {
    all_read(
        "de",
        Future,
        &[
            ("heute 8:30", "2026-11-24 08:30"),
            ("heute um 17 Uhr", "2026-11-24 17:00"),
            ("morgen halb neun", "2026-11-25 08:30"),
            ("morgen um Viertel nach drei", "2026-11-25 15:15"),
            ("morgen früh um 8", "2026-11-25 08:00"),
            ("am 3. Dezember um 18 Uhr", "2026-12-03 18:00"),
            ("3.12. 18:00", "2026-12-03 18:00"),
            ("18 Uhr am 3.12.", "2026-12-03 18:00"),
            ("3.12.2026, 18:00 Uhr", "2026-12-03 18:00"),
            ("2026-12-03T18:00", "2026-12-03 18:00"),
            ("Dienstag 8 Uhr", "2026-12-01 08:00"),
            ("Dienstag 17 Uhr", "2026-11-24 17:00"),
            ("Freitagabend um 8", "-"),
            ("Freitag abends um 8", "2026-11-27 20:00"),
            ("nächste Woche Freitag, 9 Uhr", "2026-12-04 09:00"),
            ("nächsten Mittwoch um 9", "2026-11-25 09:00 | 2026-12-02 09:00"),
            ("heute Nacht um 2", "2026-11-25 02:00"),
            ("morgen 24 Uhr", "2026-11-26 00:00"),
            ("in zwei Stunden", "2026-11-24 12:15"),
            ("in einer halben Stunde", "2026-11-24 10:45"),
            ("sofort", "2026-11-24 10:15"),
        ],
    );
    all_read(
        "de",
        Past,
        &[
            ("gestern um 17 Uhr", "2026-11-23 17:00"),
            ("vor 2 Stunden", "2026-11-24 08:15"),
            ("vor anderthalb Stunden", "2026-11-24 08:45"),
            ("vor 1,5 Stunden", "2026-11-24 08:45"),
            ("vor einer Viertelstunde", "2026-11-24 10:00"),
            ("vor drei Tagen", "2026-11-21"),
            ("seit heute 8:30", "2026-11-24 08:30"),
            ("gerade eben", "2026-11-24 10:15"),
            ("Dienstag 8 Uhr", "2026-11-24 08:00"),
            ("heute Nacht um 2", "2026-11-24 02:00"),
        ],
    );
}

#[test]
fn parts_of_the_day_are_to_be_asked() {
    all_read(
        "de",
        Past,
        &[
            ("gestern Abend", "2026-11-23 evening"),
            ("heute früh", "2026-11-24 morning"),
            ("heute Morgen", "2026-11-24 morning"),
            ("gestern Mittag", "2026-11-23 noon"),
            ("Sonntag Nacht", "2026-11-22 night"),
            ("letzte Nacht", "2026-11-23 night"),
            ("am Vormittag", "2026-11-24 forenoon"),
        ],
    );
    all_read("de", Future, &[("morgen früh", "2026-11-25 morning"), ("Freitag Nachmittag", "2026-11-27 afternoon")]);
}

#[test]
fn ranges() {
    all_read(
        "de",
        Future,
        &[
            ("3.12. 18–22 Uhr", "2026-12-03 18:00 … 2026-12-03 22:00"),
            ("3.12.2026, 18:00 - 20:30 Uhr", "2026-12-03 18:00 … 2026-12-03 20:30"),
            ("übermorgen 20:00 bis 23:00", "2026-11-26 20:00 … 2026-11-26 23:00"),
            ("am Freitag von 20 bis 22 Uhr", "2026-11-27 20:00 … 2026-11-27 22:00"),
            ("Freitag 20 Uhr bis Samstag 6 Uhr", "2026-11-27 20:00 … 2026-11-28 06:00"),
            ("3.12. 22–2 Uhr", "2026-12-03 22:00 … 2026-12-04 02:00"),
            ("3.12. 22:00 bis 4.12. 02:00", "2026-12-03 22:00 … 2026-12-04 02:00"),
            ("3.12. 20 Uhr bis Mitternacht", "2026-12-03 20:00 … 2026-12-04 00:00"),
            ("zwischen 20 und 22 Uhr am 3.12.", "2026-12-03 20:00 … 2026-12-03 22:00"),
            ("20 bis 22 Uhr", "2026-11-24 20:00 … 2026-11-24 22:00"),
            ("8 bis 9 Uhr", "2026-11-25 08:00 … 2026-11-25 09:00"),
            ("8 bis 20 Uhr", "2026-11-25 08:00 … 2026-11-25 20:00"),
            ("morgen 8 bis 10 Uhr abends", "2026-11-25 20:00 … 2026-11-25 22:00"),
            ("morgen ab 20 Uhr für 3 Stunden", "2026-11-25 20:00 … 2026-11-25 23:00"),
            ("morgen 20 Uhr, 90 Minuten lang", "2026-11-25 20:00 … 2026-11-25 21:30"),
            (
                "nächsten Mittwoch 20–22 Uhr",
                "2026-11-25 20:00 … 2026-11-25 22:00 | 2026-12-02 20:00 … 2026-12-02 22:00",
            ),
            ("1. bis 15.12.", "2026-12-01 00:00 … 2026-12-16 00:00"),
            ("nächste Woche", "2026-11-30 00:00 … 2026-12-07 00:00"),
            ("am Wochenende", "2026-11-28 00:00 … 2026-11-30 00:00"),
            ("KW 49", "2026-11-30 00:00 … 2026-12-07 00:00"),
        ],
    );
}

#[test]
fn anything_else_is_no_time_expression() {
    let none = [
        "",
        "ja",
        "4711",
        "3",
        "25 Uhr",
        "31.2.",
        "12:75",
        "freitags",
        "irgendwann",
        "heute oder morgen",
        "Platte 3",
        "3 TB",
        "heute heute",
        "in 100000 Tagen",
        "31.12.9999",
        "wir haben seit gestern ein Problem",
        "–",
        "bis",
        "um",
    ];
    all_read("de", Future, &none.map(|text| (text, "-")));
}
