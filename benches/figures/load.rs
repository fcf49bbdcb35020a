//! Load without coordinated omission. Saturation: so many at once, each begins the next when the last is answered. A fixed
//! rate: what was due at a moment counts from that moment, whether or not somebody was free to begin it.

use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::person::{Deed, Person, Said};

/// How many are asked at once at most.
pub const AT_ONCE: usize = 64;
/// Before anything counts.
const WARM_UP: Duration = Duration::from_secs(1);

/// The stopwatch.
#[expect(clippy::disallowed_methods, reason = "measures how long something takes; no turn sees it")]
pub fn now() -> Instant {
    Instant::now()
}

/// What was measured.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Sorted.
    took: Vec<Duration>,
    span: Duration,
    /// Turned away by the product's limits.
    pub refused: usize,
}

impl Figures {
    /// Answers per second.
    pub fn per_second(&self) -> f64 {
        f64::from(u32::try_from(self.took.len()).unwrap_or(u32::MAX)) / self.span.as_secs_f64()
    }

    /// The time that so many percent were answered within, in milliseconds.
    pub fn percentile(&self, percent: usize) -> f64 {
        let at = (self.took.len() * percent).div_ceil(100).clamp(1, self.took.len().max(1)) - 1;
        self.took.get(at).map_or(f64::NAN, Duration::as_secs_f64) * 1000.0
    }

    /// Takes another run of the same in.
    pub fn join(&mut self, other: Self) {
        self.took.extend(other.took);
        self.took.sort_unstable();
        self.span += other.span;
        self.refused += other.refused;
    }

    /// `p50 / p99`.
    pub fn times(&self) -> String {
        format!("{:.1} / {:.1} ms", self.percentile(50), self.percentile(99))
    }
}

/// When a deed begins, and from which moment on it counts.
#[derive(Clone, Copy, Debug)]
pub enum Pace {
    /// When the last one is answered.
    Saturated,
    /// So many per second.
    Rate(u32),
}

/// Lets people do something for a while.
pub async fn run(people: &mut Vec<Person>, deed: Deed, pace: Pace, span: Duration) -> anyhow::Result<Figures> {
    let mut groups: Vec<Vec<Person>> = (0..AT_ONCE).map(|_| Vec::new()).collect();
    for (at, person) in people.drain(..).enumerate() {
        groups[at % AT_ONCE].push(person);
    }
    let begun = now();
    let measured = begun + WARM_UP;
    let mut working = JoinSet::new();
    for (place, group) in groups.into_iter().enumerate().filter(|(_, group)| !group.is_empty()) {
        let worker = Worker { group, place, deed, pace, begun, measured, end: measured + span };
        working.spawn(worker.work());
    }
    let mut figures = Figures { span, ..Figures::default() };
    while let Some(done) = working.join_next().await {
        let (group, took, refused) = done??;
        people.extend(group);
        figures.took.extend(took);
        figures.refused += refused;
    }
    figures.took.sort_unstable();
    Ok(figures)
}

struct Worker {
    group: Vec<Person>,
    place: usize,
    deed: Deed,
    pace: Pace,
    begun: Instant,
    measured: Instant,
    end: Instant,
}

impl Worker {
    async fn work(mut self) -> anyhow::Result<(Vec<Person>, Vec<Duration>, usize)> {
        let mut took = Vec::new();
        let mut refused = 0;
        for round in 0_usize.. {
            let at = round % self.group.len();
            let person = &mut self.group[at];
            if person.prepare(self.deed).await? == Said::Refused {
                refused += 1;
                continue;
            }
            let due = match self.pace {
                Pace::Saturated => now(),
                Pace::Rate(per_second) => {
                    let slot = u32::try_from(self.place + round * AT_ONCE)?;
                    let due = self.begun + Duration::from_secs(1) * slot / per_second;
                    tokio::time::sleep_until(due.into()).await;
                    due
                }
            };
            if due >= self.end {
                break;
            }
            let said = person.act(self.deed).await?;
            let done = now();
            let counts = match self.pace {
                Pace::Saturated => done >= self.measured && done < self.end,
                Pace::Rate(_) => due >= self.measured,
            };
            match said {
                Said::Refused => refused += 1,
                Said::Answered if counts => took.push(done - due),
                Said::Answered => {}
            }
        }
        Ok((self.group, took, refused))
    }
}
