//! `ticketlotse doctor` on what ends by itself: certificates of the public address and of the mail server, and secrets whose
//! last day the configuration names.

use std::sync::Arc;

use chrono::{Duration, Utc};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::binary::Installation;

/// An authority of one test.
struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("no names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        let pem = params.self_signed(&key).expect("a certificate").pem();
        Self { pem, issuer: Issuer::new(params, key) }
    }

    /// A server's side of TLS, with a certificate for `localhost` that ends in so many days.
    fn acceptor(&self, days: i64) -> TlsAcceptor {
        let mut params = CertificateParams::new(vec!["localhost".to_owned()]).expect("a server's name");
        let moment = |days| {
            let day = (Utc::now() + Duration::days(days)).date_naive();
            let (year, month, day) =
                (chrono::Datelike::year(&day), chrono::Datelike::month(&day), chrono::Datelike::day(&day));
            rcgen::date_time_ymd(year, u8::try_from(month).expect("a month"), u8::try_from(day).expect("a day"))
        };
        params.not_before = moment(-90);
        params.not_after = moment(days);
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .expect("a server");
        TlsAcceptor::from(Arc::new(config))
    }
}

/// How a server begins.
#[derive(Clone, Copy)]
enum Speaks {
    Tls,
    SmtpFirst,
}

/// Serves on loopback as long as the test runs; answers the port.
async fn serve(acceptor: TlsAcceptor, speaks: Speaks) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.expect("a connection");
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let stream = match speaks {
                    Speaks::Tls => stream,
                    Speaks::SmtpFirst => greet(stream).await,
                };
                // Whoever only looks hangs up.
                let _over = acceptor.accept(stream).await;
            });
        }
    });
    port
}

/// SMTP until `STARTTLS`.
async fn greet(stream: TcpStream) -> TcpStream {
    let mut stream = BufReader::new(stream);
    for answer in ["220 here\r\n", "250-localhost\r\n250 STARTTLS\r\n", "220 go ahead\r\n"] {
        stream.write_all(answer.as_bytes()).await.expect("written");
        if !answer.starts_with("220 go") {
            let mut line = String::new();
            stream.read_line(&mut line).await.expect("a line");
        }
    }
    stream.into_inner()
}

/// What the doctor says about a part; the authority is one of the system's.
async fn doctor(home: &Installation, part: &str) -> Vec<(String, String)> {
    let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_ticketlotse"));
    command.arg("--config").arg(home.path("ticketlotse.toml")).args(["doctor", "--json"]);
    let done = command.env("SSL_CERT_FILE", home.path("authority.pem")).output().await.expect("it ends");
    let findings: Vec<Value> = serde_json::from_slice(&done.stdout).expect("findings");
    let told = |finding: &Value| {
        let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        (text("state"), format!("{} → {}", text("what"), text("cure")))
    };
    findings.iter().filter(|finding| finding["part"] == part).map(told).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_is_told_before_it_ends() {
    let authority = Authority::new();
    let ends = (Utc::now() + Duration::days(9)).format("%Y-%m-%d").to_string();
    let ended = (Utc::now() - Duration::days(3)).format("%Y-%m-%d").to_string();
    for (days, state, words) in
        [(60, "ok", "more than 14 days"), (9, "warning", ends.as_str()), (-3, "failed", ended.as_str())]
    {
        let web = serve(authority.acceptor(days), Speaks::Tls).await;
        let smtp = serve(authority.acceptor(days), Speaks::SmtpFirst).await;
        let home = Installation::new("");
        std::fs::write(home.path("authority.pem"), &authority.pem).unwrap();
        let url = format!("sqlite:{}", home.path("lotse.db").display());
        let config = format!(
            "[server]\npublic_url = \"https://localhost:{web}\"\n[database]\nurl = \"{url}\"\n\
            [mail]\nhost = \"localhost\"\nport = {smtp}\nca_file = \"{}\"\n",
            home.path("authority.pem").display()
        );
        std::fs::write(home.path("ticketlotse.toml"), config).unwrap();
        let found = doctor(&home, "certificates").await;
        assert_eq!(found.len(), 2, "{found:#?}");
        for (place, key) in found.iter().zip(["server.public_url", "mail.host"]) {
            assert!(place.0 == state && place.1.contains(words) && place.1.starts_with(key), "{days}: {found:#?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_not_trusted_or_not_there_is_told() {
    let web = serve(Authority::new().acceptor(60), Speaks::Tls).await;
    let home = Installation::new("");
    std::fs::write(home.path("authority.pem"), &Authority::new().pem).unwrap();
    let config = std::fs::read_to_string(home.path("ticketlotse.toml")).unwrap();
    for (port, state, words) in [(web, "failed", "authority that is trusted"), (9, "warning", "can be reached from")] {
        let address = format!("https://localhost:{port}");
        std::fs::write(home.path("ticketlotse.toml"), config.replace(super::binary::PUBLIC_URL, &address)).unwrap();
        let found = doctor(&home, "certificates").await;
        // Mail is a folder here.
        assert!(found.len() == 1 && found[0].0 == state && found[0].1.contains(words), "{found:#?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_day_of_a_secret_is_told_before_it_comes() {
    let home = Installation::new("");
    let config = std::fs::read_to_string(home.path("ticketlotse.toml")).unwrap();
    // The zone's day and this one may differ by one.
    let in_days = |days| (Utc::now() + Duration::days(days)).format("%Y-%m-%d").to_string();
    for (days, state) in [(90, "ok"), (20, "warning"), (-2, "failed")] {
        let day = in_days(days);
        let secret = format!("[desk]\noperator_token = \"geheim-9\"\noperator_token_expires = \"{day}\"\n");
        std::fs::write(home.path("ticketlotse.toml"), format!("{config}{secret}")).unwrap();
        let found = doctor(&home, "secrets").await;
        let told = found.iter().find(|(_, what)| what.contains(&day)).unwrap_or_else(|| panic!("{days}: {found:#?}"));
        assert!(told.0 == state && told.1.starts_with("desk.operator_token was good") == (days < 0), "{found:#?}");
        assert!(!format!("{found:?}").contains("geheim"));
    }
    let alone = config.replace("[mail]\n", "[mail]\npassword_expires = \"2099-01-01\"\n");
    std::fs::write(home.path("ticketlotse.toml"), alone).unwrap();
    let found = doctor(&home, "secrets").await;
    assert!(found.iter().any(|(_, what)| what.contains("mail.password is not")), "{found:#?}");
}
