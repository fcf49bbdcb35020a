//! Guessing codes and probing addresses: what the limits allow by arithmetic, as it is written, and what gets through when
//! somebody really tries.

use chrono::Duration;
use ticketlotse::conversation::event::{EventKind, Place};
use ticketlotse::domain::{EventId, Identity, MessageId};
use ticketlotse::platforms::{Inbound, Intake as _, Origin};
use ticketlotse::service::Tuning;
use ticketlotse::service::sign_in::{FIRST_WAIT_SECS, MAX_WAIT_SECS, possible_codes};

use super::{page, writing};
use crate::transcripts::recorder::{Recorder, Shown};
use crate::transcripts::stage::Stage;

/// Where the figures begin and end in the page.
const BEGIN: &str = "<!-- bounds: written by the test -->\n";
const END: &str = "<!-- end of the bounds -->\n";
const HOURS_PER_DAY: i64 = 24;
const DAYS_PER_YEAR: f64 = 365.0;

const ANNA: &str = "anna.berger@muster.example";
const REFUSED: &str = "Ihre E-Mail ist nicht zur Anmeldung zugelassen.";

/// Guesses from one origin at one address in an hour.
fn guesses_per_hour(tuning: &Tuning) -> i64 {
    tuning.max_codes_origin * i64::from(tuning.max_wrong)
}

/// Addresses that one identity can ask about in a day: the free ones, then one after each wait.
fn probes_per_identity(tuning: &Tuning) -> i64 {
    let (mut probes, mut wait, mut passed) = (tuning.max_refused, FIRST_WAIT_SECS, 0);
    while passed + wait < 24 * 3600 {
        passed += wait;
        wait = (wait * 2).min(MAX_WAIT_SECS);
        probes += 1;
    }
    probes
}

/// With commas between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
    groups.join(",")
}

fn day(per_hour: i64) -> u64 {
    u64::try_from(per_hour * HOURS_PER_DAY).unwrap()
}

#[expect(clippy::cast_precision_loss, reason = "a chance is told with two digits")]
fn figures(tuning: &Tuning) -> String {
    let (codes, hour) = (possible_codes(), guesses_per_hour(tuning));
    let per_day = day(hour);
    let chance_day = per_day as f64 / codes as f64;
    let chance_year = chance_day * DAYS_PER_YEAR;
    let origins = codes / (per_day * 365 * 100);
    let rows = [
        ("codes there are (31 letters, 8 of them)", grouped(codes)),
        ("minutes a code is valid", (tuning.code_valid.as_secs() / 60).to_string()),
        ("wrong entries that end a code", tuning.max_wrong.to_string()),
        ("wrong entries per identity and address in a day, across codes", tuning.max_wrong_across.to_string()),
        ("codes per identity and address in an hour", tuning.max_codes.to_string()),
        ("codes per origin and address in an hour, whoever asks", tuning.max_codes_origin.to_string()),
        ("so guesses from one origin at one address in an hour", grouped(u64::try_from(hour).unwrap())),
        ("in a day", grouped(per_day)),
        ("chance to hit in a day", format!("{chance_day:.1e}")),
        ("chance to hit in a year", format!("{chance_year:.1e}")),
        ("origins that guess all year for a chance of 1 in 100", grouped(origins)),
        ("refused addresses per identity before it waits", tuning.max_refused.to_string()),
        (
            "refused addresses per identity in a day (waits of 1, 2, 4 … minutes)",
            probes_per_identity(tuning).to_string(),
        ),
        ("refused addresses per origin in an hour", tuning.max_refused_origin.to_string()),
        ("refused addresses per mail domain in an hour", tuning.max_refused_domain.to_string()),
        (
            "refused addresses in all in an hour; then everybody waits, and an operator is alarmed",
            grouped(u64::try_from(tuning.max_refused_all).unwrap()),
        ),
        ("milliseconds that each question for a code takes at least", tuning.equal_time.as_millis().to_string()),
    ];
    let rows: Vec<String> = rows.iter().map(|(what, figure)| format!("| {what} | {figure} |\n")).collect();
    let rows = rows.concat();
    format!("\n| bound | figure |\n|---|---:|\n{rows}\n")
}

#[test]
fn the_arithmetic_is_that_of_the_limits_in_force() {
    let tuning = Tuning::default();
    let text = std::fs::read_to_string(page()).unwrap();
    let (before, rest) = text.split_once(BEGIN).expect("the page has the figures' begin");
    let (written, after) = rest.split_once(END).expect("the page has the figures' end");
    if writing() {
        std::fs::write(page(), format!("{before}{BEGIN}{}{END}{after}", figures(&tuning))).unwrap();
        return;
    }
    assert_eq!(written, figures(&tuning), "a limit changed: look at what it means, then write it");
    assert_eq!(possible_codes(), 31_u64.pow(8));
    assert!(guesses_per_hour(&tuning) * 1_000_000_000 < i64::try_from(possible_codes()).unwrap());
}

/// Somebody with as many browsers as they like.
struct Attacker {
    stage: Stage,
    sent: usize,
}

impl Attacker {
    async fn begins() -> Self {
        Self { stage: Stage::set(false).await, sent: 0 }
    }

    /// Says something in a chat, from an origin; what is answered.
    async fn says(&mut self, chat: usize, origin: &str, text: &str) -> String {
        self.sent += 1;
        let (id, user) = (format!("e{}", self.sent), format!("chat{chat}"));
        let identity =
            Identity { platform: Recorder::NAME.to_owned(), workspace: "test".to_owned(), user: user.clone() };
        let message = MessageId::new(id.clone());
        let inbound = Inbound {
            id: EventId::new(id),
            identity,
            address: user.clone(),
            place: Place::Private,
            kind: EventKind::Said { message, text: text.to_owned(), files: Vec::new(), about: None },
            origin: Origin { limit_key: origin.to_owned(), described: "Testchat".to_owned(), room: None, thread: None },
        };
        self.stage.door().accept(inbound).await.expect("taken in");
        self.stage.service.settle().await.expect("the service settles");
        let shown = self.stage.recorder.take(&user).into_iter();
        let said = shown.filter_map(|shown| match shown {
            Shown::Message { message, .. } => Some(format!("{message:?}")),
            Shown::File(..) => None,
        });
        said.collect::<Vec<_>>().join("\n")
    }

    /// Asks for a code for an address; whether one was sent, or the address was refused, or neither.
    async fn asks(&mut self, chat: usize, origin: &str, address: &str) -> Asked {
        self.says(chat, origin, "anmelden").await;
        let said = self.says(chat, origin, address).await;
        match said {
            said if said.contains("Code an") => Asked::Sent,
            said if said.contains(REFUSED) => Asked::Refused,
            _ => Asked::Waits,
        }
    }

    /// Entries that were compared with a code.
    async fn compared(&self) -> i64 {
        let sql = "SELECT COALESCE(SUM(wrong), 0) AS n FROM code_misses";
        self.stage.db.row(sql, vec![]).await.unwrap().unwrap().get("n").unwrap()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Sent,
    Refused,
    Waits,
}

/// A chat per code, as many as it takes, each with all the guesses it is worth, for two hours.
#[tokio::test]
async fn whoever_really_guesses_gets_as_many_guesses_as_the_arithmetic_says() {
    let tuning = Tuning::default();
    let mut attacker = Attacker::begins().await;
    let mut chat = 0;
    for hour in 1..=2 {
        let mut sent = 0;
        loop {
            chat += 1;
            match attacker.asks(chat, "203.0.113.9", ANNA).await {
                Asked::Sent => sent += 1,
                Asked::Waits => break,
                Asked::Refused => panic!("{ANNA} is admitted"),
            }
            // More than are taken: the rest is not even compared.
            for guess in 0..tuning.max_wrong + 3 {
                let letter = char::from(b'A' + u8::try_from(guess).unwrap());
                let said = attacker.says(chat, "203.0.113.9", &format!("ZZZZZZ{letter}2")).await;
                assert!(!said.contains("Willkommen"), "{said}");
            }
        }
        assert_eq!(sent, tuning.max_codes_origin);
        assert_eq!(attacker.compared().await, hour * guesses_per_hour(&tuning), "in hour {hour}");
        // Another browser there gets nothing either; the owner, who is elsewhere, does.
        assert_eq!(attacker.asks(9_000, "203.0.113.9", ANNA).await, Asked::Waits);
        assert_eq!(attacker.asks(9_001, "198.51.100.20", ANNA).await, Asked::Sent);
        attacker.stage.clock.advance(Duration::minutes(61));
    }
}

/// In one chat: no more than it is worth in a day, whatever the number of codes.
#[tokio::test]
async fn one_chat_gets_no_more_guesses_in_a_day_than_it_may() {
    let tuning = Tuning::default();
    let mut attacker = Attacker::begins().await;
    for _ in 0..8 {
        if attacker.asks(1, "203.0.113.9", ANNA).await == Asked::Sent {
            for guess in ["ZZZZZZA2", "ZZZZZZB2", "ZZZZZZC2", "ZZZZZZD2", "ZZZZZZE2", "ZZZZZZF2"] {
                attacker.says(1, "203.0.113.9", guess).await;
            }
        }
        attacker.stage.clock.advance(Duration::minutes(61));
    }
    assert_eq!(attacker.compared().await, i64::from(tuning.max_wrong_across));
}

/// Whoever asks about addresses learns of as many as are allowed, from one origin, at one domain, and in all.
#[tokio::test]
async fn whoever_really_probes_learns_of_as_many_addresses_as_the_arithmetic_says() {
    let tuning = Tuning::default();
    let mut attacker = Attacker::begins().await;
    let refused = async |attacker: &mut Attacker,
                         from: usize,
                         most: i64,
                         origin: &dyn Fn(usize) -> String,
                         domain: &dyn Fn(usize) -> String| {
        let mut told = 0;
        for chat in from.. {
            let address = format!("niemand{chat}@{}", domain(chat));
            match attacker.asks(chat, &origin(chat), &address).await {
                Asked::Refused => told += 1,
                Asked::Waits => break,
                Asked::Sent => panic!("{address} is nobody's"),
            }
            assert!(told <= most, "{told}");
        }
        told
    };
    let everywhere = |chat: usize| format!("10.0.{}.{}", chat / 250, chat % 250);
    let anywhere = |chat: usize| format!("firma{chat}.example");
    let one_origin =
        refused(&mut attacker, 0, tuning.max_refused_origin, &|_| "203.0.113.9".to_owned(), &anywhere).await;
    assert_eq!(one_origin, tuning.max_refused_origin);
    let one_domain =
        refused(&mut attacker, 1_000, tuning.max_refused_domain, &everywhere, &|_| "muster.example".to_owned()).await;
    assert_eq!(one_domain, tuning.max_refused_domain);
    let rest = tuning.max_refused_all - one_origin - one_domain;
    assert_eq!(refused(&mut attacker, 2_000, rest, &everywhere, &anywhere).await, rest);
    // An hour later everybody is answered again.
    attacker.stage.clock.advance(Duration::minutes(61));
    assert_eq!(attacker.asks(9_000, "198.51.100.20", ANNA).await, Asked::Sent);
}

/// One identity in a day: some at once, then one after each wait that doubles.
#[tokio::test]
async fn one_chat_learns_of_as_many_addresses_in_a_day_as_the_arithmetic_says() {
    let tuning = Tuning::default();
    let mut attacker = Attacker::begins().await;
    let (mut told, mut wait, mut passed) = (0, FIRST_WAIT_SECS, 0);
    loop {
        // No origin and no domain is asked about twice: only the identity counts.
        while attacker.asks(1, &format!("10.0.{told}.1"), &format!("niemand@firma{told}.example")).await
            == Asked::Refused
        {
            told += 1;
        }
        if passed + wait >= HOURS_PER_DAY * 3600 {
            break;
        }
        attacker.stage.clock.advance(Duration::seconds(wait / 2));
        assert_eq!(
            attacker.asks(1, "10.9.9.9", "niemand@anderswo.example").await,
            Asked::Waits,
            "after half of {wait} s"
        );
        attacker.stage.clock.advance(Duration::seconds(wait - wait / 2));
        passed += wait;
        wait = (wait * 2).min(MAX_WAIT_SECS);
    }
    assert_eq!(told, probes_per_identity(&tuning));
}
