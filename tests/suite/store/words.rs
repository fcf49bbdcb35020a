//! What processes on one database tell each other about pages.

use super::world::World;
use crate::databases::Kind;

#[tokio::test]
async fn a_process_alone_has_nobody_to_listen_to() {
    let world = World::new(Kind::Sqlite).await;
    let page = world.conversation("w1").await.id;
    assert!(world.store.pages_told("me").await.unwrap().is_none());
    world.store.tell_page("me", &page).await.unwrap();
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn processes_hear_of_each_others_pages_and_not_of_their_own() {
    use futures_util::StreamExt;

    let world = World::new(Kind::Postgres).await;
    let replica = world.replica().await;
    let (first, second) = (world.conversation("w1").await.id, world.conversation("w2").await.id);
    let told = world.store.pages_told("me").await.unwrap().expect("PostgreSQL is for more than one process");
    world.store.tell_page("me", &first).await.unwrap();
    replica.tell_page("other", &second).await.unwrap();
    replica.tell_page("other", &first).await.unwrap();
    let patience = std::time::Duration::from_secs(20);
    let heard = tokio::time::timeout(patience, told.take(2).collect::<Vec<_>>()).await.expect("two words");
    assert_eq!(heard, [second, first], "what the process told itself it does not hear");
}
