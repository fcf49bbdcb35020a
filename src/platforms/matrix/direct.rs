//! Direct chats: the only place for anybody's data. One whose joined and invited members are exactly the person and the bot.

use std::collections::BTreeSet;

use matrix_sdk::ruma::api::client::room::create_room;
use matrix_sdk::ruma::events::InitialStateEvent;
use matrix_sdk::ruma::events::direct::DirectUserIdentifier;
use matrix_sdk::ruma::events::room::encryption::RoomEncryptionEventContent;
use matrix_sdk::ruma::events::room::history_visibility::{HistoryVisibility, RoomHistoryVisibilityEventContent};
use matrix_sdk::ruma::{RoomId, UserId};
use matrix_sdk::{Client, Room, RoomMemberships, RoomState};

use super::settings::PlainChats;
use super::trouble::{failed, refused};
use crate::platforms::{PlatformError, PlatformTrouble};

/// Upgrades of a room that are followed; more in a row are a mistake of somebody.
const MAX_UPGRADES: usize = 20;

/// How a room stands to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Exactly the person and the bot.
    Direct,
    /// Others are there, or invited.
    Shared,
    /// The person has left, or never came.
    Deserted,
    /// The bot is not (or no longer) in it.
    Outside,
}

/// Where a private message goes.
pub(super) enum Found {
    /// There.
    Here(Room),
    /// Somebody else reads along in the chat so far: that one is told, and another is needed.
    Shared(Room),
    /// None yet.
    None,
    /// The person ended the last one.
    Ended,
}

/// How the room stands to the person, by its members now.
pub(super) async fn standing(room: &Room, person: &UserId) -> matrix_sdk::Result<Standing> {
    if room.state() != RoomState::Joined {
        return Ok(Standing::Outside);
    }
    let members = room.members(RoomMemberships::ACTIVE).await?;
    let present: BTreeSet<&str> = members.iter().map(|member| member.user_id().as_str()).collect();
    Ok(judge(&present, room.own_user_id().as_str(), person.as_str()))
}

fn judge(present: &BTreeSet<&str>, bot: &str, person: &str) -> Standing {
    if !present.contains(bot) {
        return Standing::Outside;
    }
    match (present.contains(person), present.len()) {
        (true, 2) => Standing::Direct,
        (false, 1) => Standing::Deserted,
        _ => Standing::Shared,
    }
}

/// The other one of a direct chat; `None` in every other room.
pub(super) async fn partner(room: &Room) -> matrix_sdk::Result<Option<String>> {
    let members = room.members(RoomMemberships::ACTIVE).await?;
    let others: Vec<&UserId> =
        members.iter().map(|member| member.user_id()).filter(|id| *id != room.own_user_id()).collect();
    Ok(match others.as_slice() {
        [one] if members.len() == 2 => Some(one.to_string()),
        _ => None,
    })
}

/// The room of an address, or the one that took its place.
pub(super) fn room_of(client: &Client, address: &str) -> Option<Room> {
    let mut room = client.get_room(&RoomId::parse(address).ok()?)?;
    for _ in 0..MAX_UPGRADES {
        let Some(next) = room.successor_room().and_then(|next| client.get_room(&next.room_id)) else { break };
        if next.state() != RoomState::Joined {
            break;
        }
        room = next;
    }
    Some(room)
}

/// The direct chat with a person: the one of the address, or another one that there is.
pub(super) async fn find(
    client: &Client,
    person: &UserId,
    address: &str,
    plain: PlainChats,
) -> Result<Found, PlatformError> {
    let look = |error| failed("look at who is in a room", error);
    let known = room_of(client, address);
    let mut found = if address.is_empty() { Found::None } else { Found::Ended };
    if let Some(room) = known {
        match standing(&room, person).await.map_err(look)? {
            Standing::Direct if fits(&room, plain).await => return Ok(Found::Here(room)),
            Standing::Direct => found = Found::None,
            Standing::Shared => found = Found::Shared(room),
            Standing::Deserted | Standing::Outside => {}
        }
    }
    let wanted = <&DirectUserIdentifier>::from(person);
    for room in client.joined_rooms() {
        if room.is_tombstoned() || !room.direct_targets().contains(wanted) {
            continue;
        }
        if standing(&room, person).await.map_err(look)? == Standing::Direct && fits(&room, plain).await {
            return Ok(Found::Here(room));
        }
    }
    Ok(found)
}

/// Whether data may go in there, encryption considered.
async fn fits(room: &Room, plain: PlainChats) -> bool {
    plain == PlainChats::Answered || room.latest_encryption_state().await.is_ok_and(|state| state.is_encrypted())
}

/// Opens a direct chat: encrypted, and nobody who comes later reads what was said before.
pub(super) async fn open(client: &Client, person: &UserId) -> Result<Room, PlatformError> {
    let mut request = create_room::v3::Request::new();
    request.invite = vec![person.to_owned()];
    request.is_direct = true;
    request.preset = Some(create_room::v3::RoomPreset::TrustedPrivateChat);
    let encryption = RoomEncryptionEventContent::with_recommended_defaults();
    let visibility = RoomHistoryVisibilityEventContent::new(HistoryVisibility::Joined);
    request.initial_state = vec![
        InitialStateEvent::with_empty_state_key(encryption).to_raw_any(),
        InitialStateEvent::with_empty_state_key(visibility).to_raw_any(),
    ];
    client.create_room(request).await.map_err(|error| failed("open a direct chat", error))
}

/// A person as the SDK names them.
pub(super) fn person(user: &str) -> Result<&UserId, PlatformError> {
    <&UserId>::try_from(user).map_err(|_| refused(PlatformTrouble::Refused, "write to an account that is none"))
}

#[cfg(test)]
mod tests {
    use super::{Standing, judge};

    #[test]
    fn only_the_person_and_the_bot_make_a_direct_chat() {
        let stands = |present: &[&str]| judge(&present.iter().copied().collect(), "@bot:a", "@anna:a");
        assert_eq!(stands(&["@bot:a", "@anna:a"]), Standing::Direct);
        assert_eq!(stands(&["@bot:a", "@anna:a", "@eve:a"]), Standing::Shared);
        assert_eq!(stands(&["@bot:a", "@eve:a"]), Standing::Shared);
        assert_eq!(stands(&["@bot:a"]), Standing::Deserted);
        assert_eq!(stands(&["@anna:a", "@eve:a"]), Standing::Outside);
    }
}
