//! (d) From the start of the program to its first answer in a chat, and the memory that it takes for it.

use std::time::Duration;

use tokio_util::task::TaskTracker;

use crate::house::{self, House, Threads};
use crate::load::now;
use crate::page::{Page, Row};
use crate::person::Deed;
use crate::world::Size;

/// Starts; the slowest counts.
const STARTS: usize = 5;
/// The aims.
const AIM_TIME: Duration = Duration::from_millis(300);
const AIM_MIB: f64 = 30.0;

/// Measures both.
pub async fn measure(page: &mut Page) -> anyhow::Result<()> {
    let folder = house::folder()?;
    let tasks = TaskTracker::new();
    let url = format!("sqlite:{}", folder.path().join("house.db").display());
    let store = house::fill(&url, Size { people: 20, own: 200, others: 0 }).await?;
    let mut house = House::start(folder.path(), &url, Threads::AsShipped).await?;
    let mut people = house.people(&store, 0..1, &tasks).await?;
    let person = &mut people[0];
    let (mut slowest, mut most) = (Duration::ZERO, 0.0_f64);
    for _ in 0..STARTS {
        house.stop().await?;
        let begun = now();
        house.start_again()?;
        house.listens().await?;
        person.again(house.port).await?;
        person.act(Deed::List).await?;
        slowest = slowest.max(begun.elapsed());
        most = most.max(house.peak_mib()?);
    }
    let time = format!("{:.3} s", slowest.as_secs_f64());
    page.add(Row::aimed("d", "from start to the first list in the chat", time, "0.3 s", slowest < AIM_TIME));
    page.add(Row::aimed("d", "memory, most until then", format!("{most:.0} MiB"), "30 MiB", most < AIM_MIB));
    Ok(())
}
