//! The desk page, the demo, health and metrics.

use reqwest::Method;

use super::request::{Body, Door, First, Kept, Part, Request, Row, Who, get};

fn form(path: &str, fields: &[(&str, &str)]) -> Request {
    let part =
        |(name, value): &(&str, &str)| Part { name: (*name).to_owned(), file: None, bytes: value.as_bytes().to_vec() };
    Request::new(Who::Agent, Method::POST, path).body(Body::Parts(fields.iter().map(part).collect()))
}

const TOKEN: (&str, &str) = ("token", "{desk token}");

fn note(op: &str) -> Request {
    form("/desk/tickets/{ticket}/note", &[TOKEN, ("op", op), ("text", "Quittenmus")])
}

/// The desk page.
pub fn desk() -> Vec<Row> {
    let plain = |request: Request, what: &str| request.row(what, Kept::Nothing);
    let mut rows = Vec::new();
    for path in [
        "/desk",
        "/desk/revision",
        "/desk/tickets/{ticket}",
        "/desk/tickets/{ticket}/files/{file}",
        "/desk/new",
        "/desk/contacts",
    ] {
        rows.push(get(Who::Nobody, path).row(format!("`GET {path}`, not signed in"), Kept::Nothing));
    }
    let posts = [
        "/desk/tickets/{ticket}/reply",
        "/desk/tickets/{ticket}/note",
        "/desk/tickets/{ticket}/change",
        "/desk/new",
        "/desk/contacts",
        "/desk/sign-out",
        "/desk/language",
    ];
    for path in posts {
        let fields = [TOKEN, ("op", "a1"), ("text", "x"), ("status", "closed"), ("version", "1")];
        let right = || form(path, &fields);
        let row = |request: Request, how: &str| request.row(format!("`POST {path}` {how}"), Kept::Nothing);
        rows.push(row(right().without("cookie"), "not signed in"));
        rows.push(row(right().with("origin", "https://evil.example"), "from another origin"));
        rows.push(row(form(path, &[("token", "0"), ("op", "a1"), ("text", "x")]), "with another token"));
    }
    let sign_in = |login: &str, password: &str| Request {
        who: Who::Nobody,
        ..form("/desk/sign-in", &[("login", login), ("password", password)])
    };
    let many: Vec<(&str, &str)> = std::iter::once(TOKEN).chain(std::iter::repeat_n(("x", "y"), 70)).collect();
    let long = "x".repeat(400_001);
    rows.extend([
        plain(get(Who::Nobody, "/desk").with("cookie", "{cookie of anna}"), "the desk page with a customer's cookie"),
        plain(
            get(Who::Nobody, "/desk").with("cookie", &format!("ticketlotse-desk={}", "0f".repeat(32))),
            "the desk page with a made-up cookie",
        ),
        plain(get(Who::Agent, "/desk").with("sec-fetch-site", "cross-site"), "the desk page in another site's frame"),
        sign_in("operator", "falsch").row("signing in with a wrong token", Kept::Noted),
        sign_in("niemand", "falsch").row("signing in as an agent whom there is not", Kept::Noted),
        sign_in("operator\r\nSet-Cookie: a=b", "' OR 1=1").row("a header and SQL in name and password", Kept::Noted),
        plain(
            Request { who: Who::Nobody, ..Request::new(Who::Agent, Method::POST, "/desk/sign-in") }
                .body(Body::Raw("application/json", b"{}".to_vec())),
            "signing in with what is no form",
        ),
        plain(sign_in("operator", &"x".repeat(20_000)), "signing in with a password of 20 kB"),
        plain(sign_in("operator", "x").with("origin", "https://evil.example"), "signing in from another origin"),
        note("a-note").row("a form a second time", Kept::Noted).first(First::Sent(note("a-note"))),
        plain(note(""), "a form without its key"),
        plain(note("../../x"), "a form with a key that is none"),
        plain(
            form("/desk/tickets/{missing}/note", &[TOKEN, ("op", "b1"), ("text", "x")]),
            "a note on a ticket that there is not",
        ),
        plain(
            form("/desk/tickets/{ticket}/change", &[TOKEN, ("op", "b2"), ("version", "x")]),
            "a change without the version that was seen",
        ),
        plain(form("/desk/language", &[TOKEN, ("language", "xx\r\nSet-Cookie: a=b")]), "a header in the language"),
        plain(form("/desk/tickets/{ticket}/note", &many), "a form with 70 fields"),
        plain(form("/desk/tickets/{ticket}/note", &[TOKEN, ("op", "b3"), ("text", &long)]), "a field of 400 kB"),
        plain(get(Who::Agent, "/desk/tickets/{missing}"), "a ticket that there is not"),
        plain(get(Who::Agent, "/desk/tickets/{own}/files/{file}"), "a file under another ticket's number"),
        plain(get(Who::Agent, "/desk/tickets/..%2f..%2fetc/files/passwd"), "a path in the place of a ticket"),
        plain(
            get(Who::Agent, "/desk?words=%27%20OR%201%3D1&page=999999999999"),
            "SQL and a page without end in a search",
        ),
        plain(get(Who::Nobody, "/desk/assets/x/..%2fmod.rs"), "a path out of the assets"),
        plain(
            Request { who: Who::Nobody, ..form("/desk/sign-in", &[]) }
                .with("content-type", "multipart/form-data; boundary=x")
                .body(Body::Never(1000)),
            "a sign-in that never comes",
        ),
    ]);
    rows
}

/// What is around them.
pub fn around() -> Vec<Row> {
    let plain = |request: Request, what: &str| request.row(what, Kept::Nothing);
    let demo = |path: &str| get(Who::Nobody, path).at(Door::Demo);
    vec![
        plain(get(Who::Nobody, "/"), "the demo's frame at what is served for real"),
        plain(get(Who::Nobody, "/mailbox/mails"), "the demo's mailbox at what is served for real"),
        plain(get(Who::Nobody, "/metrics"), "the metrics at the public address"),
        plain(Request::new(Who::Nobody, Method::POST, "/health/ready"), "`POST /health/ready`"),
        plain(
            Request::new(Who::Nobody, Method::POST, "/metrics").at(Door::Metrics),
            "`POST /metrics` at their own address",
        ),
        plain(get(Who::Nobody, "/chat").at(Door::Metrics), "the chat at the metrics' address"),
        plain(
            demo("/mailbox/mails").with("host", "rebound.example"),
            "the demo's mailbox under a name that was rebound",
        ),
        plain(demo("/chat").with("host", "rebound.example"), "the demo's chat under a name that was rebound"),
        plain(demo("/desk").with("host", "rebound.example"), "the demo's desk page under a name that was rebound"),
        plain(demo("/mailbox/mails").with("host", "127.0.0.1:1"), "the demo under another port's name"),
        plain(demo("/demo/assets/..%2fmailbox.html"), "a path out of the demo's assets"),
        plain(demo("/desk").with("sec-fetch-site", "cross-site"), "the demo's desk page in another site's frame"),
    ]
}
