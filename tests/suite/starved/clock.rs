//! The clock jumps.

use crate::transcripts::people;
use crate::transcripts::play::Play;
use crate::transcripts::switch::Mood;

async fn ready_to_send(play: &mut Play) {
    play.link(people::named("Anna Berger")).await;
    for line in ["neu anfrage", "Bedienung", "Frage zur Replikation", "Wie stelle ich die Replikation um?", "nein"] {
        play.says(line).await;
    }
}

#[tokio::test]
async fn put_back_by_hours_it_holds_nothing_up() {
    let mut play = Play::begin(false).await;
    ready_to_send(&mut play).await;
    play.stage.service.housekeeping().await.expect("the house is kept");
    play.stage.switch.set(Mood::Down);
    let told = play.says("absenden").await.concat().join(" ");
    assert!(told.contains("Angenommen"), "{told}");
    // The next try is put off by minutes at most; then the clock turns out to be three hours fast.
    play.stage.switch.set(Mood::Up);
    assert!(play.move_clock("2026-11-24 07:15"));
    play.stage.service.housekeeping().await.expect("the house is kept");
    let told = play.answers().await.concat().join(" ");
    assert!(told.contains("CS-2026-000001"), "{told}");
    assert_eq!(play.leftovers().await, Vec::<String>::new());
}

#[tokio::test]
async fn put_back_while_nothing_runs_it_holds_nothing_up() {
    let mut play = Play::begin(false).await;
    ready_to_send(&mut play).await;
    play.stage.switch.set(Mood::Down);
    play.says("absenden").await;
    play.stage.switch.set(Mood::Up);
    assert!(play.move_clock("2026-11-24 07:15"));
    play.stage.restart().await;
    play.stage.service.take_over().await.expect("taken over");
    let told = play.answers().await.concat().join(" ");
    assert!(told.contains("CS-2026-000001"), "{told}");
}

#[tokio::test]
async fn put_forward_it_ends_a_code_with_a_word_and_the_next_one_works() {
    let mut play = Play::begin(false).await;
    play.says("hallo").await;
    play.says("anmelden").await;
    play.says("anna.berger@muster.example").await;
    play.happens("mail to anna.berger@muster.example").await;
    assert!(play.move_clock("+5 h"));
    let told = play.says("{code}").await.concat().join(" ");
    assert!(told.contains("gilt nicht mehr"), "{told}");
    play.says("[Neuen Code schicken]").await;
    play.happens("mail to anna.berger@muster.example").await;
    let told = play.says("{code}").await.concat().join(" ");
    assert!(told.contains("Willkommen, Anna Berger"), "{told}");
}
