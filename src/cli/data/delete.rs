//! To be forgotten: what is deleted, what is kept and why, in words for the operator and whoever they answer to.

use std::io::{BufRead, IsTerminal, Write};

use anyhow::{bail, ensure};

use super::{Office, now};
use crate::desks::support::Forgotten;
use crate::domain::erasure::Trial;
use crate::store::erasure::{Erased, Erasure, Whom};

pub(super) async fn dry_run(office: &Office<'_>, member: &str) -> anyhow::Result<()> {
    let whom = office.whom(member).await?;
    let forgotten = office.desk.forget_person(&office.subject(&whom).await?, Trial::Yes).await?;
    let erased = erase(office, &whom, Trial::Yes).await?;
    tell(office, &whom, &erased, forgotten);
    println!("Nothing was changed.");
    Ok(())
}

#[expect(clippy::fn_params_excessive_bools, reason = "it is what was typed")]
pub(super) async fn run(office: &Office<'_>, member: &str, yes: bool) -> anyhow::Result<()> {
    let whom = office.whom(member).await?;
    if !yes {
        dry_run(office, member).await?;
        confirm(member)?;
    }
    let subject = office.subject(&whom).await?;
    // Refuses before anything is changed.
    erase(office, &whom, Trial::Yes).await?;
    let mut forgotten = office.desk.forget_person(&subject, Trial::No).await?;
    let erased = erase(office, &whom, Trial::No).await?;
    // What a write made that was done between the two.
    forgotten += office.desk.forget_person(&subject, Trial::No).await?;
    tell(office, &whom, &erased, forgotten);
    Ok(())
}

async fn erase(office: &Office<'_>, whom: &Whom, trial: Trial) -> anyhow::Result<Erased> {
    match office.store.erase(whom, trial, now()).await? {
        Erasure::Done(erased) => Ok(erased),
        Erasure::WritesOpen(open) => bail!(
            "{open} of the person's writes are on their way to the desk or wait for you: they were accepted, and belong to the \
            company. See `ticketlotse outbox list --all`, settle them, and come again"
        ),
    }
}

/// Asks for the same words once more.
fn confirm(member: &str) -> anyhow::Result<()> {
    ensure!(std::io::stdin().is_terminal(), "nobody is there to be asked; say --yes");
    print!("This cannot be taken back. Type {member} to go on: ");
    std::io::stdout().flush()?;
    let mut typed = String::new();
    std::io::stdin().lock().read_line(&mut typed)?;
    ensure!(typed.trim() == member, "something else was typed; nothing was changed");
    Ok(())
}

fn tell(office: &Office<'_>, whom: &Whom, erased: &Erased, at_desk: Forgotten) {
    if whom.member().is_none() && *erased == Erased::default() && at_desk == Forgotten::default() {
        println!("{} is no member's address, and nothing was found of it: is it written as it was kept?", whom.email());
    }
    let keep = &office.config.retention;
    let until = |days: u32| if days == 0 { "for ever".to_owned() } else { format!("for {days} days") };
    section(
        "Deleted",
        &[
            (erased.members, "member record, with name, address and form of address"),
            (erased.conversations, "conversations, with drafts, settings, browsers signed in and the chat identity"),
            (erased.shown, "messages in the web chat"),
            (erased.files, "files that belonged to no ticket yet"),
            (erased.waiting, "messages that were on their way or not handled"),
            (erased.links, "links, ended ones too"),
            (erased.codes, "sign-in codes and wrong entries"),
            (erased.marks, "marks: filed tickets, muted ones, Support-IDs"),
            (at_desk.watching, "places as a watcher of a ticket"),
        ],
    );
    section(
        "Name and address taken out of",
        &[
            (at_desk.contacts, "contacts at the desk (the Support-ID stays, with nobody behind it)"),
            (at_desk.tickets, "tickets, as their contact"),
            (at_desk.entries, "entries of tickets, as their author"),
            (erased.mentions, "places in other people's conversations"),
        ],
    );
    let nobodys = format!("entries of the audit log, by a number that is nobody's now, {}", until(keep.audit_days));
    section(
        "Kept",
        &[
            (erased.audited, nobodys.as_str()),
            (
                erased.blocked,
                "blocked chat identities, so that they stay blocked; to change that: `ticketlotse link unblock`",
            ),
        ],
    );
    println!(
        "Kept as well: tickets with what was written and sent to them, and what colleagues were shown of them, because they are\n\
        the company's record of its support case (closed ones {}); older backups and mails that were sent (see the handbook).",
        until(keep.tickets_days)
    );
}

/// What is there at all, under a heading.
fn section(heading: &str, lines: &[(u64, &str)]) {
    if lines.iter().any(|(count, _)| *count > 0) {
        println!("{heading}:");
    }
    for (count, what) in lines.iter().filter(|(count, _)| *count > 0) {
        println!("  - {what}: {count}");
    }
}
