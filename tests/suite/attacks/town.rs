//! Two companies at the real program, with what one has and the other wants, and everything that is kept, to be compared.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use ticketlotse::database::{self, Database};
use uuid::Uuid;

use super::answer::{Answer, SECRETS, lasting, read, words};
use super::kept::{Everything, changes, tables};
use super::request::{Body, Door, First, Kept, Request, Row, Who};
use crate::running::binary::{Installation, PUBLIC_URL, Running, texts};
use crate::running::customer::{Customer, newest_code};

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(40);
/// What opens the desk page.
const DESK_TOKEN: &str = "der-token-des-betreibers-1234";

const ANNA: &str = "anna.berger@muster.example";
const LENA: &str = "lena.vogt@muster.example";
const TOBIAS: &str = "tobias.krueger@muster.example";
const NORA: &str = "nora.licht@nordlicht.example";

/// The town.
pub struct Town {
    home: Installation,
    server: Running,
    demo: Demo,
    metrics: String,
    db: Arc<dyn Database>,
    http: Client,
    tables: Vec<(String, &'static str)>,
    people: HashMap<Who, Customer>,
    /// Conversations by person.
    conversations: HashMap<Who, String>,
    /// What the browsers are called.
    accounts: HashMap<Who, String>,
    desk: (String, String),
    names: BTreeMap<&'static str, String>,
    areas: u8,
}

/// The demo, ended with this.
struct Demo {
    child: std::process::Child,
    port: String,
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _over = self.child.wait();
    }
}

impl Demo {
    fn start() -> Self {
        use std::io::{BufRead as _, BufReader};
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_ticketlotse"));
        let folder = std::env::temp_dir();
        let command = command.args(["demo", "--port", "0"]).current_dir(folder).stdout(std::process::Stdio::piped());
        let mut child = command.stderr(std::process::Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            line.split_once("http://127.0.0.1:").map(|(_, rest)| rest.trim_end_matches('/').to_owned())
        });
        Self { child, port: port.expect("the demo says where it is") }
    }
}

fn home() -> Installation {
    let extra =
        format!("[desk]\npage = true\noperator_token = \"{DESK_TOKEN}\"\n[metrics]\nlisten = \"127.0.0.1:0\"\n");
    let home = Installation::new(&extra);
    let config = std::fs::read_to_string(home.path("ticketlotse.toml")).unwrap();
    let config = config.replace("[server]", "[server]\ntrusted_proxies = [\"127.0.0.1\"]");
    std::fs::write(home.path("ticketlotse.toml"), config).unwrap();
    for (kind, csv) in [
        ("customer", "id,name\nK-2,Nordlicht Kliniken\n".to_owned()),
        ("contract", "id,customer,name,valid_from,valid_until\nV-2,K-2,Basis,2020-01-01,2099-12-31\n".to_owned()),
        (
            "member",
            format!("email,customer,name,role\n{LENA},K-1,Lena Vogt,user\n{NORA},K-2,Nora Licht,customer_admin\n"),
        ),
    ] {
        std::fs::write(home.path("more.csv"), csv).unwrap();
        let file = home.path("more.csv").display().to_string();
        assert!(home.command(&[kind, "import", &file]).status.success());
    }
    home
}

impl Town {
    /// Everybody is there: Anna has a ticket with a file, a note of support's, a draft and a file on its way.
    pub async fn found() -> Self {
        let home = home();
        let mut server = home.serve();
        let metrics = server.logged("metrics", "address");
        let db = database::open(&format!("sqlite:{}", home.path("lotse.db").display())).await.unwrap();
        let tables = tables(&*db).await;
        let http = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let (people, conversations, desk) = (HashMap::new(), HashMap::new(), (String::new(), String::new()));
        let (demo, accounts, names, areas) = (Demo::start(), HashMap::new(), BTreeMap::new(), 0);
        let mut town =
            Self { home, server, demo, metrics, db, http, tables, people, conversations, accounts, desk, names, areas };
        town.comes(Who::Anna, Some(ANNA)).await;
        town.comes(Who::Lena, Some(LENA)).await;
        town.one_has_gone().await;
        town.signs_in_at_the_desk().await;
        town.anna_has_things().await;
        town
    }

    /// An area begins: the attackers come anew, so that no limit of the one before counts.
    pub async fn begins(&mut self) {
        self.areas += 1;
        self.comes(Who::Nora, Some(NORA)).await;
        self.comes(Who::Stranger, None).await;
        if !self.names.contains_key("{own}") {
            let number = self.files(Who::Nora, "Frage zum Ahornweg").await;
            self.names.insert("{own}", number);
        }
    }

    async fn comes(&mut self, who: Who, address: Option<&str>) {
        let customer = Customer::open(&self.server).await;
        customer.reads(0, "Bitte melden Sie sich").await;
        if who == Who::Nora {
            self.names.extend([("{early cookie}", customer.cookie()), ("{early token}", customer.token())]);
        }
        if let Some(address) = address {
            let code = customer.sign_in(&self.home, address).await;
            self.names.insert("{used_code}", code);
        }
        let user = customer.told().await["user"].as_str().unwrap().to_owned();
        let sql = "SELECT c.id FROM conversations c JOIN identities i ON i.id = c.identity WHERE i.account = $1";
        let row = self.db.row(sql, vec![user.as_str().into()]).await.unwrap().unwrap();
        self.conversations.insert(who, row.get("id").unwrap());
        self.accounts.insert(who, user);
        self.people.insert(who, customer);
    }

    async fn files(&self, who: Who, subject: &str) -> String {
        let customer = &self.people[&who];
        for (text, answer) in [
            ("neu anfrage", "Schritt 1 von"),
            ("Bedienung", "Schritt 2 von"),
            (subject, "Schritt 3 von"),
            (&format!("Wie stelle ich das um: {subject}?"), "Möchten Sie weitere Angaben"),
            ("nein", "Zusammenfassung"),
        ] {
            customer.asks(text, answer).await;
        }
        let told = customer.asks("absenden", "ist angelegt").await;
        let at = told.find("CS-").unwrap();
        told[at..at + "CS-2026-000001".len()].to_owned()
    }

    async fn anna_has_things(&mut self) {
        let number = self.files(Who::Anna, SECRETS[0]).await;
        let anna = &self.people[&Who::Anna];
        let upload = async |name: &str| {
            let part = reqwest::multipart::Part::bytes(SECRETS[0].as_bytes().to_vec()).file_name(name.to_owned());
            let form = reqwest::multipart::Form::new().part("file", part);
            let sent = anna.request(Method::POST, "/chat/files").multipart(form).send().await.unwrap();
            sent.json::<Value>().await.unwrap()["id"].as_str().unwrap().to_owned()
        };
        let log = upload("log.txt").await;
        let message = Uuid::now_v7().to_string();
        let body = json!({ "id": message, "text": SECRETS[2], "files": [log], "about": number });
        let before = anna.seen().len();
        let sent = anna.request(Method::POST, "/chat/messages").json(&body).send().await.unwrap();
        assert_eq!(sent.status(), StatusCode::ACCEPTED);
        anna.reads(before, "Gesendet zu").await;
        let note = format!("{} {}", SECRETS[1], SECRETS[2]);
        assert!(self.home.command(&["desk", "note", &number, &note]).status.success());
        anna.asks("neu anfrage", "Schritt 1 von").await;
        let on_its_way = upload("anderes.txt").await;
        let db = Arc::clone(&self.db);
        let text = async |sql: &'static str| db.row(sql, vec![]).await.unwrap().unwrap().get::<String>("t").unwrap();
        let file = text("SELECT id AS t FROM desk_files").await;
        let state =
            text("SELECT state AS t FROM conversations WHERE state LIKE '%anfrage%' AND state LIKE '%drafts%'").await;
        let state: Value = serde_json::from_str(&state).unwrap();
        let draft = draft_in(&state).expect("Anna has a draft");
        let position = text("SELECT CAST(MAX(seq) AS TEXT) AS t FROM feed").await;
        let year = number.split('-').nth(1).unwrap().to_owned();
        self.names.extend([
            ("{missing}", format!("CS-{year}-999999")),
            ("{ticket}", number),
            ("{file}", file),
            ("{upload}", on_its_way),
            ("{message}", message),
            ("{draft}", draft),
            ("{position}", position),
        ]);
    }

    /// Somebody signed in and out.
    async fn one_has_gone(&mut self) {
        let gone = Customer::open(&self.server).await;
        gone.reads(0, "Bitte melden Sie sich").await;
        gone.sign_in(&self.home, TOBIAS).await;
        gone.told().await;
        self.names.extend([("{gone cookie}", gone.cookie()), ("{gone token}", gone.token())]);
        gone.asks("abmelden", "abmelden").await;
        gone.says("ja").await;
        self.rests().await;
    }

    async fn signs_in_at_the_desk(&mut self) {
        let form =
            |token: &str| reqwest::multipart::Form::new().text("login", "operator").text("password", token.to_owned());
        let host = PUBLIC_URL.trim_start_matches("http://");
        let page = |request: reqwest::RequestBuilder| request.header("host", host).header("origin", PUBLIC_URL);
        let sent = self.http.post(self.server.url("/desk/sign-in")).multipart(form(DESK_TOKEN));
        let sent = page(sent).send().await.unwrap();
        assert_eq!(sent.status(), StatusCode::SEE_OTHER, "{sent:?}");
        let cookie = sent.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let html = page(self.http.get(self.server.url("/desk"))).header("cookie", &cookie).send().await.unwrap();
        let html = html.text().await.unwrap();
        let (_, rest) = html.split_once("name=\"token\" value=\"").expect("the page has a token");
        self.desk = (cookie, rest.split('"').next().unwrap().to_owned());
    }

    /// One attempt: its answer, and what is wrong about it.
    pub async fn tries(&mut self, row: &Row) -> (Answer, Vec<String>) {
        for first in &row.first {
            self.happens(first).await;
        }
        let who = row.request.who;
        let own = self.conversations.get(&who).filter(|_| row.kept == Kept::Own);
        let own = own.map(|conversation| [conversation.clone(), self.accounts[&who].clone()]);
        self.rests().await;
        let before = self.everything(own.as_ref()).await;
        let shown = self.shown(who).await;
        let mut answer = self.send(&row.request).await;
        self.rests().await;
        let said = self.said(who, shown).await;
        if !said.is_empty() {
            answer.sees = said;
        }
        let after = self.everything(own.as_ref()).await;
        let mut wrong = changes(&before, &after, row.kept);
        if who != Who::Anna && who != Who::Agent {
            // What they name themself may come back.
            let secrets = SECRETS.iter().filter(|secret| !row.what.contains(**secret));
            let secrets = secrets.filter(|secret| format!("{} {}", answer.sees, answer.body).contains(**secret));
            wrong.extend(secrets.map(|secret| format!("they saw {secret}: {}", answer.sees)));
        }
        for name in ["{own}", "{ticket}", "{missing}", "{upload}"] {
            answer.sees = answer.sees.replace(&self.names[name], name);
        }
        answer.sees = lasting(&answer.sees);
        for after in &row.after {
            self.happens(after).await;
        }
        (answer, wrong)
    }

    async fn happens(&mut self, first: &First) {
        match first {
            First::Sent(request) => {
                let answer = self.send(request).await;
                assert!(answer.status.starts_with('2') || answer.status == "303", "{request:?}: {}", answer.status);
                self.rests().await;
                if self.people.contains_key(&request.who)
                    && let Some(code) = newest_code(&self.home)
                {
                    self.names.insert("{code}", code);
                }
            }
            First::Operator(command) => {
                let done = self.home.command(command);
                assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
            }
            First::Time(sql) => {
                self.db.execute(sql, vec![]).await.unwrap();
            }
        }
    }

    fn filled(&self, text: &str) -> String {
        let mut text = text.replace("{id}", &Uuid::now_v7().to_string());
        for (name, value) in &self.names {
            text = text.replace(name, value);
        }
        for (name, who) in [("anna", Who::Anna), ("nora", Who::Nora), ("stranger", Who::Stranger)] {
            if let Some(customer) =
                self.people.get(&who).filter(|_| text.contains("{cookie of") || text.contains("{token of"))
            {
                text = text.replace(&format!("{{cookie of {name}}}"), &customer.cookie());
                text = text.replace(&format!("{{token of {name}}}"), &customer.token());
            }
        }
        text.replace("{desk cookie}", &self.desk.0).replace("{desk token}", &self.desk.1)
    }

    /// What the page itself would send along.
    fn page_headers(&self, request: &Request) -> Vec<(&'static str, String)> {
        let mut headers = vec![
            ("host", PUBLIC_URL.trim_start_matches("http://").to_owned()),
            ("x-forwarded-for", format!("198.51.100.{}", self.areas)),
        ];
        if request.door == Door::Demo {
            headers = vec![("host", format!("127.0.0.1:{}", self.demo.port))];
        }
        if request.method != Method::GET {
            headers.push(("origin", PUBLIC_URL.to_owned()));
        }
        headers.push(("sec-fetch-site", "same-origin".to_owned()));
        if request.who == Who::Agent {
            headers.push(("cookie", self.desk.0.clone()));
        } else if let Some(customer) = self.people.get(&request.who) {
            headers.push(("cookie", customer.cookie()));
            headers.push(("x-ticketlotse-token", customer.token()));
        }
        headers
    }

    fn address(&self, door: Door) -> String {
        match door {
            Door::Served => self.server.address.clone(),
            Door::Demo => format!("127.0.0.1:{}", self.demo.port),
            Door::Metrics => self.metrics.clone(),
        }
    }

    async fn send(&self, request: &Request) -> Answer {
        let address = self.address(request.door);
        let mut headers = self.page_headers(request);
        for (name, value) in &request.headers {
            headers.retain(|(known, _)| known != name);
            if !value.is_empty() {
                headers.push((name, self.filled(value)));
            }
        }
        let path = self.filled(&request.path);
        if let Body::Never(length) = request.body {
            return super::raw::never(&address, &path, &headers, length).await;
        }
        let mut builder = self.http.request(request.method.clone(), format!("http://{address}{path}"));
        for (name, value) in headers {
            builder = builder.header(name, value);
        }
        builder = match &request.body {
            Body::Empty | Body::Never(_) => builder,
            Body::Raw(kind, bytes) => {
                let bytes = match std::str::from_utf8(bytes) {
                    Ok(text) => self.filled(text).into_bytes(),
                    Err(_) => bytes.clone(),
                };
                builder.header("content-type", *kind).body(bytes)
            }
            Body::Parts(parts) => {
                let mut form = reqwest::multipart::Form::new();
                for part in parts {
                    form = if let Some(name) = &part.file {
                        let file = reqwest::multipart::Part::bytes(part.bytes.clone()).file_name(name.clone());
                        form.part(part.name.clone(), file)
                    } else {
                        let text = String::from_utf8(part.bytes.clone()).unwrap();
                        form.text(part.name.clone(), self.filled(&text))
                    };
                }
                builder.multipart(form)
            }
        };
        let stream = path == "/chat/events";
        match builder.send().await {
            Ok(response) => read(response, stream).await,
            Err(error) => panic!("{request:?}: {error:?}"),
        }
    }

    /// Waits until nothing is in hand.
    async fn rests(&self) {
        let begun = Instant::now();
        loop {
            let sql = "SELECT (SELECT COUNT(*) FROM inbox WHERE state = 'pending')
                + (SELECT COUNT(*) FROM outbox WHERE state = 'pending') AS n";
            let row = self.db.row(sql, vec![]).await.unwrap().unwrap();
            if row.get::<i64>("n").unwrap() == 0 {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "something stays in hand");
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
    }

    async fn shown(&self, who: Who) -> i64 {
        let Some(conversation) = self.conversations.get(&who) else { return 0 };
        let sql = "SELECT COALESCE(MAX(seq), 0) AS n FROM feed WHERE conversation = $1";
        self.db.row(sql, vec![conversation.as_str().into()]).await.unwrap().unwrap().get("n").unwrap()
    }

    /// What the bot said to them since.
    async fn said(&self, who: Who, since: i64) -> String {
        let Some(conversation) = self.conversations.get(&who) else { return String::new() };
        let sql = "SELECT item FROM feed WHERE conversation = $1 AND seq > $2 ORDER BY seq";
        let rows = self.db.rows(sql, vec![conversation.as_str().into(), since.into()]).await.unwrap();
        let items = rows.iter().map(|row| serde_json::from_str::<Value>(&row.get::<String>("item").unwrap()).unwrap());
        let said: Vec<String> = items.filter_map(|item| Some(words(item["message"].get("blocks")?))).collect();
        said.join("\n")
    }

    /// Everything that is kept, but for rows that name a conversation or its browser; links and identities stay in.
    async fn everything(&self, without: Option<&[String; 2]>) -> Everything {
        let mut all = Everything::new();
        for (table, sql) in &self.tables {
            let rows = self.db.rows(sql, vec![]).await.unwrap();
            let rows = rows.iter().map(|row| row.get::<String>("r").unwrap());
            let always = ["links", "identities"].contains(&table.as_str());
            let names = |row: &String, own: &[String; 2]| own.iter().any(|own| row.contains(own.as_str()));
            let kept = rows.filter(|row| always || without.is_none_or(|own| !names(row, own)));
            all.insert(table.clone(), kept.collect());
        }
        all.insert("mails".to_owned(), texts(&self.home.path("mail")).lines().map(str::to_owned).collect());
        all
    }
}

fn draft_in(state: &Value) -> Option<String> {
    let drafts = state["drafts"].as_array()?;
    drafts.iter().find_map(|draft| draft["id"].as_str()).map(str::to_owned)
}
