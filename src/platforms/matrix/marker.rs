//! Up to where the homeserver's stream of events is done: everything before it is in the inbox.
//!
//! The SDK keeps a place of its own as soon as it has read a response, before anybody has seen it; a process that dies then
//! would miss what it held. So the sync goes on from here, whatever the SDK thinks.

use std::time::Duration;

use matrix_sdk::Client;
use matrix_sdk::config::{SyncSettings, SyncToken};
use matrix_sdk::ruma::UInt;
use matrix_sdk::ruma::api::client::filter::{FilterDefinition, RoomEventFilter, RoomFilter};
use matrix_sdk::ruma::api::client::sync::sync_events::v3::Filter;

use super::Refusal;

const KEY: &[u8] = b"ticketlotse.since";
/// Events per room in one response; of more, the rest is fetched from the room's history.
pub(super) const TIMELINE: u32 = 100;

/// The place from which to go on; `None` before the first login is through.
pub(super) async fn load(client: &Client) -> Result<Option<String>, Refusal> {
    let kept = client.state_store().get_custom_value(KEY).await;
    let kept = kept.map_err(|error| Refusal::server("read the place in the stream", error))?;
    Ok(kept.and_then(|bytes| String::from_utf8(bytes).ok()))
}

/// Everything up to there is in the inbox.
pub(super) async fn keep(client: &Client, since: &str) -> Result<(), Refusal> {
    let kept = client.state_store().set_custom_value(KEY, since.as_bytes().to_vec()).await;
    kept.map(drop).map_err(|error| Refusal::server("keep the place in the stream", error))
}

/// The first look: what was said before is not for the bot.
pub(super) async fn begin(client: &Client) -> Result<String, Refusal> {
    let settings = how(SyncToken::NoToken, Duration::ZERO);
    let first = client.sync_once(settings).await;
    let first = first.map_err(|error| Refusal::server("look at the rooms for the first time", error))?;
    keep(client, &first.next_batch).await?;
    Ok(first.next_batch)
}

/// How a sync is asked for.
pub(super) fn how(token: SyncToken, wait: Duration) -> SyncSettings {
    let mut timeline = RoomEventFilter::default();
    timeline.limit = Some(UInt::from(TIMELINE));
    let mut room = RoomFilter::default();
    room.timeline = timeline;
    let mut filter = FilterDefinition::default();
    filter.room = room;
    SyncSettings::new().filter(Filter::FilterDefinition(filter)).timeout(wait).token(token)
}
