//! Killed: the real program dies in the middle of its work, over and over, and nobody loses anything.
//!
//! Customers sign in, file tickets, reply and send files over HTTP, and support answers with the command line, while the
//! program is killed at moments of chance and in each window of `failpoint::ALL`. What the customers were told is
//! accepted is counted at the end. `make test` runs a small storm, `make soak` a long one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use ticketlotse::failpoint;

use crate::real::count;
use crate::real::customer::{Customer, Ledger};
use crate::real::program::{End, House, Plan, Runner};

/// How large a storm is.
#[derive(Clone, Copy)]
struct Storm {
    kills: usize,
    creations: usize,
    /// Customers at once.
    customers: usize,
    /// Tickets of one customer.
    rounds: usize,
    /// How long a life may wait for its window.
    patience: Duration,
    /// Every how many tickets support answers one.
    answer_every: usize,
    /// Hits that each window needs.
    hits: usize,
}

/// What happened.
#[derive(Default)]
struct Report {
    by_chance: usize,
    windows: BTreeMap<&'static str, usize>,
    ledger: Ledger,
    took: Duration,
}

impl Report {
    fn kills(&self) -> usize {
        self.by_chance + self.windows.values().sum::<usize>()
    }

    fn text(&self) -> String {
        let ledger = &self.ledger;
        let mut text = format!(
            "{} kills ({} by chance), {} creations, {} replies, {} files, {} sign-ins, {} answers, {} drafts in {} s\n",
            self.kills(),
            self.by_chance,
            ledger.tickets.len(),
            ledger.replies.len(),
            ledger.files.len(),
            ledger.sign_ins.len(),
            ledger.answers.len(),
            ledger.drafts.len(),
            self.took.as_secs(),
        );
        for (window, hits) in &self.windows {
            writeln!(text, "  {window:16} {hits}").expect("a string takes everything");
        }
        text
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_loses_anything() {
    let storm = Storm {
        kills: 25,
        creations: 12,
        customers: 4,
        rounds: 2,
        patience: Duration::from_secs(3),
        answer_every: 3,
        hits: 1,
    };
    let report = run(storm).await;
    println!("{}", report.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes long: `make soak` runs it"]
async fn soak() {
    let number = |name: &str, default| std::env::var(name).ok().and_then(|it| it.parse().ok()).unwrap_or(default);
    let storm = Storm {
        kills: number("TICKETLOTSE_SOAK_KILLS", 2_000),
        creations: number("TICKETLOTSE_SOAK_CREATIONS", 10_000),
        customers: 16,
        rounds: 10,
        patience: Duration::from_millis(600),
        answer_every: 20,
        hits: 5,
    };
    let report = run(storm).await;
    let file = std::env::var_os("TICKETLOTSE_SOAK_REPORT")
        .map_or_else(|| std::env::temp_dir().join("ticketlotse-soak.txt"), PathBuf::from);
    std::fs::write(&file, report.text()).expect("the report can be written");
    println!("{}", report.text());
}

/// The whole storm; fails when anything is lost or doubled.
async fn run(storm: Storm) -> Report {
    let begun = Instant::now();
    let mut house = House::build(&Plan::with_members(storm.creations / storm.rounds + storm.kills + storm.customers));
    let ledger = Mutex::new(Ledger::default());
    let (enough, next) = (AtomicBool::new(false), AtomicUsize::new(0));
    let (ports, mails) = ([house.port], house.mails());
    let (url, runner) = (house.url(), house.runner());
    let visitors = (0..storm.customers).map(|_| async {
        while !enough.load(Ordering::Relaxed) {
            let number = next.fetch_add(1, Ordering::Relaxed);
            Customer::visit(&ports, &mails, number, storm.rounds, &ledger).await;
        }
    });
    let work = futures_util::future::join_all(visitors);
    let done = AtomicBool::new(false);
    let mut report =
        Report { windows: failpoint::ALL.into_iter().map(|window| (window, 0)).collect(), ..Report::default() };
    let killing = async {
        loop {
            let created = ledger.lock().unwrap().tickets.len();
            // A window that cannot be hit ends the storm, and then the test.
            let hit = report.windows.values().all(|hits| *hits >= storm.hits) || report.kills() >= 4 * storm.kills;
            if report.kills() >= storm.kills && created >= storm.creations && hit {
                break;
            }
            one_life(&mut house, &mut report, storm).await;
        }
        enough.store(true, Ordering::Relaxed);
        // From here on it lives, and everything that was accepted comes to its end.
        house.start("");
        house.ready().await;
    };
    let support = support(&runner, storm.answer_every, &ledger, &done);
    let everybody = async {
        tokio::join!(work, killing);
        done.store(true, Ordering::Relaxed);
    };
    tokio::join!(everybody, support);
    report.ledger = ledger.into_inner().unwrap();
    count::settled(&url, report.ledger.answers.len()).await;
    house.stop().await;
    let wrong = count::wrong(&url, &mails, &report.ledger).await;
    report.took = begun.elapsed();
    assert!(wrong.is_empty(), "{}\n{}\n{}", report.text(), wrong.join("\n"), house.log());
    let missed: Vec<_> = report.windows.iter().filter(|(_, hits)| **hits < storm.hits).collect();
    assert!(missed.is_empty(), "windows that were not hit: {missed:?}");
    report
}

/// Starts the program and has it die: in the window that was hit least, or at a moment of chance.
async fn one_life(house: &mut House, report: &mut Report, storm: Storm) {
    let (window, hits) = report.windows.iter().min_by_key(|(_, hits)| **hits).map(|(w, h)| (*w, *h)).expect("windows");
    let in_window = hits < storm.hits || rand::random_range(0..2) == 0;
    if in_window {
        let window =
            if hits < storm.hits { window } else { failpoint::ALL[rand::random_range(0..failpoint::ALL.len())] };
        let pass = rand::random_range(1..=if storm.hits > 1 { 4 } else { 1 });
        house.start(&format!("{window}=abort@{pass}"));
        house.ready().await;
        if house.ends_within(storm.patience).await == Some(End::Window) {
            *report.windows.get_mut(window).expect("a window") += 1;
            return;
        }
    } else {
        house.start("");
        house.ready().await;
        tokio::time::sleep(Duration::from_millis(rand::random_range(1..500))).await;
    }
    assert_eq!(house.ended(), None, "it ended by itself:\n{}", house.log());
    house.kill();
    report.by_chance += 1;
}

/// Support answers tickets with the command line until everybody is done and every chosen one is answered.
async fn support(runner: &Runner, every: usize, ledger: &Mutex<Ledger>, done: &AtomicBool) {
    let mut answered = 0;
    loop {
        let number = ledger.lock().unwrap().told.get(answered * every).cloned();
        let Some(number) = number else {
            if done.load(Ordering::Relaxed) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let (text, key) = (format!("Auskunft a{answered}"), format!("answer-{answered}"));
        let arguments = ["desk", "reply", &number, &text, "--op", &key, "--as", "Mira Sommer"].map(str::to_owned);
        // The same key until it is done, as a script would.
        while !runner.run(arguments.to_vec()).await {}
        ledger.lock().unwrap().answers.push(text);
        answered += 1;
    }
}
