//! A real Chromium, driven by its chromedriver over HTTP (W3C `WebDriver` and the vendor's `DevTools` door). Both are
//! children of the test and end with it, whatever happens.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::{Semaphore, SemaphorePermit};

const CHROMIUM: &str = "/usr/bin/chromium";
const CHROMEDRIVER: &str = "/usr/bin/chromedriver";
/// The key of an element in `WebDriver`'s JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// How long a page may take to become what a test waits for.
const PATIENCE: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(50);
/// Browsers at once: more only wait for each other.
static PLACES: Semaphore = Semaphore::const_new(2);

/// A process that is killed with its owner.
struct Owned(Child);

impl Drop for Owned {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A browser with one page.
pub struct Browser {
    http: reqwest::Client,
    session: String,
    _driver: Owned,
    _chromium: Owned,
    _profile: tempfile::TempDir,
    _place: SemaphorePermit<'static>,
}

/// An element of the page.
#[derive(Clone, Debug)]
pub struct Element(pub String);

/// How the page is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// A desktop window.
    Desktop,
    /// A wide desktop window, for the demo's frame.
    Wide,
    /// The smallest phone that counts (WCAG 1.4.10).
    Phone,
    /// A desktop window at 200 % zoom.
    Zoomed,
}

impl Screen {
    /// Width and height in CSS pixels, and device pixels per CSS pixel.
    pub fn size(self) -> (u32, u32, u32) {
        match self {
            Self::Desktop => (1100, 860, 1),
            Self::Wide => (1440, 900, 1),
            Self::Phone => (320, 640, 2),
            Self::Zoomed => (640, 430, 2),
        }
    }
}

/// How often a driver is started at most.
const DRIVER_STARTS: usize = 5;

fn tool(path: &str) -> Command {
    assert!(Path::new(path).exists(), "{path} is missing: `make test` installs what the tests need");
    Command::new(path)
}

fn first_line_with(child: &mut Child, sign: &str) -> Option<String> {
    let out = child.stdout.take().expect("the child's output is piped");
    let mut lines = BufReader::new(out).lines().map_while(Result::ok);
    lines.find(|line| line.contains(sign))
}

/// A driver and the port that it listens on. It takes a free port of one kind of address and ends when the same one of the
/// other kind is taken: then another is started.
fn driver() -> (Owned, String) {
    for _ in 0..DRIVER_STARTS {
        let driver = tool(CHROMEDRIVER).args(["--port=0"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut driver = Owned(driver.unwrap());
        if let Some(said) = first_line_with(&mut driver.0, "started successfully on port ") {
            let port = said.rsplit("port ").next().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
            return (driver, port);
        }
    }
    panic!("ChromeDriver did not start");
}

async fn debugging_port(profile: &Path) -> u16 {
    for _ in 0..300 {
        let text = std::fs::read_to_string(profile.join("DevToolsActivePort")).unwrap_or_default();
        if let Some(port) = text.lines().next().and_then(|line| line.parse().ok()) {
            return port;
        }
        tokio::time::sleep(PAUSE).await;
    }
    panic!("Chromium did not open its debugging port");
}

impl Browser {
    /// Starts a browser without any history.
    pub async fn open() -> Self {
        let place = PLACES.acquire().await.unwrap();
        let profile = tempfile::tempdir().unwrap();
        let chromium = tool(CHROMIUM)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--disable-dev-shm-usage", "--hide-scrollbars", "--lang=de", "--remote-debugging-port=0"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let chromium = Owned(chromium);
        let (driver, port) = driver();
        let debugger = format!("127.0.0.1:{}", debugging_port(profile.path()).await);
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let base = format!("http://127.0.0.1:{port}/session");
        let options = json!({ "debuggerAddress": debugger });
        let wanted =
            json!({ "capabilities": { "alwaysMatch": { "browserName": "chrome", "goog:chromeOptions": options } } });
        let answer: Value = http.post(&base).json(&wanted).send().await.unwrap().json().await.unwrap();
        let id = answer["value"]["sessionId"].as_str().unwrap_or_else(|| panic!("no WebDriver session: {answer}"));
        let browser = Self {
            session: format!("{base}/{id}"),
            http,
            _driver: driver,
            _chromium: chromium,
            _profile: profile,
            _place: place,
        };
        browser.screen(Screen::Desktop).await;
        browser
    }

    async fn post(&self, command: &str, body: &Value) -> Result<Value, String> {
        let url = format!("{}/{command}", self.session);
        let mut answer: Value = self.http.post(url).json(body).send().await.unwrap().json().await.unwrap();
        match answer["value"]["error"].as_str() {
            Some(error) => Err(format!("{error}: {}", answer["value"]["message"].as_str().unwrap_or_default())),
            None => Ok(answer["value"].take()),
        }
    }

    async fn get(&self, command: &str) -> Value {
        let url = format!("{}/{command}", self.session);
        let mut answer: Value = self.http.get(url).send().await.unwrap().json().await.unwrap();
        answer["value"].take()
    }

    /// Speaks the `DevTools` protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.post("goog/cdp/execute", &json!({ "cmd": command, "params": parameters })).await.unwrap()
    }

    /// Sets the size of the page.
    pub async fn screen(&self, screen: Screen) {
        let (width, height, scale) = screen.size();
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Chooses light or dark, and asks for little movement: a picture of something that moves proves nothing.
    pub async fn scheme(&self, scheme: &str) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" }
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
        // The answer comes before every element has its new colours: a changed property makes the page compute all of them
        // anew, and two frames show them.
        let settle = "const done = arguments[arguments.length - 1];
            const root = document.documentElement;
            const wait = () => matchMedia(`(prefers-color-scheme: ${arguments[0]})`).matches ? settle() : setTimeout(wait, 10);
            const settle = () => {
                root.style.setProperty('--settled', arguments[0]);
                requestAnimationFrame(() => { root.style.removeProperty('--settled'); requestAnimationFrame(() => done(true)); });
            };
            wait();";
        self.run_async(settle, json!([scheme])).await;
    }

    /// Opens an address.
    pub async fn go(&self, url: &str) {
        self.post("url", &json!({ "url": url })).await.unwrap();
    }

    /// Runs a script; what it returns.
    pub async fn run(&self, script: &str, arguments: Value) -> Value {
        self.post("execute/sync", &json!({ "script": script, "args": arguments }))
            .await
            .unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Runs a script that calls its last argument when it is done.
    pub async fn run_async(&self, script: &str, arguments: Value) -> Value {
        self.post("execute/async", &json!({ "script": script, "args": arguments }))
            .await
            .unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// The elements of a CSS selector, as they are now.
    pub async fn all(&self, css: &str) -> Vec<Element> {
        let found = self.post("elements", &json!({ "using": "css selector", "value": css })).await.unwrap();
        let id = |value: &Value| value[ELEMENT].as_str().map(|id| Element(id.to_owned()));
        found.as_array().map(|list| list.iter().filter_map(id).collect()).unwrap_or_default()
    }

    /// The first element of a CSS selector; waits for it.
    pub async fn find(&self, css: &str) -> Element {
        for _ in 0..PATIENCE.as_millis() / PAUSE.as_millis() {
            if let Some(element) = self.all(css).await.into_iter().next() {
                return element;
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("there is no {css} on the page:\n{}", self.text().await);
    }

    /// Waits until a script is true.
    pub async fn until(&self, what: &str, script: &str, arguments: Value) {
        for _ in 0..PATIENCE.as_millis() / PAUSE.as_millis() {
            if self.run(script, arguments.clone()).await == json!(true) {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("it never came to this: {what}. The page:\n{}", self.text().await);
    }

    /// Waits until the page's visible text contains the words.
    pub async fn reads(&self, words: &str) {
        self.until(
            &format!("the page reads „{words}“"),
            "return document.body.innerText.includes(arguments[0])",
            json!([words]),
        )
        .await;
    }

    /// The page's visible text.
    pub async fn text(&self) -> String {
        self.run("return document.body.innerText", json!([])).await.as_str().unwrap_or_default().to_owned()
    }

    /// Clicks with the mouse.
    pub async fn click(&self, element: &Element) {
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.run(script, json!([{ ELEMENT: element.0 }])).await;
        self.post(&format!("element/{}/click", element.0), &json!({})).await.unwrap();
    }

    /// Clicks the visible button or link with exactly these words (or this accessible name).
    pub async fn click_named(&self, name: &str) {
        let element = self.named(name).await;
        self.click(&element).await;
    }

    /// The last visible button, link or tab with exactly these words as its label's first line (or this accessible name); waits for it.
    pub async fn named(&self, name: &str) -> Element {
        let script = "const is = (one) => (one.getAttribute('aria-label') ?? one.innerText).trim().replace(/\\s+/g, ' ') === arguments[0]
            || [...one.querySelectorAll('.label')].some((label) => label.innerText.split('\\n')[0].trim() === arguments[0]);
            return [...document.querySelectorAll('button, a, [role=tab], summary')]
                .filter((one) => one.checkVisibility() && is(one)).at(-1) ?? null";
        for _ in 0..PATIENCE.as_millis() / PAUSE.as_millis() {
            let found = self.run(script, json!([name])).await;
            if let Some(id) = found[ELEMENT].as_str() {
                return Element(id.to_owned());
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("there is no „{name}“ to click on:\n{}", self.text().await);
    }

    /// Sends keys to whatever has the focus. `\u{e007}` and the like are `WebDriver`'s keys.
    pub async fn keys(&self, text: &str) {
        let mut actions = Vec::new();
        for key in text.chars() {
            actions.push(json!({ "type": "keyDown", "value": key.to_string() }));
            actions.push(json!({ "type": "keyUp", "value": key.to_string() }));
        }
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.post("actions", &json!({ "actions": [keyboard] })).await.unwrap();
    }

    /// Sends a key while another is held.
    pub async fn chord(&self, held: char, key: char) {
        let step = |kind: &str, key: char| json!({ "type": kind, "value": key.to_string() });
        let actions = json!([step("keyDown", held), step("keyDown", key), step("keyUp", key), step("keyUp", held)]);
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.post("actions", &json!({ "actions": [keyboard] })).await.unwrap();
    }

    /// The tab that is driven.
    pub async fn tab(&self) -> String {
        self.get("window").await.as_str().unwrap_or_default().to_owned()
    }

    /// Opens another tab of the same browser; it is driven once it is chosen.
    pub async fn new_tab(&self) -> String {
        let tab = self.post("window/new", &json!({ "type": "tab" })).await.unwrap();
        tab["handle"].as_str().unwrap_or_default().to_owned()
    }

    /// Drives that tab from now on.
    pub async fn choose_tab(&self, tab: &str) {
        self.post("window", &json!({ "handle": tab })).await.unwrap();
    }

    /// Sends text or file names to an element.
    pub async fn fill(&self, element: &Element, text: &str) {
        self.post(&format!("element/{}/value", element.0), &json!({ "text": text })).await.unwrap();
    }

    /// Goes into a frame, or with `None` back to the page.
    pub async fn frame(&self, element: Option<&Element>) {
        let id = element.map_or(Value::Null, |element| json!({ ELEMENT: element.0 }));
        self.post("frame", &json!({ "id": id })).await.unwrap();
    }

    /// What has the focus, as tag, name and text.
    pub async fn focused(&self) -> String {
        let script = "const one = document.activeElement;
            return `${one.tagName.toLowerCase()} ${one.getAttribute('aria-label') ?? one.innerText ?? ''}`.trim().slice(0, 80)";
        self.run(script, json!([])).await.as_str().unwrap_or_default().to_owned()
    }

    /// A picture of what is seen, as a file in the folder for screenshots.
    pub async fn picture(&self, name: &str) -> PathBuf {
        let picture = self.get("screenshot").await;
        let bytes = decode(picture.as_str().unwrap_or_default());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("{name}.png"));
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

/// Base64 (RFC 4648), as `WebDriver` sends pictures.
fn decode(text: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for six in text.bytes().filter_map(value) {
        bits = (bits << 6) | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).expect("eight bits are a byte"));
        }
    }
    bytes
}

#[test]
fn pictures_are_read_as_they_were_sent() {
    assert_eq!(decode("TMO2dHNl"), "Lötse".as_bytes());
    assert_eq!(decode("TG90"), b"Lot");
    assert_eq!(decode("TG8="), b"Lo");
}
