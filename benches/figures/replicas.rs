//! (f) Two programs on one PostgreSQL against one, each with one thread: what a second core brings. Each person's page
//! stays with one of them, as behind a proxy that keeps people where they are.

use std::time::Duration;

use tokio_util::task::TaskTracker;

use crate::house::{self, House, Threads};
use crate::load::{self, Figures, Pace};
use crate::page::{Page, Row};
use crate::person::Deed;
use crate::postgres::Server;
use crate::world::Size;

const PEOPLE: usize = 400;
const TICKETS: i64 = 4_000;
const SPAN: Duration = Duration::from_secs(5);
/// How often one and two take turns.
const ROUNDS: usize = 2;
/// The aim: two do so many times what one does.
const AIM: f64 = 1.6;

/// Measures both.
pub async fn measure(page: &mut Page) -> anyhow::Result<()> {
    let folder = house::folder()?;
    let tasks = TaskTracker::new();
    let server = Server::start(folder.path()).await?;
    let store = house::fill(&server.url(), Size { people: PEOPLE, own: TICKETS, others: 0 }).await?;
    let first = House::start(folder.path(), &server.url(), Threads::One).await?;
    let second = House::start(folder.path(), &server.url(), Threads::One).await?;
    let mut at_first = first.people(&store, 0..PEOPLE / 2, &tasks).await?;
    let mut at_second = second.people(&store, PEOPLE / 2..PEOPLE, &tasks).await?;
    let (mut one, mut two) = (Figures::default(), Figures::default());
    for _ in 0..ROUNDS {
        one.join(load::run(&mut at_first, Deed::List, Pace::Saturated, SPAN).await?);
        let halves = at_first.len();
        let mut all = std::mem::take(&mut at_first);
        all.append(&mut at_second);
        let port = first.port;
        two.join(load::run(&mut all, Deed::List, Pace::Saturated, SPAN).await?);
        (at_first, at_second) = all.into_iter().partition(|person| person.port() == port);
        anyhow::ensure!(at_first.len() == halves, "people stay where they are");
    }
    let ratio = two.per_second() / one.per_second();
    let what = "`meine tickets`, two programs on PostgreSQL, saturated";
    let row = Row::aimed("f", what, format!("{:.0}/s", two.per_second()), "1.6 times one", ratio >= AIM);
    page.add(row.next_to(format!("{:.0}/s", one.per_second()), format!("{ratio:.2}")));
    let ratio = |percent| two.percentile(percent) / one.percentile(percent);
    let row = Row::plain("f", "the same: p50 / p99", two.times());
    page.add(row.next_to(one.times(), format!("{:.1} / {:.1}", ratio(50), ratio(99))));
    Ok(())
}
