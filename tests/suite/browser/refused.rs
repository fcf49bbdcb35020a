//! What the chat's HTTP side refuses, without a browser: no page, no cookie, no token, no right, too much.

use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use ticketlotse::conversation::event::EventKind;

use super::stage::{MAX_FILE_BYTES, Stage};

/// The header with the page's token.
const TOKEN: &str = "x-ticketlotse-token";

/// Somebody with a cookie store, who can do what a page does, and less.
struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
}

impl Client {
    async fn new(stage: &Stage) -> Self {
        let http = reqwest::Client::builder().no_proxy().cookie_store(true).build().unwrap();
        let mut client = Self { http, base: stage.url(""), token: String::new() };
        let session: Value = client.post("/chat/session").send().await.unwrap().json().await.unwrap();
        session["token"].as_str().unwrap().clone_into(&mut client.token);
        client
    }

    fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base))
    }

    /// What the page sends, in full.
    fn post(&self, path: &str) -> RequestBuilder {
        self.bare(Method::POST, path)
            .header("origin", &self.base)
            .header("sec-fetch-site", "same-origin")
            .header(TOKEN, &self.token)
    }

    async fn message(&self, text: &str) -> Response {
        let body = json!({ "id": "11111111-1111-4111-8111-111111111111", "text": text });
        self.post("/chat/messages").json(&body).send().await.unwrap()
    }

    /// Opens the push connection and reads until `ready`.
    async fn open(&self) -> String {
        let asked =
            self.bare(Method::GET, "/chat/events").header("sec-fetch-site", "same-origin").header(TOKEN, &self.token);
        let mut answer = asked.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let mut text = String::new();
        while !text.contains("event: ready") {
            let chunk = answer.chunk().await.unwrap().expect("the stream goes on until it is ready");
            text.push_str(&String::from_utf8_lossy(&chunk));
        }
        text
    }
}

async fn refused(answer: Response, status: StatusCode, kind: &str) {
    let sent = answer.status();
    let body: Value = answer.json().await.unwrap();
    assert_eq!((sent, body["refused"].as_str()), (status, Some(kind)), "{body}");
    assert!(!body["text"].as_str().unwrap_or_default().contains('⟦'), "{body}");
}

#[tokio::test]
async fn only_the_page_itself_may_change_anything() {
    let stage = Stage::open().await;
    let client = Client::new(&stage).await;
    let body = json!({ "id": "11111111-1111-4111-8111-111111111111", "text": "hallo" });
    let send = |with: &[(&'static str, &str)]| {
        let mut headers = HeaderMap::new();
        for (name, value) in with {
            headers.insert(*name, HeaderValue::from_str(value).unwrap());
        }
        client.bare(Method::POST, "/chat/messages").headers(headers).json(&body).send()
    };
    let (page, token) = (client.base.as_str(), client.token.as_str());
    for foreign in [
        &[(TOKEN, token)][..],
        &[(TOKEN, token), ("origin", "https://evil.example")],
        &[(TOKEN, token), ("origin", "null")],
        &[(TOKEN, token), ("origin", page), ("sec-fetch-site", "cross-site")],
        &[(TOKEN, token), ("origin", page), ("sec-fetch-site", "same-site")],
        &[(TOKEN, token), ("origin", "http://rebound.example"), ("host", "rebound.example")],
    ] {
        refused(send(foreign).await.unwrap(), StatusCode::FORBIDDEN, "foreign").await;
    }
    refused(send(&[("origin", page)]).await.unwrap(), StatusCode::FORBIDDEN, "token").await;
    refused(send(&[("origin", page), (TOKEN, "guessed")]).await.unwrap(), StatusCode::FORBIDDEN, "token").await;
    assert_eq!(stage.kinds(), [], "nothing was handed in");
    assert_eq!(client.message("hallo").await.status(), StatusCode::ACCEPTED);
    let elsewhere =
        client.bare(Method::GET, "/chat/events").header("sec-fetch-site", "cross-site").header(TOKEN, token);
    refused(elsewhere.send().await.unwrap(), StatusCode::FORBIDDEN, "foreign").await;
}

#[tokio::test]
async fn without_a_session_there_is_nothing() {
    let stage = Stage::open().await;
    let client = Client::new(&stage).await;
    let stranger = reqwest::Client::builder().no_proxy().build().unwrap();
    let path = format!("{}/chat/messages", client.base);
    let body = json!({ "id": "11111111-1111-4111-8111-111111111111", "text": "hallo" });
    let with = |cookie: &str| {
        stranger
            .post(&path)
            .header("origin", &client.base)
            .header(TOKEN, &client.token)
            .header("cookie", cookie.to_owned())
            .json(&body)
            .send()
    };
    refused(with("a=b").await.unwrap(), StatusCode::UNAUTHORIZED, "ended").await;
    refused(with(&format!("ticketlotse={}", "0".repeat(64))).await.unwrap(), StatusCode::UNAUTHORIZED, "ended").await;
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_in_words() {
    let stage = Stage::open().await;
    let client = Client::new(&stage).await;
    let send =
        |body: &'static str| client.post("/chat/messages").header("content-type", "application/json").body(body).send();
    for body in [
        "",
        "{",
        "[]",
        r#"{"id":"no uuid","text":"a"}"#,
        r#"{"id":"11111111-1111-4111-8111-111111111111","text":""}"#,
        r#"{"id":"11111111-1111-4111-8111-111111111111","text":7}"#,
        r#"{"id":"11111111-1111-4111-8111-111111111111","text":"a","admin":true}"#,
    ] {
        refused(send(body).await.unwrap(), StatusCode::BAD_REQUEST, "malformed").await;
    }
    let form = client.post("/chat/messages").header("content-type", "text/plain").body("{}").send().await.unwrap();
    refused(form, StatusCode::BAD_REQUEST, "malformed").await;
    refused(client.message(&"x".repeat(2_001)).await, StatusCode::UNPROCESSABLE_ENTITY, "too-long").await;
    refused(client.message(&"x".repeat(600_000)).await, StatusCode::PAYLOAD_TOO_LARGE, "too-large").await;
    let gone = json!({ "id": "11111111-1111-4111-8111-111111111111", "text": "a", "files": ["not-mine"] });
    let answer = client.post("/chat/messages").json(&gone).send().await.unwrap();
    refused(answer, StatusCode::UNPROCESSABLE_ENTITY, "file-gone").await;
    assert_eq!(stage.kinds(), []);
}

#[tokio::test]
async fn a_forged_button_is_answered_in_the_conversation() {
    let stage = Stage::open().await;
    let client = Client::new(&stage).await;
    for (at, press) in
        [json!({ "do": "become_admin" }), json!("x"), json!({ "do": "confirm", "id": -1, "yes": true }), Value::Null]
            .into_iter()
            .enumerate()
    {
        let body = json!({ "id": format!("11111111-1111-4111-8111-{at:012}"), "label": "Ja", "press": press });
        let answer = client.post("/chat/press").json(&body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::ACCEPTED);
    }
    assert_eq!(stage.kinds(), vec![EventKind::Pressed { press: None }; 4]);
}

#[tokio::test]
async fn the_same_request_twice_is_one_event_shown_once() {
    let stage = Stage::open().await;
    let client = Client::new(&stage).await;
    assert_eq!(client.message("hallo").await.status(), StatusCode::ACCEPTED);
    assert_eq!(client.message("hallo").await.status(), StatusCode::ACCEPTED);
    assert_eq!(stage.kinds().len(), 1);
    assert_eq!(stage.recorded.lock().unwrap().requests, 2);
    assert_eq!(client.open().await.matches("\"text\":\"hallo\"").count(), 1);
}

#[tokio::test]
async fn nobody_changes_what_is_not_their_own() {
    let mut stage = Stage::open().await;
    let (anna, other) = (Client::new(&stage).await, Client::new(&stage).await);
    assert_eq!(anna.message("hallo").await.status(), StatusCode::ACCEPTED);
    let said = stage.event(1).await;
    let row = stage.conversation(&said).await;
    stage.say(&row, super::messages::greeting()).await;
    let edit = json!({ "id": "22222222-2222-4222-8222-222222222222", "message": "11111111-1111-4111-8111-111111111111", "text": "anders" });
    let answer = other.post("/chat/edit").json(&edit).send().await.unwrap();
    refused(answer, StatusCode::NOT_FOUND, "no-such-message").await;
    assert_eq!(anna.post("/chat/edit").json(&edit).send().await.unwrap().status(), StatusCode::ACCEPTED);
    let feed = anna.open().await;
    assert!(!feed.contains("\"text\":\"hallo\""), "the old words are gone: {feed}");
    assert!(feed.contains("\"item\":\"changed\""));
    assert!(!other.open().await.contains("anders"));
}

#[tokio::test]
async fn the_secret_changes_when_the_link_does_and_ends_with_it() {
    let stage = Stage::open().await;
    let client = Client::new(&stage).await;
    assert_eq!(client.message("hallo").await.status(), StatusCode::ACCEPTED);
    let said = stage.event(1).await;
    let row = stage.conversation(&said).await;
    let link = stage.link(&row.id).await;
    let renewed = client.message("hallo").await;
    assert_eq!(renewed.status(), StatusCode::ACCEPTED);
    let cookie = renewed.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(cookie.contains("HttpOnly; SameSite=Lax"), "{cookie}");
    let token = renewed.headers()[TOKEN].to_str().unwrap().to_owned();
    assert_ne!(token, client.token);
    // The page learns the new token from the answer; the old one no longer fits the new cookie.
    refused(client.message("hallo").await, StatusCode::FORBIDDEN, "token").await;
    let client = Client { token, ..client };
    assert_eq!(client.message("hallo").await.status(), StatusCode::ACCEPTED);
    stage.unlink(&row.id, &link).await;
    refused(client.message("hallo").await, StatusCode::UNAUTHORIZED, "ended").await;
    let again = Client::new(&stage).await;
    again.message("hallo").await;
    assert_ne!(stage.event(2).await.identity, said.identity, "a new cookie is a new identity");
}

#[tokio::test]
async fn a_file_is_a_download_for_the_entitled_and_does_not_exist_for_others() {
    let stage = Stage::open().await;
    let (anna, other) = (Client::new(&stage).await, Client::new(&stage).await);
    anna.message("hallo").await;
    let said = stage.event(1).await;
    let row = stage.conversation(&said).await;
    stage.link(&row.id).await;
    let path = "/chat/files/CS-2026-004711/f1";
    let file = anna.bare(Method::GET, path).send().await.unwrap();
    assert_eq!(file.status(), StatusCode::OK);
    let header = |name: &str| file.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/octet-stream");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox");
    assert!(
        header("content-disposition")
            .starts_with("attachment; filename=\"Pr_f_bericht.html\"; filename*=UTF-8''Pr%C3%BCf%22bericht.html")
    );
    assert!(header("cache-control").contains("no-store"));
    for answer in [
        other.bare(Method::GET, path).send().await.unwrap(),
        anna.bare(Method::GET, path).header("sec-fetch-site", "cross-site").send().await.unwrap(),
        anna.bare(Method::GET, "/chat/files/CS-2026-004711/f2").send().await.unwrap(),
        anna.bare(Method::GET, "/chat/files/CS-2026-000001/f1").send().await.unwrap(),
        reqwest::get(stage.url(path)).await.unwrap(),
    ] {
        refused(answer, StatusCode::NOT_FOUND, "not-found").await;
    }
}

#[tokio::test]
async fn an_upload_is_checked_while_it_comes_in() {
    let stage = Stage::open().await;
    let client = Client::new(&stage).await;
    let send = |name: &str, bytes: Vec<u8>| {
        let part = reqwest::multipart::Part::bytes(bytes).file_name(name.to_owned());
        client.post("/chat/files").multipart(reqwest::multipart::Form::new().part("file", part)).send()
    };
    let most = usize::try_from(MAX_FILE_BYTES).unwrap();
    refused(send("a.txt", vec![b'a'; most + 1]).await.unwrap(), StatusCode::PAYLOAD_TOO_LARGE, "file-too-large").await;
    refused(send("a.exe", vec![b'a'; 10]).await.unwrap(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "file-type").await;
    refused(send("a.txt", Vec::new()).await.unwrap(), StatusCode::UNPROCESSABLE_ENTITY, "file-empty").await;
    let taken: Value = send("../../a b.txt", vec![b'a'; most]).await.unwrap().json().await.unwrap();
    assert_eq!(taken["name"], "a b.txt");
    let other =
        client.post("/chat/files").multipart(reqwest::multipart::Form::new().text("other", "x")).send().await.unwrap();
    refused(other, StatusCode::BAD_REQUEST, "malformed").await;
    // From then on nothing of a file is even read.
    stage.recorded.lock().unwrap().takes_files = false;
    refused(send("a.exe", Vec::new()).await.unwrap(), StatusCode::FORBIDDEN, "not-signed-in").await;
}

#[tokio::test]
async fn too_much_at_once_has_to_wait() {
    let stage = Stage::open().await;
    let client = Client::new(&stage).await;
    let mut last = client.message("hallo").await;
    for _ in 0..60 {
        last = client.message("hallo").await;
    }
    assert!(last.headers().contains_key("retry-after"));
    refused(last, StatusCode::TOO_MANY_REQUESTS, "too-many").await;
    let other = Client::new(&stage).await;
    assert_eq!(other.message("hallo").await.status(), StatusCode::ACCEPTED, "only who does too much has to wait");
}

#[tokio::test]
async fn every_answer_is_protected() {
    let stage = Stage::open().await;
    let page = reqwest::get(stage.url("/chat")).await.unwrap();
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert!(policy.contains("frame-ancestors 'self'") && policy.contains("require-trusted-types-for 'script'"));
    let header = |name: &str| page.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("referrer-policy"), "no-referrer");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("cache-control"), "no-store");
    assert!(!page.headers().contains_key("set-cookie"), "looking at the page makes no session");
    let html = page.text().await.unwrap();
    assert!(!html.contains("{{") && !html.contains('⟦'), "every text is filled in");
    assert!(!html.contains("style=") && !html.contains("onclick"));
    let script = html.split('"').find(|part| part.ends_with("/chat.js")).unwrap();
    let asset = reqwest::get(stage.url(script)).await.unwrap();
    assert!(asset.headers()["cache-control"].to_str().unwrap().contains("immutable"));
    assert_eq!(reqwest::get(stage.url("/chat/assets/x/chat.html")).await.unwrap().status(), StatusCode::NOT_FOUND);
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let rebound = http.get(stage.url("/chat")).header("host", "rebound.example").send().await.unwrap();
    assert_eq!(rebound.status(), StatusCode::MISDIRECTED_REQUEST);
}
