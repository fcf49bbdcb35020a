//! (b) and (c): `meine tickets` and a new ticket over the web platform, from the request to the answer on the push
//! connection, next to the floor. Floor and product take turns, so that a busy moment of the machine hits both.

use std::time::Duration;

use tokio_util::task::TaskTracker;

use crate::bare::Bare;
use crate::house::{self, House, Threads};
use crate::load::{self, AT_ONCE, Figures, Pace};
use crate::page::{Page, Row};
use crate::person::{Deed, Person};
use crate::world::Size;

/// People with an open page.
const PEOPLE: usize = 1000;
/// Tickets in the desk.
const TICKETS: i64 = 12_000;
/// How long each is measured, each time.
const SPAN: Duration = Duration::from_secs(5);
/// How often floor and product take turns.
const ROUNDS: usize = 2;
/// The fixed rate, per second.
const RATE: u32 = 200;
/// The aim: this part of what the floor does.
const AIM: f64 = 0.25;

/// Both measured the same way.
#[derive(Default)]
struct Pair {
    floor: Figures,
    product: Figures,
}

impl Pair {
    async fn measure(
        floor: &mut Vec<Person>,
        product: &mut Vec<Person>,
        deed: Deed,
        pace: Pace,
    ) -> anyhow::Result<Self> {
        let mut pair = Self::default();
        for _ in 0..ROUNDS {
            pair.floor.join(load::run(floor, Deed::Bare, pace, SPAN).await?);
            pair.product.join(load::run(product, deed, pace, SPAN).await?);
        }
        Ok(pair)
    }
}

/// Measures both.
pub async fn measure(page: &mut Page) -> anyhow::Result<()> {
    let folder = house::folder()?;
    let tasks = TaskTracker::new();
    let url = format!("sqlite:{}", folder.path().join("house.db").display());
    let store = house::fill(&url, Size { people: PEOPLE, own: TICKETS, others: 0 }).await?;
    let house = House::start(folder.path(), &url, Threads::AsShipped).await?;
    let mut product = house.people(&store, 0..PEOPLE, &tasks).await?;
    load::run(&mut product, Deed::List, Pace::Rate(RATE), Duration::from_secs(1)).await?;
    let bare = Bare::start(folder.path(), PEOPLE, &product[0].answer).await?;
    let mut floor = Vec::with_capacity(AT_ONCE);
    for id in 0..AT_ONCE {
        floor.push(Person::bare(id, bare.port, &tasks).await?);
    }
    for (part, deed, what) in [("b", Deed::List, "`meine tickets`"), ("c", Deed::Create, "new ticket, five fields")] {
        let saturated = Pair::measure(&mut floor, &mut product, deed, Pace::Saturated).await?;
        let steady = Pair::measure(&mut floor, &mut product, deed, Pace::Rate(RATE)).await?;
        say(page, part, what, &saturated, &steady);
    }
    page.add(Row::plain(
        "d",
        "memory, most so far, after (b) and (c) with 1,000 open pages",
        format!("{:.0} MiB", house.peak_mib()?),
    ));
    Ok(())
}

fn say(page: &mut Page, part: &'static str, what: &str, saturated: &Pair, steady: &Pair) {
    let Pair { floor, product } = saturated;
    let ratio = product.per_second() / floor.per_second();
    let aim = if part == "b" { "0.25 of the floor" } else { "" };
    let figure = format!("{:.0}/s", product.per_second());
    let row = Row::aimed(part, &format!("{what}, saturated"), figure, aim, ratio >= AIM);
    page.add(row.next_to(format!("{:.0}/s", floor.per_second()), format!("{ratio:.3}")));
    let rate = format!("{what}, {RATE}/s");
    for (what, Pair { floor, product }) in
        [(format!("{what}, saturated: p50 / p99"), saturated), (rate + ": p50 / p99", steady)]
    {
        let ratio = |percent| product.percentile(percent) / floor.percentile(percent);
        let ratios = format!("{:.1} / {:.1}", ratio(50), ratio(99));
        page.add(Row::plain(part, &what, product.times()).next_to(floor.times(), ratios));
        if product.refused > 0 {
            page.add(Row::plain(part, &format!("{what}: turned away"), product.refused.to_string()));
        }
    }
}
