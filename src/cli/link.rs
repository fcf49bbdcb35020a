//! `ticketlotse link`: which chat identities are proven to be which members, and who of them is shut out.

use std::collections::HashSet;

use anyhow::{Context, ensure};
use clap::Subcommand;
use serde::Serialize;

use super::operator::Operator;
use super::table::{Output, moment, yes};
use crate::config::Config;
use crate::store::links::{EndedToo, LinkRow};

/// What can be done with links.
#[derive(Debug, Subcommand)]
pub(super) enum LinkCommand {
    /// List links, newest first.
    #[command(after_help = "Example:
  ticketlotse link list --member anna.berger@muster.example --ended")]
    List {
        /// Only of this member.
        #[arg(long, value_name = "EMAIL")]
        member: Option<String>,
        /// Ended ones as well.
        #[arg(long)]
        ended: bool,
        /// Most links that are shown.
        #[arg(long, default_value_t = 1000)]
        limit: u32,
        #[command(flatten)]
        output: Output,
    },
    /// End a member's links, or one, and block their identities until `link unblock`.
    #[command(after_help = "Example:
  ticketlotse link revoke anna.berger@muster.example")]
    Revoke {
        /// A member's address, or the id of a link.
        #[arg(value_name = "EMAIL|LINK")]
        whose: String,
    },
    /// Block every identity that was ever linked to a member, or the one of a link, signed out or not.
    #[command(after_help = "Example:
  ticketlotse link block anna.berger@muster.example")]
    Block {
        /// A member's address, or the id of a link.
        #[arg(value_name = "EMAIL|LINK")]
        whose: String,
    },
    /// Let blocked identities sign in again.
    #[command(after_help = "Example:
  ticketlotse link unblock anna.berger@muster.example")]
    Unblock {
        /// A member's address, or the id of a link.
        #[arg(value_name = "EMAIL|LINK")]
        whose: String,
    },
}

/// What is done to identities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Revoke,
    Block,
    Unblock,
}

impl Act {
    /// Whether it means that link.
    fn means(self, link: &LinkRow) -> bool {
        match self {
            Self::Revoke => link.ended.is_none(),
            Self::Block => !link.blocked,
            Self::Unblock => link.blocked,
        }
    }

    fn nothing(self) -> &'static str {
        match self {
            Self::Revoke => "there is no active link",
            Self::Block => "there is no identity that is not blocked",
            Self::Unblock => "there is no blocked identity",
        }
    }
}

impl LinkCommand {
    pub(super) async fn run(&self, config: &Config) -> anyhow::Result<()> {
        let operator = Operator::open(config).await?;
        match self {
            Self::List { member, ended, limit, output } => {
                let which = if *ended { EndedToo::Yes } else { EndedToo::No };
                list(&operator, member.as_deref(), which, *limit, *output).await
            }
            Self::Revoke { whose } => change(&operator, whose, Act::Revoke).await,
            Self::Block { whose } => change(&operator, whose, Act::Block).await,
            Self::Unblock { whose } => change(&operator, whose, Act::Unblock).await,
        }
    }
}

/// A link as it is listed.
#[derive(Serialize)]
struct Listed<'a> {
    #[serde(flatten)]
    link: &'a LinkRow,
    active: bool,
}

async fn list(
    operator: &Operator,
    member: Option<&str>,
    which: EndedToo,
    limit: u32,
    output: Output,
) -> anyhow::Result<()> {
    let mut links = match member {
        Some(address) => operator.store.links_of(&operator.member(address).await?.id).await?,
        None => operator.store.links(which, limit).await?,
    };
    links.retain(|link| which == EndedToo::Yes || link.ended.is_none());
    links.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let listed: Vec<Listed<'_>> = links.iter().map(|link| Listed { link, active: link.ended.is_none() }).collect();
    let columns = ["link", "member", "platform", "workspace", "account", "since", "ended", "blocked"];
    output.print(&listed, &columns, |Listed { link, .. }| {
        let ended = link.ended.map(|(at, why)| format!("{} {why:?}", moment(at, operator.zone))).unwrap_or_default();
        vec![
            link.id.to_string(),
            link.email.to_string(),
            link.identity.platform.clone(),
            link.identity.workspace.clone(),
            link.identity.user.clone(),
            moment(link.since, operator.zone),
            ended,
            yes(link.blocked),
        ]
    })
}

async fn change(operator: &Operator, whose: &str, act: Act) -> anyhow::Result<()> {
    let links = if whose.contains('@') {
        operator.store.links_of(&operator.member(whose).await?.id).await?
    } else {
        let link = operator.store.link_row(&whose.into()).await?;
        vec![link.with_context(|| format!("there is no link {whose}; see `ticketlotse link list --ended`"))?]
    };
    let identities: HashSet<_> = links.iter().filter(|link| act.means(link)).map(|link| &link.identity).collect();
    ensure!(!identities.is_empty(), "{whose}: {}", act.nothing());
    for identity in &identities {
        operator.store.set_blocked(identity, act != Act::Unblock, operator.now()).await?;
    }
    let count = match identities.len() {
        1 => "1 identity is".to_owned(),
        more => format!("{more} identities are"),
    };
    match act {
        Act::Unblock => println!("{count} unblocked and may sign in again."),
        Act::Revoke | Act::Block => println!("{count} signed out and blocked until `ticketlotse link unblock`."),
    }
    Ok(())
}
