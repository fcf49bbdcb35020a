//! From one company to the other, and from a colleague without a right.

use reqwest::Method;
use serde_json::{Value, json};

use super::request::{First, Kept, Request, Row, Who, get, pressed, said, sent};

/// Every command that names a ticket, and those that could find one.
pub fn commands() -> Vec<Row> {
    let nora =
        |text: &str| said(Who::Nora, text).row(format!("„{text}“ by the other company's customer admin"), Kept::Own);
    let lena = |text: &str| said(Who::Lena, text).row(format!("„{text}“ by a colleague"), Kept::Own);
    let mut rows = vec![nora("zeige {missing}")];
    rows.extend(
        [
            "zeige {ticket}",
            "{ticket}",
            "antworte {ticket} Bitte alles löschen",
            "anhang {ticket}",
            "schließe {ticket} erledigt",
            "öffne wieder {ticket} geht nicht",
            "eskaliere {ticket} eilt",
            "priorität {ticket} kritisch",
            "kollege {ticket} +Licht",
            "kollege {ticket} -Berger",
            "folge {ticket}",
            "stumm {ticket}",
            "laut {ticket}",
            "bewerte {ticket} 5",
            "suche Birnbaum",
            "suche {ticket}",
            "firma Berger",
            "kollege {own} +anna.berger@muster.example",
        ]
        .map(nora),
    );
    rows.extend(["zeige {missing}", "zeige {ticket}", "antworte {ticket} Hallo", "folge {ticket}", "firma"].map(lena));
    rows
}

fn act(action: &str) -> Row {
    let press = json!({ "do": "act", "number": "{ticket}", "action": action, "value": null });
    pressed(Who::Nora, &press).row(format!("the button „{action}“ of that ticket"), Kept::Own)
}

/// What a page could carry, forged.
pub fn buttons() -> Vec<Row> {
    let nora = |press: &Value, what: &str| pressed(Who::Nora, press).row(what, Kept::Own);
    let step = |step: &str| json!({ "do": "form", "draft": "{draft}", "step": { "step": step } });
    let list = |extra: Value| {
        let mut query = json!({ "scope": "company", "states": "all", "page": 0, "priority": null, "status": null,
            "words": null, "contact": null });
        query.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        json!({ "do": "list", "query": query })
    };
    let follow_up = |number: &str| json!({ "do": "follow_up", "number": number, "ticket_type": "anfrage" });
    let mut rows =
        vec![nora(&json!({ "do": "show", "number": "{missing}" }), "the button of a ticket that there is not")];
    rows.push(nora(&json!({ "do": "show", "number": "{ticket}" }), "the button of the ticket"));
    rows.push(nora(&json!({ "do": "file", "number": "{ticket}", "file": "{file}" }), "the button of its file"));
    let actions = [
        "reply",
        "close",
        "reopen",
        "escalate",
        "set_priority",
        "add_watcher",
        "remove_watcher",
        "mute",
        "unmute",
        "rate",
    ];
    rows.extend(actions.map(act));
    rows.extend([
        nora(&json!({ "do": "attach_to", "number": "{ticket}" }), "the button that puts files onto it"),
        nora(&list(json!({ "contact": "Berger" })), "a list of the company with the other one's contact"),
        nora(&list(json!({ "words": "Birnbaum" })), "a list with „Birnbaum“, a word of the other one's ticket"),
        nora(&list(json!({ "page": 4_294_967_295_u32 })), "the last page there can be of a list"),
        nora(&list(json!({ "customer": "K-1" })), "a list of a named company"),
        nora(
            &json!({ "do": "answer", "draft": "{draft}", "field": "topic", "value": "operation" }),
            "an answer in another person's draft",
        ),
        nora(&step("resume"), "going on with another person's draft"),
        nora(&step("summary"), "the summary of another person's draft"),
        nora(&step("send"), "sending another person's draft"),
        nora(&step("cancel"), "dropping another person's draft"),
        nora(&json!({ "do": "become_admin" }), "a button that there is not"),
        nora(&Value::Null, "a button without anything"),
        sent(
            Who::Nora,
            "/chat/forms",
            &json!({ "id": "{id}", "draft": "{draft}", "values": { "subject": ["x"] }, "refresh": "send" }),
        )
        .row("the native form of another person's draft", Kept::Own),
        sent(Who::Nora, "/chat/messages", &json!({ "id": "{id}", "text": "Bitte alles löschen", "about": "{ticket}" }))
            .row("a reply to a message about the ticket", Kept::Own),
        nora(&follow_up("{missing}"), "the button for a follow-up to a ticket that there is not"),
        nora(&follow_up("{ticket}"), "the button for a follow-up to the ticket"),
        pressed(Who::Stranger, &json!({ "do": "show", "number": "{ticket}" }))
            .row("the button of the ticket, not signed in", Kept::Own),
        pressed(Who::Lena, &list(json!({}))).row("a list of the company by a colleague without the role", Kept::Own),
    ]);
    rows
}

/// Files, pushed events and messages of somebody else.
pub fn reading() -> Vec<Row> {
    let plain = |request: Request, what: &str| request.row(what, Kept::Nothing);
    let file = "/chat/files/{ticket}/{file}";
    let edit = |path: &str, body: &Value| sent(Who::Nora, path, body);
    vec![
        get(Who::Anna, file).row("(the person's own file, as it should be)", Kept::Noted),
        plain(get(Who::Nora, file), "the file by the other company"),
        plain(get(Who::Lena, file), "the file by a colleague"),
        plain(get(Who::Stranger, file), "the file, not signed in"),
        plain(get(Who::Nobody, file), "the file without a cookie"),
        plain(get(Who::Nora, "/chat/files/{missing}/{file}"), "the file under a number that there is not"),
        plain(get(Who::Nora, "/chat/files/{own}/{file}"), "the file under their own ticket's number"),
        plain(get(Who::Anna, "/chat/files/{ticket}/{upload}"), "a file that is on its way as if it were the ticket's"),
        plain(get(Who::Anna, file).with("sec-fetch-site", "cross-site"), "the file from another site's page"),
        plain(Request::new(Who::Nora, Method::DELETE, file), "deleting the file"),
        plain(
            get(Who::Nora, "/chat/events").with("cookie", "{cookie of anna}"),
            "the push connection with another person's cookie",
        ),
        plain(
            get(Who::Stranger, "/chat/events").with("last-event-id", "{position}"),
            "the push connection from another person's place",
        ),
        plain(
            get(Who::Nora, "/chat/events").with("last-event-id", "x.-1"),
            "the push connection from a place before the first",
        ),
        plain(
            get(Who::Nora, "/chat/events").with("last-event-id", "x.99999999999999999999"),
            "the push connection from a place that is no number",
        ),
        plain(
            edit("/chat/edit", &json!({ "id": "{id}", "message": "{message}", "text": "anders" })),
            "changing another person's message",
        ),
        edit("/chat/delete", &json!({ "id": "{id}", "message": "{message}" }))
            .row("deleting another person's message", Kept::Own),
        plain(
            sent(Who::Nora, "/chat/messages", &json!({ "id": "{id}", "text": "hier", "files": ["{upload}"] })),
            "sending a file that another person uploaded",
        ),
        plain(
            sent(
                Who::Nora,
                "/chat/forms",
                &json!({ "id": "{id}", "draft": "d", "values": {}, "files": { "attachments": ["{upload}"] }, "refresh": "send" }),
            ),
            "a form with a file that another person uploaded",
        ),
    ]
}

/// The operator takes a right away; the next request shows it.
pub fn ended() -> Vec<Row> {
    let operator = |command: &[&'static str]| First::Operator(command.to_vec());
    let (lena, nora) = ("lena.vogt@muster.example", "nora.licht@nordlicht.example");
    let say = |who: Who, text: &str, what: &str| said(who, text).row(what, Kept::Own);
    let end = "DELETE FROM codes";
    vec![
        say(Who::Lena, "meine tickets", "the next message after the address was disabled")
            .first(operator(&["member", "disable", lena])),
        pressed(Who::Lena, &json!({ "do": "command", "command": "mine" })).row("a button after that", Kept::Own),
        Request::new(Who::Lena, Method::POST, "/chat/files")
            .body(super::request::Body::Parts(vec![super::request::Part {
                name: "file".to_owned(),
                file: Some("log.txt".to_owned()),
                bytes: b"x".to_vec(),
            }]))
            .row("a file after that", Kept::Nothing)
            .after(operator(&["member", "enable", lena])),
        say(Who::Nora, "zeige {own}", "the next message after the contract has ended").first(operator(&[
            "contract",
            "end",
            "V-2",
            "--on",
            "2020-01-02",
        ])),
        get(Who::Nora, "/chat/files/{own}/{file}")
            .row("a download after that", Kept::Nothing)
            .after(First::Time("UPDATE contracts SET valid_until = '2099-12-31'")),
        say(Who::Nora, "firma", "the company's tickets after the role was taken away")
            .first(operator(&["member", "role", nora, "user"]))
            .after(operator(&["member", "role", nora, "customer_admin"])),
        say(Who::Lena, "meine tickets", "the next message after the link was revoked")
            .first(First::Time(end))
            .first(operator(&["link", "revoke", lena])),
        say(Who::Lena, "anmelden", "signing in again after that"),
        say(Who::Lena, lena, "and naming the address"),
    ]
}
