//! What no HTTP client would send.

use std::fmt::Write as _;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::answer::Answer;

/// Longest wait for the server to lose its patience.
const PATIENCE: Duration = Duration::from_secs(40);

/// Promises a body and sends only its first byte.
pub async fn never(address: &str, path: &str, headers: &[(&'static str, String)], length: usize) -> Answer {
    let mut head = format!("POST {path} HTTP/1.1\r\n");
    for (name, value) in headers {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    if headers.iter().all(|(name, _)| *name != "content-type") {
        head.push_str("content-type: application/json\r\n");
    }
    write!(head, "content-length: {length}\r\nconnection: close\r\n\r\n{{").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let read = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
    assert!(read.is_ok(), "the server waits for ever: {:?}", String::from_utf8_lossy(&answer));
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split_whitespace().nth(1).unwrap_or("cut off").to_owned();
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    let json: Option<serde_json::Value> = serde_json::from_str(body).ok();
    let alert = body.split_once("role=\"alert\">").and_then(|(_, rest)| rest.split('<').next());
    let sees = json.and_then(|json| json["text"].as_str().map(str::to_owned));
    let sees = sees.or(alert.map(str::to_owned)).unwrap_or_else(|| "–".to_owned());
    Answer { status, sees, body: body.to_owned() }
}
