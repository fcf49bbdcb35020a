//! What the product can do, in figures: one run, on this machine, next to a floor. `make bench` runs it and writes
//! `docs/benchmarks.md`; words after it (`a`, `b`, …) run only those parts and write nothing.
//!
//! The parts: [`pure`] turns, [`chat`] over the web platform next to [`bare`], the [`start`] of the program, the [`lists`]
//! of a large desk, [`replicas`] on PostgreSQL. What is measured is the program as it ships, in a process of its own, with
//! all its limits; [`load`] says how. Nothing here is part of the program.

mod bare;
mod chat;
mod house;
mod lists;
mod load;
mod page;
mod person;
mod postgres;
mod pure;
mod replicas;
mod start;
mod world;

use page::Page;

fn main() -> anyhow::Result<()> {
    let mut words = std::env::args().skip(1).filter(|word| !word.starts_with('-'));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let first = words.next();
    if first.as_deref() == Some(bare::WORD) {
        let database = words.next().unwrap_or_default();
        return runtime.block_on(bare::serve(&database));
    }
    let wanted: Vec<String> = first.into_iter().chain(words).collect();
    runtime.block_on(run(&wanted))
}

async fn run(wanted: &[String]) -> anyhow::Result<()> {
    let is_wanted = |part: &str| wanted.is_empty() || wanted.iter().any(|word| word == part);
    let mut page = Page::default();
    if is_wanted("a") {
        pure::measure(&mut page)?;
    }
    if is_wanted("b") || is_wanted("c") {
        chat::measure(&mut page).await?;
    }
    if is_wanted("d") {
        start::measure(&mut page).await?;
    }
    if is_wanted("e") {
        lists::measure(&mut page).await?;
    }
    if is_wanted("f") {
        replicas::measure(&mut page).await?;
    }
    println!("{}", page.table());
    if wanted.is_empty() {
        page.write()?;
    }
    Ok(())
}
