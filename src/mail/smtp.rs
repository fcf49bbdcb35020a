//! Sends through an SMTP server: encrypted, with a certificate that is checked, in a bounded time.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::transport::smtp::{Error as SmtpError, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use secrecy::{ExposeSecret, SecretString};

use super::letter::{Sender, letter};
use super::{Mail, MailError, MailTrouble, Mailer};
use crate::domain::Clock;

/// Longest wait for a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest time for a whole mail: a server that says nothing, or a byte at a time, must not hold the outbox.
const MAIL_TIMEOUT: Duration = Duration::from_secs(30);
/// Connections at once.
const MAX_CONNECTIONS: u32 = 4;
/// How long an unused connection is kept.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// How the connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// STARTTLS, required.
    StartTls,
    /// TLS from the first byte.
    Implicit,
    /// None: only to a server on the own machine.
    LoopbackOnly,
}

/// The longest waits; tests shorten them.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// For a whole mail.
    pub mail: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: CONNECT_TIMEOUT, mail: MAIL_TIMEOUT }
    }
}

/// Which server, and how.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    /// Name or address of the server; its certificate must be for it.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Encryption.
    pub encryption: Encryption,
    /// User and password, if the server wants them.
    pub login: Option<(String, SecretString)>,
    /// The only certificate authorities trusted, as PEM; without it those of the system.
    pub ca_pem: Option<Vec<u8>>,
    /// Who the mails come from.
    pub from: Sender,
    /// Longest waits.
    pub patience: Patience,
}

/// A mailer that hands mails to an SMTP server.
#[derive(Debug)]
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Sender,
    patience: Patience,
    clock: Arc<dyn Clock>,
}

impl SmtpMailer {
    /// Prepares the way; connects with the first mail. Must run inside the runtime.
    ///
    /// # Errors
    /// Permanent when the settings cannot work: no encryption to another machine, a certificate file that is none.
    pub fn new(settings: SmtpSettings, clock: Arc<dyn Clock>) -> Result<Self, MailError> {
        let tls = tls(&settings)?;
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(settings.host)
            .port(settings.port)
            .tls(tls)
            .timeout(Some(settings.patience.connect))
            .pool_config(PoolConfig::new().max_size(MAX_CONNECTIONS).idle_timeout(IDLE_TIMEOUT));
        if let Some((user, password)) = settings.login {
            builder = builder.credentials(Credentials::new(user, password.expose_secret().to_owned()));
        }
        Ok(Self { transport: builder.build(), from: settings.from, patience: settings.patience, clock })
    }

    async fn in_time<T>(
        &self,
        doing: &'static str,
        work: impl Future<Output = Result<T, SmtpError>>,
    ) -> Result<T, MailError> {
        match tokio::time::timeout(self.patience.mail, work).await {
            Ok(done) => done.map_err(|error| told(doing, error)),
            Err(_) => Err(MailError {
                trouble: MailTrouble::Transient,
                doing: format!("{doing} (not done within {} s)", self.patience.mail.as_secs()),
                source: None,
            }),
        }
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let message = letter(mail, &self.from, self.clock.now())?;
        self.in_time("hand a mail to the SMTP server", self.transport.send(message)).await.map(drop)
    }

    async fn check(&self) -> Result<(), MailError> {
        let doing = "sign in at the SMTP server";
        let works = self.in_time(doing, self.transport.test_connection()).await?;
        works.then_some(()).ok_or_else(|| MailError {
            trouble: MailTrouble::Transient,
            doing: format!("{doing} (it closed the connection)"),
            source: None,
        })
    }
}

fn tls(settings: &SmtpSettings) -> Result<Tls, MailError> {
    let refused = |doing: &str, source: Option<SmtpError>| MailError {
        trouble: MailTrouble::Permanent,
        doing: doing.to_owned(),
        source: source.map(Into::into),
    };
    if settings.encryption == Encryption::LoopbackOnly {
        let allowed = is_loopback(&settings.host).then_some(Tls::None);
        return allowed.ok_or_else(|| refused("set up mail without encryption to another machine", None));
    }
    let mut parameters = TlsParameters::builder(settings.host.clone());
    if let Some(pem) = &settings.ca_pem {
        let doing = "read the mail server's certificate authority";
        let certificate = Certificate::from_pem(pem).map_err(|error| refused(doing, Some(error)))?;
        // A file without any certificate would read as „trust nobody“ and fail only with the first mail.
        if CertificateDer::pem_slice_iter(pem).next().is_none() {
            return Err(refused(doing, None));
        }
        parameters = parameters.certificate_store(CertificateStore::None).add_root_certificate(certificate);
    }
    let parameters = parameters
        .build_rustls()
        .map_err(|error| refused("set up the mail server's certificate check", Some(error)))?;
    Ok(match settings.encryption {
        Encryption::Implicit => Tls::Wrapper(parameters),
        Encryption::StartTls | Encryption::LoopbackOnly => Tls::Required(parameters),
    })
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// What is said of a failure. A server's own words often repeat the recipient's address, so only its code is kept.
fn told(doing: &str, error: SmtpError) -> MailError {
    let permanent = |why: &str, source: Option<SmtpError>| MailError {
        trouble: MailTrouble::Permanent,
        doing: format!("{doing} ({why})"),
        source: source.map(Into::into),
    };
    if let Some(code) = error.status() {
        let trouble = if error.is_permanent() { MailTrouble::Permanent } else { MailTrouble::Transient };
        return MailError { trouble, doing: format!("{doing} (it answered {code})"), source: None };
    }
    if error.is_response() {
        let doing = format!("{doing} (its answer is no SMTP)");
        return MailError { trouble: MailTrouble::Transient, doing, source: None };
    }
    if is_certificate_refused(&error) {
        return permanent("its certificate is not trusted", Some(error));
    }
    if error.is_client() {
        return permanent("it does not offer what the configuration asks for", Some(error));
    }
    MailError { trouble: MailTrouble::Transient, doing: doing.to_owned(), source: Some(error.into()) }
}

fn is_certificate_refused(error: &SmtpError) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        let tls = inner.and_then(|inner| inner.downcast_ref::<rustls::Error>());
        if matches!(tls, Some(rustls::Error::InvalidCertificate(_))) {
            return true;
        }
        cause = error.source();
    }
    false
}
