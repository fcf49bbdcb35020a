//! How people say days and times in English.

use ticketlotse::conversation::time::Direction::{Future, Past};

use super::all_read;

#[test]
fn days_and_weekdays() {
    all_read(
        "en",
        Future,
        &[
            ("today", "2026-11-24"),
            ("tomorrow", "2026-11-25"),
            ("the day after tomorrow", "2026-11-26"),
            ("3 December", "2026-12-03"),
            ("December 3rd", "2026-12-03"),
            ("the 3rd of December", "2026-12-03"),
            ("Dec 3, 2027", "2027-12-03"),
            ("3/12/2026", "2026-12-03"),
            ("12/31/2026", "2026-12-31"),
            ("on Friday", "2026-11-27"),
            ("next Monday", "2026-11-30"),
            ("next Wednesday", "2026-11-25 | 2026-12-02"),
            ("Wednesday next week", "2026-12-02"),
            ("in two working days", "2026-11-26"),
            ("in a fortnight", "2026-12-08"),
            ("Christmas Eve", "2026-12-24"),
        ],
    );
    all_read(
        "en",
        Past,
        &[
            ("yesterday", "2026-11-23"),
            ("the day before yesterday", "2026-11-22"),
            ("last Friday", "2026-11-20"),
            ("last Monday", "2026-11-23 | 2026-11-16"),
            ("since Friday", "2026-11-20"),
            ("a week ago", "2026-11-17"),
        ],
    );
}

#[test]
fn times_and_moments() {
    all_read(
        "en",
        Future,
        &[
            ("5 pm", "17:00"),
            ("5pm", "17:00"),
            ("5 p.m.", "17:00"),
            ("12 am", "00:00"),
            ("12:30 pm", "12:30"),
            ("at 14:00", "14:00"),
            ("half past eleven", "11:30"),
            ("half past two", "14:30"),
            ("quarter to five", "16:45"),
            ("ten past three", "15:10"),
            ("ten to twelve", "11:50"),
            ("5 o'clock", "05:00"),
            ("noon", "12:00"),
            ("tomorrow at 8 am", "2026-11-25 08:00"),
            ("tomorrow morning at 8", "2026-11-25 08:00"),
            ("tonight at 8", "2026-11-24 20:00"),
            ("6 pm on December 3rd", "2026-12-03 18:00"),
            ("in half an hour", "2026-11-24 10:45"),
        ],
    );
    all_read(
        "en",
        Past,
        &[
            ("yesterday at 5 pm", "2026-11-23 17:00"),
            ("2 hours ago", "2026-11-24 08:15"),
            ("an hour ago", "2026-11-24 09:15"),
            ("half an hour ago", "2026-11-24 09:45"),
            ("since 8 am", "08:00"),
            ("just now", "2026-11-24 10:15"),
            ("yesterday evening", "2026-11-23 evening"),
            ("last night", "2026-11-23 evening"),
        ],
    );
}

#[test]
fn ranges() {
    all_read(
        "en",
        Future,
        &[
            ("3 December 6pm to 10pm", "2026-12-03 18:00 … 2026-12-03 22:00"),
            ("tomorrow from 9 to 11 am", "2026-11-25 09:00 … 2026-11-25 11:00"),
            ("tomorrow from 9 to 11 pm", "2026-11-25 21:00 … 2026-11-25 23:00"),
            ("tomorrow 10 to 2 am", "2026-11-25 22:00 … 2026-11-26 02:00"),
            ("tomorrow 8 am to 6 pm", "2026-11-25 08:00 … 2026-11-25 18:00"),
            ("tomorrow between 20:00 and 22:00", "2026-11-25 20:00 … 2026-11-25 22:00"),
            ("Friday 8 pm until Saturday 6 am", "2026-11-27 20:00 … 2026-11-28 06:00"),
            ("tomorrow at 8 pm for 3 hours", "2026-11-25 20:00 … 2026-11-25 23:00"),
            ("next week", "2026-11-30 00:00 … 2026-12-07 00:00"),
        ],
    );
}

#[test]
fn anything_else_is_no_time_expression() {
    let none = ["", "yes", "4711", "25:00", "whenever", "today or tomorrow", "3 TB", "the", "to", "at"];
    all_read("en", Future, &none.map(|text| (text, "-")));
}
