//! `ticketlotse audit`: who did what, where and when. The log holds ids only; no names, addresses or texts.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context, bail};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use clap::Args;

use super::operator::Operator;
use super::serve::stop_signal;
use super::table::{Output, json_lines, moment, say};
use crate::config::Config;
use crate::store::audit::{AuditRow, Wanted};

/// How often the log is looked at while it is followed.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Entries read again at each look: two processes may finish in another order than they began.
const OVERLAP: i64 = 200;

/// Options of the log.
#[derive(Debug, Args)]
pub(super) struct Audit {
    /// Only since then: a day (2026-11-24), a moment (2026-11-24T09:00:00Z), or a span back from now (30m, 12h, 7d).
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,
    /// Only what this one did: `operator`, `system`, `agent:LOGIN`, `member:ID`, or a member's address.
    #[arg(long, value_name = "WHO")]
    who: Option<String>,
    /// Only what begins so: `link.`, `code.wrong`, `action.close`, `member.`, `outbox.`
    #[arg(long, value_name = "WHAT", default_value = "")]
    what: String,
    /// Only about this ticket.
    #[arg(long, value_name = "NUMBER", default_value = "")]
    ticket: String,
    /// Only at this place, as the log names it.
    #[arg(long, value_name = "PLACE", default_value = "")]
    place: String,
    /// Most entries that are shown; the newest ones.
    #[arg(long, default_value_t = 100)]
    limit: u32,
    /// Go on with what happens from now on, until Ctrl-C; one JSON object per line.
    #[arg(long)]
    follow: bool,
    #[command(flatten)]
    output: Output,
}

impl Audit {
    pub(super) async fn run(&self, config: &Config) -> anyhow::Result<()> {
        let operator = Operator::open(config).await?;
        let wanted = self.wanted(&operator).await?;
        let rows = operator.store.audit_entries(&wanted, self.limit).await?;
        if self.follow {
            say(&json_lines(&rows)?)?;
            return follow(&operator, wanted, &rows).await;
        }
        self.output.print(&rows, &["when", "who", "what", "ticket", "where"], |row| {
            let entry = &row.entry;
            vec![
                moment(row.at, operator.zone),
                entry.who.clone(),
                entry.what.clone(),
                entry.ticket.as_ref().map(ToString::to_string).unwrap_or_default(),
                entry.place.clone(),
            ]
        })
    }

    async fn wanted(&self, operator: &Operator) -> anyhow::Result<Wanted> {
        let since = self.since.as_deref().map(|text| since(text, operator.now(), operator.zone)).transpose()?;
        let who = match &self.who {
            Some(address) if address.contains('@') => format!("member:{}", operator.member(address).await?.id),
            who => who.clone().unwrap_or_default(),
        };
        let (what, ticket, place) = (self.what.clone(), self.ticket.clone(), self.place.clone());
        Ok(Wanted { after: 0, since, who, what, ticket, place })
    }
}

async fn follow(operator: &Operator, mut wanted: Wanted, shown: &[AuditRow]) -> anyhow::Result<()> {
    let mut seen: BTreeSet<i64> = shown.iter().map(|row| row.seq).collect();
    if shown.is_empty() {
        // What was there before is not asked for.
        let newest = operator.store.audit_entries(&wanted, 1).await?;
        seen.extend(newest.iter().map(|row| row.seq));
    }
    let mut stop = std::pin::pin!(stop_signal()?);
    loop {
        tokio::select! {
            () = &mut stop => return Ok(()),
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
        let newest = seen.last().copied().unwrap_or_default();
        wanted.after = (newest - OVERLAP).max(seen.first().copied().unwrap_or_default() - 1);
        let rows = operator.store.audit_entries(&wanted, u32::MAX).await?;
        let fresh: Vec<AuditRow> = rows.into_iter().filter(|row| seen.insert(row.seq)).collect();
        say(&json_lines(&fresh)?)?;
        seen = seen.split_off(&(newest - OVERLAP));
    }
}

/// Reads a moment: a day in the zone, a moment, or a span before now.
fn since(text: &str, now: DateTime<Utc>, zone: Tz) -> anyhow::Result<DateTime<Utc>> {
    if let Ok(at) = text.parse::<DateTime<Utc>>() {
        return Ok(at);
    }
    if let Ok(day) = text.parse::<NaiveDate>() {
        let midnight = zone.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest();
        return Ok(midnight
            .context("--since: that day does not begin at midnight; name a moment")?
            .with_timezone(&Utc));
    }
    let wrong = || format!("--since {text:?}: write 2026-11-24, 2026-11-24T09:00:00Z, 30m, 12h or 7d");
    let (amount, unit) = text.split_at_checked(text.len().saturating_sub(1)).with_context(wrong)?;
    let amount: i64 = amount.parse().ok().filter(|amount| (0..=100_000).contains(amount)).with_context(wrong)?;
    Ok(now
        - match unit {
            "m" => chrono::Duration::minutes(amount),
            "h" => chrono::Duration::hours(amount),
            "d" => chrono::Duration::days(amount),
            _ => bail!(wrong()),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_in_each_way_it_may_be_written() {
        let now: DateTime<Utc> = "2026-11-24T12:00:00Z".parse().expect("a moment");
        let read = |text: &str| since(text, now, chrono_tz::Europe::Berlin).map(|at| at.to_rfc3339()).ok();
        assert_eq!(read("2026-11-24").as_deref(), Some("2026-11-23T23:00:00+00:00"));
        assert_eq!(read("2026-11-24T09:00:00Z").as_deref(), Some("2026-11-24T09:00:00+00:00"));
        assert_eq!(read("90m").as_deref(), Some("2026-11-24T10:30:00+00:00"));
        assert_eq!(read("7d").as_deref(), Some("2026-11-17T12:00:00+00:00"));
        for wrong in ["", "d", "gestern", "-3h", "99999999d", "3w", "3ä"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
