//! The web chat's doors: forged, replayed and oversized requests.

use reqwest::Method;
use serde_json::{Value, json};

use super::request::{Body, First, Kept, Part, Request, Row, Who, file, get, pressed, said, sent};

/// A size that no body of JSON may have.
const TOO_LARGE_BYTES: usize = 600_000;
/// More than one file may have by default.
const MAX_FILE_BYTES: usize = 25 * 1024 * 1024;

/// Everything that changes something, as the page would send it.
fn changes(who: Who) -> Vec<Request> {
    let message = "11111111-1111-4111-8111-111111111111";
    vec![
        said(who, "hilfe"),
        pressed(who, &json!({ "do": "command", "command": "help" })),
        sent(who, "/chat/forms", &json!({ "id": "{id}", "draft": "{draft}", "values": {}, "refresh": "send" })),
        sent(who, "/chat/edit", &json!({ "id": "{id}", "message": message, "text": "anders" })),
        sent(who, "/chat/delete", &json!({ "id": "{id}", "message": message })),
        file(who, "log.txt", b"Zeile".to_vec()),
    ]
}

/// Not from the page, or not with its session.
pub fn forged() -> Vec<Row> {
    let mut rows = Vec::new();
    for request in changes(Who::Nora) {
        let path = request.path.clone();
        let row = |request: Request, how: &str| request.row(format!("`POST {path}` {how}"), Kept::Nothing);
        rows.extend([
            row(request.clone().with("origin", "https://evil.example"), "from another origin"),
            row(request.clone().without("origin"), "without an origin"),
            row(request.clone().without("cookie"), "without a cookie"),
            row(request.clone().without("x-ticketlotse-token"), "without the page's token"),
            row(request.clone().with("x-ticketlotse-token", "{token of anna}"), "with another person's token"),
            row(request.with("cookie", &format!("ticketlotse={}", "0f".repeat(32))), "with a made-up cookie"),
        ]);
    }
    let say = || said(Who::Nora, "hilfe");
    let events = || get(Who::Nora, "/chat/events");
    let session = || Request::new(Who::Nora, Method::POST, "/chat/session");
    let evil = "https://evil.example";
    let plain = |request: Request, what: &str| request.row(what, Kept::Nothing);
    rows.extend([
        plain(say().with("origin", "null"), "a message from a sandboxed frame (`Origin: null`)"),
        plain(say().with("origin", "https://localhost:4711"), "a message from the same host under another scheme"),
        plain(
            say().with("origin", "http://localhost:4711.evil.example"),
            "a message from an origin that begins like ours",
        ),
        plain(say().with("sec-fetch-site", "same-site"), "a message from a neighbouring site"),
        plain(say().with("sec-fetch-site", "cross-site"), "a message with our origin, but the browser says cross-site"),
        plain(say().with("cookie", "ticketlotse=short"), "a message with a cookie that is no secret"),
        plain(say().with("cookie", "{desk cookie}"), "a message with the cookie of the desk page"),
        plain(events().with("sec-fetch-site", "cross-site"), "`GET /chat/events` from another site"),
        plain(events().without("sec-fetch-site"), "`GET /chat/events` that does not say where it comes from"),
        plain(events().without("cookie"), "`GET /chat/events` without a cookie"),
        plain(
            events().with("x-ticketlotse-token", "{token of anna}"),
            "`GET /chat/events` with another person's token",
        ),
        plain(session().with("origin", evil).without("cookie"), "`POST /chat/session` from another origin"),
        plain(session().without("origin"), "`POST /chat/session` without an origin"),
        session().without("cookie").row("`POST /chat/session` without a cookie", Kept::Session),
        plain(get(Who::Nora, "/chat/messages?text=hilfe"), "a message as `GET`"),
        plain(Request::new(Who::Nora, Method::PUT, "/chat/messages"), "a message as `PUT`"),
        plain(
            Request::new(Who::Nobody, Method::OPTIONS, "/chat/messages")
                .with("origin", evil)
                .with("access-control-request-method", "POST"),
            "another site asks whether it may send messages (CORS)",
        ),
        plain(get(Who::Nora, "/chat/nothing"), "an address that does not exist"),
        plain(
            pressed(Who::Nora, &json!({ "do": "command", "command": "help" })).with("content-type", "text/plain"),
            "a button as a form of another site would send it (`text/plain`)",
        ),
    ]);
    rows
}

const REPLAYED: &str = "22222222-2222-4222-8222-222222222222";

fn again(text: &str) -> Request {
    sent(Who::Nora, "/chat/messages", &json!({ "id": REPLAYED, "text": text }))
}

fn confirm(event: &str, id: u32) -> Request {
    let press = json!({ "do": "confirm", "id": id, "yes": true });
    sent(Who::Nora, "/chat/press", &json!({ "id": event, "press": press }))
}

/// Sent before, by them or by others.
pub fn replayed() -> Vec<Row> {
    let before = |request: Request| First::Sent(request);
    let closing = "33333333-3333-4333-8333-333333333333";
    let ask = |address: &str| vec![before(said(Who::Stranger, "anmelden")), before(said(Who::Stranger, address))];
    let typed = |what: &str, code: &str, first: Vec<First>| {
        let row = said(Who::Stranger, code).row(what, Kept::Own);
        first.into_iter().fold(row, Row::first)
    };
    let (own, gone) = ("lena.vogt@muster.example", "UPDATE codes SET expires = 0");
    vec![
        again("danke").row("a message a second time", Kept::Nothing).first(before(again("danke"))),
        again("hilfe").row("another message under the same id", Kept::Nothing),
        sent(Who::Nora, "/chat/messages", &json!({ "id": "{message}", "text": "danke" }))
            .row("a message under the id of another person's", Kept::Own),
        confirm(closing, 1)
            .row("the button that confirmed a closing a second time", Kept::Nothing)
            .first(before(said(Who::Nora, "schließe {own} läuft wieder")))
            .first(before(confirm(closing, 1))),
        confirm("{id}", 1).row("the same button under a new id", Kept::Own),
        confirm("{id}", 4_000_000).row("a confirmation that was never asked for", Kept::Own),
        sent(Who::Nora, "/chat/delete", &json!({ "id": "44444444-4444-4444-8444-444444444444", "message": REPLAYED }))
            .row("a deletion a second time", Kept::Nothing)
            .first(before(sent(
                Who::Nora,
                "/chat/delete",
                &json!({ "id": "44444444-4444-4444-8444-444444444444", "message": REPLAYED }),
            ))),
        typed("a sign-in code that another chat used", "{used_code}", ask(own)),
        typed("a sign-in code when its ten minutes are over", "{code}", vec![First::Time(gone)]),
        typed("a made-up sign-in code, the first time", "AAAAAAAA", ask(own)),
        typed(
            "a made-up code, the fifth time",
            "BBBBBBBB",
            vec![
                before(said(Who::Stranger, "BBBBBBB2")),
                before(said(Who::Stranger, "BBBBBBB3")),
                before(said(Who::Stranger, "BBBBBBB4")),
            ],
        ),
        typed("the right code after five wrong ones", "{code}", Vec::new()),
        get(Who::Nora, "/chat/events")
            .with("last-event-id", "0000000000000000.1")
            .row("the push connection from a place under another link", Kept::Nothing),
        said(Who::Nora, "hilfe")
            .with("cookie", "{cookie of stranger}")
            .row("a message with the cookie of another browser", Kept::Nothing),
        said(Who::Nora, "hilfe")
            .with("cookie", "{early cookie}")
            .with("x-ticketlotse-token", "{early token}")
            .row("a message with cookie and token from before they signed in", Kept::Nothing)
            .first(First::Time("UPDATE sessions SET expires = 0 WHERE replaced = 1")),
        said(Who::Nobody, "hilfe")
            .with("cookie", "{gone cookie}")
            .with("x-ticketlotse-token", "{gone token}")
            .row("a message with cookie and token of somebody who signed out", Kept::Nothing),
    ]
}

fn long(length: usize) -> String {
    "x".repeat(length)
}

fn form(values: &Value, files: &Value) -> Request {
    let body = json!({ "id": "{id}", "draft": "d", "values": values, "files": files, "refresh": "send" });
    sent(Who::Nora, "/chat/forms", &body)
}

fn parts(parts: Vec<Part>) -> Request {
    Request::new(Who::Nora, Method::POST, "/chat/files").body(Body::Parts(parts))
}

/// More than is taken, or not what it should be.
pub fn oversized() -> Vec<Row> {
    let raw = |bytes: &[u8]| {
        Request::new(Who::Nora, Method::POST, "/chat/messages").body(Body::Raw("application/json", bytes.to_vec()))
    };
    let part =
        |name: &str, file: Option<&str>| Part { name: name.into(), file: file.map(Into::into), bytes: b"x".to_vec() };
    let plain = |request: Request, what: &str| request.row(what, Kept::Nothing);
    let many: serde_json::Map<String, Value> = (0..101).map(|n| (format!("f{n}"), json!(["x"]))).collect();
    let nested = format!("{{\"id\":\"{{id}}\",\"press\":{}{}}}", "[".repeat(2000), "]".repeat(2000));
    vec![
        plain(said(Who::Nora, &long(TOO_LARGE_BYTES)), "a body of 600 kB"),
        plain(said(Who::Nora, &long(20_001)), "a message of 20,001 characters"),
        plain(raw(b"").clone(), "an empty body"),
        plain(raw(b"{\"id\":"), "half a body"),
        plain(raw(b"{\"id\":\"{id}\",\"text\":\"\xff\xfe\"}"), "a text that is not UTF-8"),
        plain(raw(b"{\"id\":\"{id}\",\"text\":7}"), "a number as the text"),
        plain(raw(b"{\"id\":\"{id}\",\"text\":\"hilfe\",\"admin\":true}"), "a field that there is not"),
        plain(raw(b"{\"id\":\"17\",\"text\":\"hilfe\"}"), "an id that is none"),
        plain(said(Who::Nora, " \n\t"), "a message of blanks"),
        plain(
            Request::new(Who::Nora, Method::POST, "/chat/press")
                .body(Body::Raw("application/json", nested.into_bytes())),
            "a button 2,000 lists deep",
        ),
        plain(
            sent(Who::Nora, "/chat/messages", &json!({ "id": "{id}", "text": "x", "files": vec!["f"; 11] })),
            "a message with eleven files",
        ),
        plain(
            sent(Who::Nora, "/chat/messages", &json!({ "id": "{id}", "text": "x", "about": long(101) })),
            "a reply to a ticket number of 101 characters",
        ),
        plain(form(&Value::Object(many), &json!({})), "a form with 101 fields"),
        plain(form(&json!({ "subject": vec!["x"; 61] }), &json!({})), "a field with 61 values"),
        plain(form(&json!({ "subject": [long(20_001)] }), &json!({})), "a field with 20,001 characters"),
        plain(form(&json!({ "": ["x"] }), &json!({})), "a field without a name"),
        plain(form(&json!({}), &json!({ "attachments": vec!["f"; 11] })), "a form with eleven files in a field"),
        plain(file(Who::Nora, "log.txt", vec![b'x'; MAX_FILE_BYTES + 1]), "a file of 25 MiB and a byte"),
        plain(file(Who::Nora, "log.txt", Vec::new()), "an empty file"),
        plain(file(Who::Nora, "setup.exe", b"MZ".to_vec()), "a program"),
        plain(file(Who::Nora, "log.txt.exe", b"MZ".to_vec()), "a program that looks like a text"),
        plain(file(Who::Nora, "README", b"x".to_vec()), "a file without an ending"),
        plain(file(Who::Stranger, "log.txt", b"x".to_vec()), "a file before signing in"),
        plain(parts(vec![part("other", None)]), "an upload without a file"),
        plain(parts(Vec::new()), "an upload without parts"),
        plain(
            Request::new(Who::Nora, Method::POST, "/chat/files").body(Body::Raw("application/json", b"{}".to_vec())),
            "an upload that is no form",
        ),
        plain(said(Who::Nora, "hilfe").with("x-padding", &long(2_000_000)), "a header of 2 MB"),
        plain(said(Who::Nora, "").body(Body::Never(100)), "a message whose body never comes"),
        plain(
            file(Who::Nora, "log.txt", Vec::new())
                .with("content-type", "multipart/form-data; boundary=x")
                .body(Body::Never(1000)),
            "a file that never comes",
        ),
        plain(
            file(Who::Stranger, "log.txt", Vec::new())
                .with("content-type", "multipart/form-data; boundary=x")
                .body(Body::Never(1000)),
            "a file that never comes, before signing in",
        ),
    ]
}
