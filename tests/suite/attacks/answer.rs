//! What a person reads of an answer.

use serde_json::Value;

/// Stand in what Anna's company keeps, and in nothing that anybody else may read.
pub const SECRETS: [&str; 3] = ["Birnbaum", "Quittenmus", "Zwetschge"];

/// What was answered.
pub struct Answer {
    /// The status.
    pub status: String,
    /// What the person sees.
    pub sees: String,
    /// All that came, read or not.
    pub body: String,
}

/// Without what is other in each run: times of day and references.
pub fn lasting(sees: &str) -> String {
    let words = sees.split_inclusive(' ').scan("", |before, word| {
        let clock = word.trim_end().len() == 5 && word.as_bytes()[2] == b':' && word.as_bytes()[0].is_ascii_digit();
        let random = clock || *before == "(Referenz " || *before == "(reference ";
        *before = word;
        let end = if word.trim_end().ends_with(')') { ")" } else { "" };
        Some(if random { format!("…{end} ") } else { word.to_owned() })
    });
    words.collect::<String>().trim().to_owned()
}

/// What stands in blocks, without their buttons.
pub fn words(blocks: &Value) -> String {
    let mut said = Vec::new();
    for block in blocks.as_array().into_iter().flatten() {
        if block.get("choices").is_none() {
            let mut text = String::new();
            collect(block, &mut text);
            said.push(text.trim().to_owned());
        }
    }
    said.join("\n")
}

fn collect(value: &Value, into: &mut String) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, into)),
        Value::Object(fields) => match fields.get("text") {
            Some(Value::String(text)) => into.push_str(text),
            Some(text) => collect(text, into),
            None => fields.values().filter(|value| !value.is_string()).for_each(|value| {
                collect(value, into);
                into.push(' ');
            }),
        },
        _ => {}
    }
}

/// The status, and what a person reads of the body.
pub async fn read(mut response: reqwest::Response, stream: bool) -> Answer {
    let status = response.status().as_u16().to_string();
    let header = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    if let Some(location) = header("location") {
        return Answer { status, sees: format!("→ {location}"), body: String::new() };
    }
    let (kind, disposition) = (header("content-type").unwrap_or_default(), header("content-disposition"));
    let cross = header("access-control-allow-origin").map(|origin| format!(" (open to {origin})")).unwrap_or_default();
    if stream && kind.starts_with("text/event-stream") {
        let mut text = String::new();
        while !text.contains("event: ready") {
            let chunk = response.chunk().await.unwrap().expect("it goes on until it is ready");
            text.push_str(&String::from_utf8_lossy(&chunk));
        }
        assert!(SECRETS.iter().all(|secret| !text.contains(secret)), "a foreign history: {text}");
        let mut events: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("event: ")).collect();
        events.dedup();
        return Answer { status, sees: format!("their own history: {}", events.join(", ")), body: text };
    }
    let body = response.text().await.unwrap();
    let json = serde_json::from_str::<Value>(&body).ok();
    let sees = if let Some(text) = json.as_ref().and_then(|json| json["text"].as_str()) {
        text.to_owned()
    } else if let Some(name) = json.as_ref().and_then(|json| json["name"].as_str()) {
        format!("taken as „{name}“")
    } else if let Some(disposition) = disposition {
        format!("a download: {disposition}")
    } else if let Some((_, alert)) = body.split_once("role=\"alert\">") {
        alert.split('<').next().unwrap_or_default().to_owned()
    } else if let Some((_, heading)) = body.split_once("<h1>") {
        format!("the page „{}“", heading.split('<').next().unwrap_or_default())
    } else if body.is_empty() || json.is_some() {
        "–".to_owned()
    } else {
        body.lines().next().unwrap_or_default().chars().take(80).collect()
    };
    Answer { status, sees: format!("{sees}{cross}"), body }
}
