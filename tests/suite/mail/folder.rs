//! Mails as files.

use std::sync::Arc;

use chrono::Duration;
use ticketlotse::mail::Mailer;
use ticketlotse::mail::folder::{FolderMailer, kept_mails};
use ticketlotse::service::clock::ManualClock;

use super::{mail, now, sender};

#[tokio::test]
async fn the_newest_mail_is_listed_first_and_each_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().join("mail");
    assert_eq!(kept_mails(&inside, 10).expect("no folder, no mails").len(), 0);
    let clock = Arc::new(ManualClock::at(now()));
    let mailer = FolderMailer::new(&inside, sender(), clock.clone()).expect("made");
    mailer.check().await.expect("writable");
    for id in ["turn/1", "turn/2", "turn/2", "turn/3"] {
        clock.advance(Duration::seconds(1));
        mailer.send(&mail(id, "anna.berger@muster.example")).await.expect("written");
    }
    std::fs::write(inside.join("broken.json"), "{").expect("written");
    std::fs::write(inside.join("turn-4.json.part"), "{}").expect("written");

    let kept = kept_mails(&inside, 2).expect("readable");
    let ids: Vec<&str> = kept.iter().map(|kept| kept.mail.id.as_str()).collect();
    assert_eq!(ids, ["turn/3", "turn/2"]);
    assert!(kept[0].mail == mail("turn/3", "anna.berger@muster.example"));
    assert_eq!(kept[0].sent_at, now() + Duration::seconds(4));
}

#[tokio::test]
async fn a_mail_program_can_open_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = Arc::new(ManualClock::at(now()));
    let mailer = FolderMailer::new(folder.path(), sender(), clock).expect("made");
    mailer.send(&mail("turn-1", "anna.berger@muster.example")).await.expect("written");
    let written = std::fs::read_to_string(folder.path().join("turn-1.eml")).expect("there");
    assert!(written.contains("To: anna.berger@muster.example\r\n"), "{written}");
    assert!(written.contains("Message-ID: <turn-1@cs-speicherwerk.example>\r\n"), "{written}");
}

#[tokio::test]
async fn no_id_leads_out_of_the_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().join("mail");
    let clock = Arc::new(ManualClock::at(now()));
    let mailer = FolderMailer::new(&inside, sender(), clock).expect("made");
    mailer.send(&mail("../../evil", "anna.berger@muster.example")).await.expect("written");
    let outside: Vec<_> = std::fs::read_dir(folder.path()).expect("there").collect();
    assert_eq!(outside.len(), 1, "{outside:?}");
    assert_eq!(kept_mails(&inside, 10).expect("readable").len(), 1);
}
