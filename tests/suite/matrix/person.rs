//! A person with a client that others wrote: typed requests to `tests/matrix/person.py`. A request that fails, or takes
//! too long, fails the test and says why.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::process::Stdio;
use std::sync::Mutex;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use super::room::{Identity, RoomPlan, Seen};
use super::synapse::{Account, PASSWORD, Synapse, folder, python, script};

/// Longest wait for anything that a person waits for.
pub const PATIENCE: Duration = Duration::from_mins(1);
/// How much later than the driver this side gives up.
const GRACE: Duration = Duration::from_secs(10);

/// A request that was not granted.
#[derive(Debug)]
pub struct Refusal {
    /// The server's code (`M_LIMIT_EXCEEDED`), or the driver's (`timeout`).
    pub kind: String,
    /// What it says.
    pub text: String,
    /// When to try again.
    pub retry_after_ms: Option<u64>,
}

/// One device of one user; ends with the value.
pub struct Person {
    /// The full id.
    pub user: String,
    /// The device's id.
    pub device: String,
    url: String,
    folder: tempfile::TempDir,
    talk: tokio::sync::Mutex<Talk>,
    /// Per room, the number of what was heard last.
    heard: Mutex<HashMap<String, u64>>,
}

impl Person {
    /// A new user, whose name begins like that, on a new device.
    pub async fn new(synapse: &Synapse, name: &str) -> Self {
        Self::with_device_of(synapse, &synapse.register(name)).await
    }

    /// A new device of that user.
    pub async fn with_device_of(synapse: &Synapse, account: &Account) -> Self {
        let login = json!({ "user": account.user, "password": PASSWORD });
        Self::begin(synapse.url.clone(), folder(), "login", login).await
    }

    /// Ends the client, and starts it again on the same device: it sees what was said meanwhile.
    pub async fn start_again(self) -> Self {
        let Self { url, folder, talk, .. } = self;
        talk.into_inner().end().await;
        Self::begin(url, folder, "restore", json!({})).await
    }

    async fn begin(url: String, folder: tempfile::TempDir, how: &str, with: Value) -> Self {
        let mut talk = Talk::start(&url, &folder);
        let me = talk.ask(how, with, PATIENCE).await.unwrap_or_else(|refusal| panic!("{how}: {refusal:?}"));
        let text = |key: &str| me[key].as_str().expect("an id").to_owned();
        let (user, device) = (text("user"), text("device"));
        Self { user, device, url, folder, talk: tokio::sync::Mutex::new(talk), heard: Mutex::default() }
    }

    /// Any request of the driver.
    pub async fn ask(&self, what: &str, with: Value) -> Result<Value, Refusal> {
        self.ask_within(what, with, PATIENCE).await
    }

    /// Any request of the driver, that must be done in that time.
    pub async fn ask_within(&self, what: &str, with: Value, patience: Duration) -> Result<Value, Refusal> {
        self.talk.lock().await.ask(what, with, patience).await
    }

    async fn done<T: DeserializeOwned>(&self, what: &str, with: Value) -> T {
        let shown = with.to_string();
        let answer = self.ask(what, with).await;
        let answer = answer.unwrap_or_else(|refusal| panic!("{} could not {what} {shown}: {refusal:?}", self.user));
        serde_json::from_value(answer).unwrap_or_else(|error| panic!("{what}: {error}"))
    }

    async fn id(&self, key: &str, what: &str, with: Value) -> String {
        let answer: Value = self.done(what, with).await;
        answer[key].as_str().expect("an id").to_owned()
    }

    /// Any request to the server in the person's name; the path from `/` on.
    pub async fn call(&self, method: &str, path: &str, body: Value) -> Value {
        self.done("call", json!({ "method": method, "path": path, "body": body })).await
    }

    /// Makes a room; its id.
    pub async fn room(&self, plan: &RoomPlan<'_>) -> String {
        self.id("room", "create", plan.request()).await
    }

    /// Makes an encrypted direct chat with somebody, who has still to join; its id.
    pub async fn invite_to_chat(&self, user: &str) -> String {
        self.room(&RoomPlan { invite: &[user], is_direct: true, is_encrypted: true, more: json!({}) }).await
    }

    /// The same, once they have joined.
    pub async fn chat_with(&self, user: &str) -> String {
        let room = self.invite_to_chat(user).await;
        self.sees_member(&room, user, "join").await;
        room
    }

    /// Joins what somebody invites to: the room, and whether it was said to be a direct chat.
    pub async fn accept_from(&self, user: &str) -> (String, bool) {
        let invite: Value = self.done("wait_invite", json!({ "sender": user })).await;
        let room = self.id("room", "join", json!({ "room": invite["room"] })).await;
        (room, invite["is_direct"] == true)
    }

    /// Invites somebody.
    pub async fn invite(&self, room: &str, user: &str) {
        let _nothing: Value = self.done("invite", json!({ "room": room, "user": user })).await;
    }

    /// Leaves.
    pub async fn leave(&self, room: &str) {
        let _nothing: Value = self.done("leave", json!({ "room": room })).await;
    }

    /// Puts somebody out.
    pub async fn kick(&self, room: &str, user: &str) {
        let _nothing: Value = self.done("kick", json!({ "room": room, "user": user })).await;
    }

    /// Puts somebody out for ever.
    pub async fn ban(&self, room: &str, user: &str) {
        let _nothing: Value = self.done("kick", json!({ "room": room, "user": user, "ban": true })).await;
    }

    /// Upgrades a room; the new one's id.
    pub async fn upgrade(&self, room: &str, version: &str) -> String {
        self.id("room", "upgrade", json!({ "room": room, "version": version })).await
    }

    /// A state of the room, as the server knows it.
    pub async fn state(&self, room: &str, kind: &str) -> Value {
        self.done("state", json!({ "room": room, "type": kind })).await
    }

    /// Changes a state of the room.
    pub async fn set_state(&self, room: &str, kind: &str, content: Value) {
        let _event: Value = self.done("set_state", json!({ "room": room, "type": kind, "content": content })).await;
    }

    /// Everybody who has or had to do with the room, and how, as the server knows it.
    pub async fn members(&self, room: &str) -> BTreeMap<String, String> {
        self.done("members", json!({ "room": room })).await
    }

    /// Waits until somebody's membership is seen (`join`, `invite`, `leave`).
    pub async fn sees_member(&self, room: &str, user: &str, membership: &str) {
        let wanted = json!({ "room": room, "user": user, "membership": membership });
        let _nothing: Value = self.done("wait_member", wanted).await;
    }

    /// Says something; the event's id.
    pub async fn says(&self, room: &str, text: &str) -> String {
        self.sends(room, text, json!({})).await
    }

    /// Says something in a special way: `html`, `msgtype`, `reply_to`, `thread`, `edits`, `mentions`.
    pub async fn sends(&self, room: &str, text: &str, mut how: Value) -> String {
        how["room"] = json!(room);
        how["body"] = json!(text);
        self.id("event", "send", how).await
    }

    /// Says something that nobody can read before `hands_over`.
    pub async fn withholds(&self, room: &str, text: &str) -> String {
        self.sends(room, text, json!({ "withhold": true })).await
    }

    /// Gives everybody in the room the key of what was withheld.
    pub async fn hands_over(&self, event: &str) {
        let _devices: Value = self.done("share", json!({ "event": event })).await;
    }

    /// Reacts.
    pub async fn reacts(&self, room: &str, event: &str, key: &str) -> String {
        self.id("event", "react", json!({ "room": room, "event": event, "key": key })).await
    }

    /// Deletes what was said.
    pub async fn redacts(&self, room: &str, event: &str) -> String {
        self.id("event", "redact", json!({ "room": room, "event": event })).await
    }

    /// Sends a file; the event's id.
    pub async fn sends_file(&self, room: &str, name: &str, mime: &str, bytes: &[u8]) -> String {
        let path = self.folder.path().join("sent");
        std::fs::write(&path, bytes).expect("written");
        self.id("event", "file", json!({ "room": room, "path": path, "name": name, "mime": mime })).await
    }

    /// What is in the file of a message that was seen.
    pub async fn downloads(&self, event: &str) -> Vec<u8> {
        let path = self.folder.path().join("received");
        let _size: Value = self.done("download", json!({ "event": event, "path": path })).await;
        std::fs::read(path).expect("saved")
    }

    /// Begins to type.
    pub async fn types(&self, room: &str) {
        let _nothing: Value = self.done("typing", json!({ "room": room })).await;
    }

    /// Has read up to there.
    pub async fn reads(&self, room: &str, event: &str) {
        let _nothing: Value = self.done("read", json!({ "room": room, "event": event })).await;
    }

    /// The next thing seen in the room, after number `after`, that has what is wanted; a list means one of these.
    pub async fn sees(&self, room: &str, after: u64, mut wanted: Value) -> Seen {
        wanted["room"] = json!(room);
        self.done("wait", json!({ "after": after, "wanted": wanted })).await
    }

    /// The next notice in the room after what was heard there last.
    pub async fn hears(&self, room: &str) -> Seen {
        let after = self.heard.lock().unwrap().get(room).copied().unwrap_or_default();
        let seen = self.sees(room, after, json!({ "type": "m.room.message", "msgtype": "m.notice" })).await;
        self.heard.lock().unwrap().insert(room.to_owned(), seen.n);
        seen
    }

    /// Says something, and the next notice after it.
    pub async fn asks(&self, room: &str, text: &str) -> Seen {
        let last: Value = self.done("last", json!({})).await;
        self.heard.lock().unwrap().insert(room.to_owned(), last["n"].as_u64().expect("a number"));
        self.says(room, text).await;
        self.hears(room).await
    }

    /// Everything seen in the room, in its order.
    pub async fn events(&self, room: &str) -> Vec<Seen> {
        self.done("events", json!({ "room": room })).await
    }

    /// What came and cannot be read (yet).
    pub async fn locked(&self) -> Vec<Seen> {
        self.done("locked", json!({})).await
    }

    /// Direct chats as the own account data name them: per user their rooms.
    pub async fn direct_chats(&self) -> BTreeMap<String, Vec<String>> {
        let known: Option<_> = self.done("account_data", json!({ "type": "m.direct" })).await;
        known.unwrap_or_default()
    }

    /// Makes cross-signing keys and signs the own device with them.
    pub async fn cross_signs(&self) {
        let _nothing: Value = self.done("cross_sign", json!({ "password": PASSWORD })).await;
    }

    /// Who somebody is, as the server hands it out, every signature checked.
    pub async fn identity_of(&self, user: &str) -> Identity {
        self.done("identity", json!({ "user": user })).await
    }

    /// Milliseconds from each of `count` messages to the notice that answers it, one after another.
    pub async fn round_trips(&self, room: &str, count: usize) -> Vec<f64> {
        self.done("round_trips", json!({ "room": room, "count": count })).await
    }
}

/// The driver's process.
struct Talk {
    process: Child,
    requests: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
    log: std::path::PathBuf,
    last: u64,
}

impl Talk {
    fn start(url: &str, folder: &tempfile::TempDir) -> Self {
        let log = folder.path().join("log");
        let errors = File::options().create(true).append(true).open(&log).expect("a log");
        let mut command = Command::new(python());
        command.arg(script("person.py")).arg(url).arg(folder.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(errors).kill_on_drop(true);
        let mut process = command.spawn().expect("python can be started");
        let requests = process.stdin.take().expect("piped");
        let answers = BufReader::new(process.stdout.take().expect("piped")).lines();
        Self { process, requests, answers, log, last: 0 }
    }

    async fn ask(&mut self, what: &str, with: Value, patience: Duration) -> Result<Value, Refusal> {
        self.last += 1;
        let request = json!({ "id": self.last, "do": what, "within": patience.as_secs_f64(), "with": with });
        let sent = self.requests.write_all(format!("{request}\n").as_bytes()).await;
        sent.unwrap_or_else(|error| panic!("{what}: {error}\n{}", self.log()));
        let mut answer = self.answer(what, patience).await;
        // Whoever asked before may have stopped waiting.
        while answer["id"].as_u64() < Some(self.last) {
            answer = self.answer(what, patience).await;
        }
        assert_eq!(answer["id"], self.last, "an answer to something else");
        let error = &answer["error"];
        if error.is_null() {
            return Ok(answer["ok"].take());
        }
        let text = |key: &str| error[key].as_str().unwrap_or_default().to_owned();
        Err(Refusal { kind: text("kind"), text: text("text"), retry_after_ms: error["retry_after_ms"].as_u64() })
    }

    async fn answer(&mut self, what: &str, patience: Duration) -> Value {
        let line = timeout(patience + GRACE, self.answers.next_line()).await;
        let line = line.unwrap_or_else(|_| panic!("{what}: the driver does not answer\n{}", self.log()));
        let line = line.expect("readable").unwrap_or_else(|| panic!("{what}: the driver ended\n{}", self.log()));
        serde_json::from_str(&line).expect("a line of JSON")
    }

    fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    async fn end(mut self) {
        drop(self.requests);
        let ended = timeout(GRACE, self.process.wait()).await.expect("the driver ends with its input");
        assert!(ended.expect("a child can be waited for").success());
    }
}
