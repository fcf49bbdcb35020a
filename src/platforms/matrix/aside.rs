//! What is done beside the conversation: typing signs, read markers, and the order of a new direct chat. All of it best
//! effort: nobody waits for it, and a failure is logged only.

use std::time::Duration;

use matrix_sdk::Room;
use matrix_sdk::ruma::OwnedEventId;
use matrix_sdk::ruma::api::client::receipt::create_receipt::v3::ReceiptType;
use matrix_sdk::ruma::events::receipt::ReceiptThread;
use matrix_sdk::ruma::events::room::history_visibility::HistoryVisibility;
use tokio::sync::mpsc::UnboundedReceiver;

use super::direct::partner;

/// Longest time one of these may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// One thing to do.
#[derive(Clone, Debug)]
pub(super) enum Aside {
    /// The bot is at it.
    Typing(Room),
    /// Read up to there.
    Read(Room, OwnedEventId),
    /// A room the bot has come into: if it is a direct chat, it is kept as one and closed for whoever comes later.
    Settle(Room),
}

/// Does them, one after the other.
pub(super) async fn work(asides: &mut UnboundedReceiver<Aside>) {
    while let Some(aside) = asides.recv().await {
        match tokio::time::timeout(PATIENCE, one(&aside)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::debug!(error = ?error, "something beside the conversation failed"),
            Err(_) => tracing::debug!("something beside the conversation took too long"),
        }
    }
}

async fn one(aside: &Aside) -> matrix_sdk::Result<()> {
    match aside {
        Aside::Typing(room) => room.typing_notice(true).await,
        Aside::Read(room, event) => {
            room.send_single_receipt(ReceiptType::Read, ReceiptThread::Unthreaded, event.clone()).await
        }
        Aside::Settle(room) => settle(room).await,
    }
}

async fn settle(room: &Room) -> matrix_sdk::Result<()> {
    if partner(room).await?.is_none() {
        return Ok(());
    }
    if room.direct_targets_length() == 0 {
        room.set_is_direct(true).await?;
    }
    if room.history_visibility() != Some(HistoryVisibility::Joined) {
        // Only where the person let the bot; where not, it stays as they set it.
        room.privacy_settings().update_room_history_visibility(HistoryVisibility::Joined).await?;
    }
    Ok(())
}
