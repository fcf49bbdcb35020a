//! A look at a server's certificate: is it trusted now, and will it be in some days?

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, bail};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

/// Longest wait for a server, from the connection to the certificate.
const PATIENCE: Duration = Duration::from_secs(10);
/// Lines that a mail server may answer with.
const MAX_LINES: usize = 100;

/// How TLS begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begins {
    /// With the first byte.
    AtOnce,
    /// After SMTP's `STARTTLS`.
    AfterStartTls,
}

/// What is to be thought of a certificate.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Judged {
    /// It will still be good then.
    Good,
    /// It is good now and ends before: when, as seconds since 1970 UTC.
    EndsAt(Option<u64>),
    /// It is over: when.
    Ended(Option<u64>),
    /// It is not good for another reason.
    Refused(Error),
}

/// Looks at the certificate of a server. `ahead` is how far it is looked ahead; `authority` is one in PEM that is trusted beside
/// the system's.
///
/// # Errors
/// When the server cannot be reached or does not get as far as its certificate.
pub(super) async fn look(
    host: &str,
    port: u16,
    begins: Begins,
    ahead: Duration,
    authority: Option<&[u8]>,
) -> anyhow::Result<Judged> {
    let looked = tokio::time::timeout(PATIENCE, shaken(host, port, begins, ahead, authority));
    looked.await.with_context(|| format!("{host}:{port} did not answer within {} s", PATIENCE.as_secs()))?
}

async fn shaken(
    host: &str,
    port: u16,
    begins: Begins,
    ahead: Duration,
    authority: Option<&[u8]>,
) -> anyhow::Result<Judged> {
    let stream = TcpStream::connect((host, port)).await.with_context(|| format!("connect to {host}:{port}"))?;
    let stream = match begins {
        Begins::AtOnce => stream,
        Begins::AfterStartTls => start_tls(stream).await.with_context(|| format!("ask {host}:{port} for TLS"))?,
    };
    let inner = WebPkiServerVerifier::builder(Arc::new(roots(authority)?)).build().context("trust authorities")?;
    let judge = Arc::new(Judge { inner, ahead, judged: Mutex::default() });
    let config = ClientConfig::builder()
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(&judge) as Arc<dyn ServerCertVerifier>)
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).with_context(|| format!("{host} is no server's name"))?;
    let shaken = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
    let judged = judge.judged.lock().unwrap_or_else(PoisonError::into_inner).take();
    match (judged, shaken) {
        (Some(judged), _) => Ok(judged),
        (None, Err(error)) => Err(error).with_context(|| format!("begin TLS with {host}:{port}")),
        (None, Ok(_)) => bail!("{host}:{port} showed no certificate"),
    }
}

fn roots(authority: Option<&[u8]>) -> anyhow::Result<RootCertStore> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    for certificate in CertificateDer::pem_slice_iter(authority.unwrap_or_default()) {
        roots.add(certificate.context("read mail.ca_file")?).context("trust mail.ca_file")?;
    }
    Ok(roots)
}

/// SMTP up to where TLS begins (RFC 3207).
async fn start_tls(stream: TcpStream) -> anyhow::Result<TcpStream> {
    let mut stream = BufReader::new(stream);
    answered(&mut stream, "220").await?;
    stream.write_all(b"EHLO localhost\r\n").await?;
    answered(&mut stream, "250").await?;
    stream.write_all(b"STARTTLS\r\n").await?;
    answered(&mut stream, "220").await?;
    Ok(stream.into_inner())
}

/// Reads an answer to its last line.
async fn answered(stream: &mut BufReader<TcpStream>, code: &str) -> anyhow::Result<()> {
    for _ in 0..MAX_LINES {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        if !line.starts_with(code) {
            bail!("the server does not go on");
        }
        if line.as_bytes().get(3) != Some(&b'-') {
            return Ok(());
        }
    }
    bail!("the server talks without end")
}

/// Judges as rustls does, and once more as it will some days ahead.
#[derive(Debug)]
struct Judge {
    inner: Arc<WebPkiServerVerifier>,
    ahead: Duration,
    judged: Mutex<Option<Judged>>,
}

impl ServerCertVerifier for Judge {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let at = |moment| self.inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, moment);
        let verified = at(now);
        let later = UnixTime::since_unix_epoch(Duration::from_secs(now.as_secs()) + self.ahead);
        let judged = match (&verified, at(later)) {
            (Err(error), _) if is_over(error) => Judged::Ended(end_of(error)),
            (Err(error), _) => Judged::Refused(error.clone()),
            (Ok(_), Err(error)) => Judged::EndsAt(end_of(&error)),
            (Ok(_), Ok(_)) => Judged::Good,
        };
        *self.judged.lock().unwrap_or_else(PoisonError::into_inner) = Some(judged);
        verified
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

/// Whether the error is that a certificate is over.
fn is_over(error: &Error) -> bool {
    matches!(error, Error::InvalidCertificate(CertificateError::Expired | CertificateError::ExpiredContext { .. }))
}

/// When that is, if the error says so.
fn end_of(error: &Error) -> Option<u64> {
    match error {
        Error::InvalidCertificate(CertificateError::ExpiredContext { not_after, .. }) => Some(not_after.as_secs()),
        _ => None,
    }
}
