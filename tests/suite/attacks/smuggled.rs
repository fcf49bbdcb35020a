//! Characters, markup and paths that mean something to somebody further on.

use serde_json::json;

use super::request::{First, Kept, Request, Row, Who, file, get, said, sent};

/// The rows.
pub fn rows() -> Vec<Row> {
    let own = |text: &str, what: &str| said(Who::Nora, text).row(what, Kept::Own);
    let stranger = |text: &str, what: &str| said(Who::Stranger, text).row(what, Kept::Own);
    let plain = |request: Request, what: &str| request.row(what, Kept::Nothing);
    let asked = || First::Sent(said(Who::Stranger, "anmelden"));
    let upload = |name: &str, what: &str| file(Who::Nora, name, b"x".to_vec()).row(what, Kept::Own);
    vec![
        own("dan\u{0}ke\u{1b}[31m", "NUL and escape sequences in a message"),
        own("suche <img src=x onerror=alert(1)>", "markup in a search"),
        own("suche **fett** _kursiv_ [x](http://evil.example)", "markup of chats in a search"),
        own("suche \u{202e}gnagnE", "characters that turn the reading direction"),
        own("zeige CS-2026-000001' OR '1'='1", "SQL in a ticket number"),
        own("suche %' OR 1=1 --", "SQL in a search"),
        own("suche %", "a wildcard in a search"),
        own("{ $number } { -brand } {0}", "placeholders of texts in a message"),
        stranger("a@b.example\r\nBcc: c@d.example", "a header in an address").first(asked()),
        stranger("nora.licht@nordlicht.example\u{0}@evil.example", "an address that ends in another domain"),
        upload("../../etc/passwd.txt", "a path as a file's name"),
        upload("C:\\Windows\\log.txt", "a path of Windows as a file's name"),
        plain(file(Who::Nora, "a\r\nX-Injected: 1.txt", b"x".to_vec()), "a line break in a file's name"),
        plain(file(Who::Nora, "rechnung\u{202e}fdp.exe", b"x".to_vec()), "a name that reads backwards"),
        plain(get(Who::Nobody, "/chat/assets/x/..%2f..%2fchat.html"), "a path out of the assets"),
        plain(get(Who::Nobody, "/chat/assets/x/chat.html"), "the page's template as an asset"),
        plain(get(Who::Nora, "/chat/files/..%2f..%2fetc/passwd"), "a path in the place of a ticket's number"),
        plain(get(Who::Nora, "/chat/files/{own}/..%2f..%2fetc%2fpasswd"), "a path in the place of a file"),
        plain(get(Who::Nora, "/chat/files/{own}/%00"), "NUL in the place of a file"),
        sent(
            Who::Nora,
            "/chat/press",
            &json!({ "id": "{id}", "label": "<script>alert(1)</script>\u{1b}", "press": { "do": "cancel" } }),
        )
        .row("markup as the label of a button", Kept::Own),
    ]
}
