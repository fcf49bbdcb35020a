//! (e) The list of one's tickets, in a desk with a thousand tickets and in one with a million.

use std::time::Duration;

use tokio_util::task::TaskTracker;

use crate::house::{self, House, Threads};
use crate::load::{self, Figures, Pace};
use crate::page::{Page, Row};
use crate::person::Deed;
use crate::world::Size;

const PEOPLE: usize = 100;
/// Everybody's own tickets, in both desks.
const OWN: i64 = 1000;
/// Those of other companies in the large one.
const OTHERS: i64 = 999_000;
/// Lists per second.
const RATE: u32 = 100;
const SPAN: Duration = Duration::from_secs(12);
/// The aim: the large desk's p99 is at most so many times the small one's.
const AIM: f64 = 1.5;

/// Measures both.
pub async fn measure(page: &mut Page) -> anyhow::Result<()> {
    let small = desk_of(Size { people: PEOPLE, own: OWN, others: 0 }).await?;
    let large = desk_of(Size { people: PEOPLE, own: OWN, others: OTHERS }).await?;
    let ratio = large.percentile(99) / small.percentile(99);
    page.add(Row::plain("e", "list with 1,000 tickets in the desk: p50 / p99", small.times()));
    let what = "list with 1,000,000 tickets in the desk: p50 / p99";
    let row = Row::aimed("e", what, large.times(), "p99 within 1.5 times", ratio <= AIM);
    let ratios = format!("{:.2} / {ratio:.2}", large.percentile(50) / small.percentile(50));
    page.add(row.next_to(small.times(), ratios));
    Ok(())
}

async fn desk_of(size: Size) -> anyhow::Result<Figures> {
    let folder = house::folder()?;
    let tasks = TaskTracker::new();
    let url = format!("sqlite:{}", folder.path().join("house.db").display());
    let store = house::fill(&url, size).await?;
    let house = House::start(folder.path(), &url, Threads::AsShipped).await?;
    let mut people = house.people(&store, 0..PEOPLE, &tasks).await?;
    load::run(&mut people, Deed::List, Pace::Rate(RATE), SPAN).await
}
