//! One case: shown, answered, noted on, changed.

use std::sync::Arc;

use axum::extract::{Extension, Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::Desk;
use super::access::{Signed, audit};
use super::case_page::{self, Kept, Wrong};
use super::input::Input;
use super::trouble::Trouble;
use super::view::View;
use crate::desks::support::{Agent, AgentReply, Case, CaseChange, Seen};
use crate::domain::{FileId, OpKey, Priority, Status, Ticket, TicketNumber};
use crate::platforms::web::disposition;

/// What was just done, as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    pub(super) done: String,
}

/// `GET /desk/tickets/{number}`.
pub(super) async fn case(
    State(desk): State<Arc<Desk>>,
    Extension(signed): Extension<Signed>,
    Path(number): Path<TicketNumber>,
    Query(done): Query<Done>,
    headers: HeaderMap,
) -> Response {
    let view = View::new(&desk, &headers, Some(&signed));
    match desk.page.desk.case(&number).await {
        Ok(case) => case_page::render(&view, &case, &done.done, &Kept::default()).into_response(),
        Err(error) => Trouble::from(error).page(&view),
    }
}

/// `GET /desk/tickets/{number}/files/{file}`: always a download, never something the browser would run.
pub(super) async fn file(
    State(desk): State<Arc<Desk>>,
    Extension(signed): Extension<Signed>,
    Path((number, file)): Path<(TicketNumber, FileId)>,
    headers: HeaderMap,
) -> Response {
    match desk.page.desk.case_file(&number, &file).await {
        Ok(found) => {
            audit(&desk, &signed.login, "desk.file", Some(&number)).await;
            let headers = [
                (CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
                (CONTENT_DISPOSITION, disposition(&found.meta.name)),
                (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
                (CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
            ];
            (headers, found.bytes).into_response()
        }
        Err(error) => Trouble::from(error).page(&View::new(&desk, &headers, Some(&signed))),
    }
}

/// `POST /desk/tickets/{number}/reply`.
pub(super) async fn reply(
    State(desk): State<Arc<Desk>>,
    Extension(signed): Extension<Signed>,
    Path(number): Path<TicketNumber>,
    headers: HeaderMap,
    input: Input,
) -> Response {
    let written = write_reply(&desk, &signed, &number, &input).await;
    let kept = |trouble| Kept {
        reply: input.value("text").to_owned(),
        status: input.value("status").to_owned(),
        wrong: Some((Wrong::Reply, trouble)),
        ..Kept::default()
    };
    after(&desk, &signed, &headers, &number, "reply", written, kept).await
}

async fn write_reply(desk: &Desk, signed: &Signed, number: &TicketNumber, input: &Input) -> Result<Ticket, Trouble> {
    let text = input.value("text").to_owned();
    if text.is_empty() && input.files.is_empty() {
        return Err(Trouble::Empty);
    }
    let reply = AgentReply { text, files: input.files.clone(), status: Status::from_id(input.value("status")) };
    Ok(desk.page.desk.reply(&agent(signed), number, &reply, &input.op()?).await?)
}

/// `POST /desk/tickets/{number}/note`.
pub(super) async fn note(
    State(desk): State<Arc<Desk>>,
    Extension(signed): Extension<Signed>,
    Path(number): Path<TicketNumber>,
    headers: HeaderMap,
    input: Input,
) -> Response {
    let written = write_note(&desk, &signed, &number, &input).await;
    let kept =
        |trouble| Kept { note: input.value("text").to_owned(), wrong: Some((Wrong::Note, trouble)), ..Kept::default() };
    after(&desk, &signed, &headers, &number, "note", written, kept).await
}

async fn write_note(desk: &Desk, signed: &Signed, number: &TicketNumber, input: &Input) -> Result<Ticket, Trouble> {
    let text = input.value("text");
    if text.is_empty() && input.files.is_empty() {
        return Err(Trouble::Empty);
    }
    Ok(desk.page.desk.note(&agent(signed), number, text, &input.files, &input.op()?).await?)
}

/// `POST /desk/tickets/{number}/change`: status, priority and assignee, as far as they differ.
pub(super) async fn change(
    State(desk): State<Arc<Desk>>,
    Extension(signed): Extension<Signed>,
    Path(number): Path<TicketNumber>,
    headers: HeaderMap,
    input: Input,
) -> Response {
    let written = write_changes(&desk, &signed, &number, &input).await;
    let kept = |trouble| Kept { wrong: Some((Wrong::Change, trouble)), ..Kept::default() };
    after(&desk, &signed, &headers, &number, "change", written, kept).await
}

async fn write_changes(desk: &Desk, signed: &Signed, number: &TicketNumber, input: &Input) -> Result<Ticket, Trouble> {
    let case = desk.page.desk.case(number).await?;
    let mut seen = Seen::Version(input.value("version").parse().map_err(|_| Trouble::Invalid)?);
    let op = input.op()?;
    let mut ticket = case.held.ticket.clone();
    for (change, kind) in changes(&case, signed, input) {
        let op = OpKey::new(format!("{op}-{kind}"));
        ticket = desk.page.desk.change(&agent(signed), number, &change, seen, &op).await?;
        seen = Seen::Any;
    }
    Ok(ticket)
}

fn changes(case: &Case, signed: &Signed, input: &Input) -> Vec<(CaseChange, &'static str)> {
    let held = &case.held;
    let me = !input.value("me").is_empty();
    let assignee = if me { signed.name.as_str() } else { input.value("assignee") };
    let status = Status::from_id(input.value("status")).filter(|status| *status != held.ticket.status && !me);
    let priority = Priority::from_id(input.value("priority")).filter(|to| *to != held.ticket.priority && !me);
    let reassigned = assignee != held.assignee.as_deref().unwrap_or_default();
    let to = Some(assignee.to_owned()).filter(|name| !name.is_empty());
    [
        status.map(|status| (CaseChange::Status(status), "status")),
        priority.map(|priority| (CaseChange::Priority(priority), "priority")),
        reassigned.then_some((CaseChange::Assignee(to), "assignee")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub(super) fn agent(signed: &Signed) -> Agent {
    Agent { name: signed.name.clone() }
}

/// Leads back to the case; with trouble, what was typed is still there.
async fn after(
    desk: &Desk,
    signed: &Signed,
    headers: &HeaderMap,
    number: &TicketNumber,
    what: &str,
    written: Result<Ticket, Trouble>,
    kept: impl FnOnce(Trouble) -> Kept,
) -> Response {
    let view = View::new(desk, headers, Some(signed));
    let trouble = match written {
        Ok(ticket) => {
            audit(desk, &signed.login, &format!("desk.{what}"), Some(&ticket.number)).await;
            (desk.page.changed)();
            return Redirect::to(&format!("/desk/tickets/{}?done={what}", ticket.number)).into_response();
        }
        Err(trouble) => trouble,
    };
    match desk.page.desk.case(number).await {
        Ok(case) => (trouble.status(), case_page::render(&view, &case, "", &kept(trouble))).into_response(),
        Err(error) => Trouble::from(error).page(&view),
    }
}
