//! Sending to a real SMTP server, and every way in which it can fail.

use std::time::Duration;

use secrecy::SecretString;
use ticketlotse::mail::smtp::{Encryption, Patience, SmtpMailer, SmtpSettings};
use ticketlotse::mail::{MailError, MailTrouble, Mailer};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use super::server::{Authority, Mode, Server};
use super::{clock, mail, sender};

const ANNA: &str = "anna.berger@muster.example";

fn settings(port: u16, encryption: Encryption) -> SmtpSettings {
    SmtpSettings {
        host: "localhost".to_owned(),
        port,
        encryption,
        login: Some(("lotse".to_owned(), SecretString::from("schlüssel"))),
        ca_pem: None,
        from: sender(),
        patience: Patience { connect: Duration::from_secs(5), mail: Duration::from_secs(10) },
    }
}

fn trusting(authority: &Authority, port: u16, encryption: Encryption) -> SmtpMailer {
    let settings = SmtpSettings { ca_pem: Some(authority.pem()), ..settings(port, encryption) };
    SmtpMailer::new(settings, clock()).expect("good settings")
}

async fn refused(mailer: &SmtpMailer, to: &str) -> MailError {
    mailer.send(&mail("m-1", to)).await.expect_err("this mail cannot be sent")
}

#[tokio::test]
async fn a_mail_arrives_encrypted_and_whole() {
    let authority = Authority::new();
    for (mode, encryption) in [(Mode::StartTls, Encryption::StartTls), (Mode::Implicit, Encryption::Implicit)] {
        let mut server = Server::start(mode, &authority, "localhost");
        let mailer = trusting(&authority, server.port, encryption);
        mailer.check().await.expect("the way works");
        let sent = mail("turn-7", ANNA);
        mailer.send(&sent).await.expect("taken");

        let taken = server.next();
        assert_eq!((taken["encrypted"].as_bool(), taken["authenticated"].as_bool()), (Some(true), Some(true)));
        assert_eq!(taken["sender"], "ticketlotse@cs-speicherwerk.example");
        assert_eq!(taken["recipients"], serde_json::json!([ANNA]));
        assert_eq!(taken["type"], "multipart/alternative");
        assert!(taken["text"].as_str().is_some_and(|text| text.lines().eq(sent.text.lines())), "{taken}");
        assert_eq!(taken["html"].as_str().map(str::trim_end), Some(sent.html.as_str()));
        let headers = &taken["headers"];
        assert_eq!(headers["From"], "CS Speicherwerk <ticketlotse@cs-speicherwerk.example>");
        assert_eq!(headers["To"], ANNA);
        assert_eq!(headers["Subject"], sent.subject.as_str());
        assert_eq!(headers["Date"], "Tue, 24 Nov 2026 09:15:00 +0000");
        assert_eq!(headers["Message-ID"], "<turn-7@cs-speicherwerk.example>");
        assert_eq!(headers["Auto-Submitted"], "auto-generated");
    }
}

#[tokio::test]
async fn without_encryption_only_on_the_own_machine() {
    let mut server = Server::start(Mode::Plain, &Authority::new(), "localhost");
    let plain = SmtpSettings { login: None, ..settings(server.port, Encryption::LoopbackOnly) };
    let mailer = SmtpMailer::new(plain.clone(), clock()).expect("loopback");
    mailer.send(&mail("m-1", ANNA)).await.expect("taken");
    assert_eq!(server.next()["encrypted"], false);

    let elsewhere = SmtpSettings { host: "mail.muster.example".to_owned(), ..plain };
    let error = SmtpMailer::new(elsewhere, clock()).expect_err("not to another machine");
    assert_eq!(error.trouble, MailTrouble::Permanent);
}

#[tokio::test]
async fn a_server_that_offers_no_encryption_gets_nothing() {
    let server = Server::start(Mode::Plain, &Authority::new(), "localhost");
    let authority = Authority::new();
    let error = refused(&trusting(&authority, server.port, Encryption::StartTls), ANNA).await;
    assert_eq!(error.trouble, MailTrouble::Permanent, "{error:?}");
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_ends_it() {
    let authority = Authority::new();
    let for_another_name = Server::start(Mode::StartTls, &authority, "mail.muster.example");
    let error = refused(&trusting(&authority, for_another_name.port, Encryption::StartTls), ANNA).await;
    assert_eq!(error.trouble, MailTrouble::Permanent, "{error:?}");
    assert!(error.doing.contains("certificate"), "{error:?}");

    let server = Server::start(Mode::Implicit, &authority, "localhost");
    let stranger = Authority::new();
    let error = refused(&trusting(&stranger, server.port, Encryption::Implicit), ANNA).await;
    assert_eq!(error.trouble, MailTrouble::Permanent, "{error:?}");
    assert!(error.doing.contains("certificate"), "{error:?}");
}

#[tokio::test]
async fn a_wrong_password_is_said_by_the_check() {
    let authority = Authority::new();
    let server = Server::start(Mode::StartTls, &authority, "localhost");
    let settings = SmtpSettings {
        ca_pem: Some(authority.pem()),
        login: Some(("lotse".to_owned(), SecretString::from("falsch"))),
        ..settings(server.port, Encryption::StartTls)
    };
    let mailer = SmtpMailer::new(settings, clock()).expect("good settings");
    let error = mailer.check().await.expect_err("a wrong password");
    assert_eq!(error.trouble, MailTrouble::Permanent);
    assert!(error.doing.contains("535"), "{error:?}");
    assert!(!format!("{error:?}").contains("falsch"));
}

#[tokio::test]
async fn a_busy_server_takes_it_at_the_second_try() {
    let authority = Authority::new();
    let mut server = Server::start(Mode::StartTls, &authority, "localhost");
    let mailer = trusting(&authority, server.port, Encryption::StartTls);
    let busy = mail("m-1", "busy@muster.example");
    let error = mailer.send(&busy).await.expect_err("put off");
    assert_eq!(error.trouble, MailTrouble::Transient);
    mailer.send(&busy).await.expect("taken");
    assert_eq!(server.next()["headers"]["Message-ID"], "<m-1@cs-speicherwerk.example>");
}

#[tokio::test]
async fn a_refusal_is_final_and_names_nobody() {
    let authority = Authority::new();
    let server = Server::start(Mode::StartTls, &authority, "localhost");
    let mailer = trusting(&authority, server.port, Encryption::StartTls);
    for (to, code) in [("gone@muster.example", "550"), ("refuse-data@muster.example", "554")] {
        let error = refused(&mailer, to).await;
        assert_eq!(error.trouble, MailTrouble::Permanent);
        assert!(error.doing.contains(code), "{error:?}");
        assert!(!format!("{error} {error:?}").contains("muster.example"), "the server's words repeat the address");
    }
    mailer.send(&mail("m-2", ANNA)).await.expect("the next mail is not held up");
}

#[tokio::test]
async fn a_server_that_says_nothing_is_left_in_time() {
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = silent.local_addr().expect("bound").port();
    let patience = Patience { connect: Duration::from_secs(5), mail: Duration::from_millis(300) };
    let settings = SmtpSettings { patience, ..settings(port, Encryption::StartTls) };
    let error = refused(&SmtpMailer::new(settings, clock()).expect("good settings"), ANNA).await;
    assert_eq!(error.trouble, MailTrouble::Transient, "{error:?}");
}

#[tokio::test]
async fn a_server_that_drips_is_left_in_time() {
    let dripping = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = dripping.local_addr().expect("bound").port();
    let patience = Patience { connect: Duration::from_secs(5), mail: Duration::from_millis(500) };
    let settings = SmtpSettings { patience, ..settings(port, Encryption::StartTls) };
    let mailer = SmtpMailer::new(settings, clock()).expect("good settings");
    let drip = async {
        let (mut connection, _) = dripping.accept().await.expect("a connection");
        while connection.write_all(b"2").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let error = tokio::select! {
        error = refused(&mailer, ANNA) => error,
        () = drip => unreachable!("the mailer stays connected until it gives up"),
    };
    assert_eq!(error.trouble, MailTrouble::Transient, "{error:?}");
}

#[tokio::test]
async fn a_server_that_is_down_is_tried_again() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        listener.local_addr().expect("bound").port()
    };
    let mailer = SmtpMailer::new(settings(port, Encryption::StartTls), clock()).expect("good settings");
    assert_eq!(refused(&mailer, ANNA).await.trouble, MailTrouble::Transient);
}

#[tokio::test]
async fn a_certificate_file_that_is_none_is_refused_at_once() {
    let settings = SmtpSettings { ca_pem: Some(b"not a certificate".to_vec()), ..settings(1, Encryption::StartTls) };
    let error = SmtpMailer::new(settings, clock()).expect_err("no certificate in it");
    assert_eq!(error.trouble, MailTrouble::Permanent);
}
