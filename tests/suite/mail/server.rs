//! The SMTP server of the tests and its certificates.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use serde_json::Value;

/// Debian's Python: the one that has Debian's `python3-aiosmtpd`.
const PYTHON: &str = "/usr/bin/python3";

#[derive(Clone, Copy)]
pub(super) enum Mode {
    StartTls,
    Implicit,
    Plain,
}

/// A certificate authority of one test.
pub(super) struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    pub(super) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("no names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        let pem = params.self_signed(&key).expect("a certificate").pem();
        Self { pem, issuer: Issuer::new(params, key) }
    }

    pub(super) fn pem(&self) -> Vec<u8> {
        self.pem.clone().into_bytes()
    }

    /// Certificate and key for a server of that name, as PEM.
    fn certify(&self, name: &str) -> (String, String) {
        let params = CertificateParams::new(vec![name.to_owned()]).expect("a server's name");
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        (certificate.pem(), key.serialize_pem())
    }
}

/// A running server; ends with the value.
pub(super) struct Server {
    process: Child,
    lines: BufReader<ChildStdout>,
    pub(super) port: u16,
    _folder: tempfile::TempDir,
}

impl Server {
    /// Starts a server whose certificate is for `name`.
    pub(super) fn start(mode: Mode, authority: &Authority, name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (certificate, key) = authority.certify(name);
        let (certificate_file, key_file) = (folder.path().join("server.pem"), folder.path().join("key.pem"));
        std::fs::write(&certificate_file, certificate).expect("written");
        std::fs::write(&key_file, key).expect("written");
        let mode = match mode {
            Mode::StartTls => "starttls",
            Mode::Implicit => "implicit",
            Mode::Plain => "plain",
        };
        let mut process = Command::new(PYTHON)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/mail/server.py"))
            .args([mode.as_ref(), certificate_file.as_os_str(), key_file.as_os_str()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("python3 is there; `tests/setup` installs it");
        let lines = BufReader::new(process.stdout.take().expect("piped"));
        let mut server = Self { process, lines, port: 0, _folder: folder };
        let said = server.next();
        server.port = u16::try_from(said["port"].as_u64().expect("a port")).expect("a port");
        server
    }

    /// The next thing it says: the next mail that it took.
    pub(super) fn next(&mut self) -> Value {
        let mut line = String::new();
        self.lines.read_line(&mut line).expect("readable");
        if line.is_empty() {
            let mut trouble = String::new();
            let errors = self.process.stderr.take().expect("piped");
            std::io::Read::read_to_string(&mut BufReader::new(errors), &mut trouble).expect("readable");
            panic!("the SMTP server ended (`tests/setup` installs python3-aiosmtpd):\n{trouble}");
        }
        serde_json::from_str(&line).expect("a line of JSON")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let ended = self.process.kill().and_then(|()| self.process.wait());
        if let Err(error) = ended {
            eprintln!("the SMTP server could not be ended: {error}");
        }
    }
}
