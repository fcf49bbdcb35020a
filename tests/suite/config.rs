//! The configuration: the sample is the defaults, wrong files are told with their place, secrets stay secret.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use ticketlotse::config::{Config, ConfigError};

fn parse(text: &str) -> Result<Config, ConfigError> {
    let config = Config::parse(text, Path::new("ticketlotse.toml"), &BTreeMap::new())?;
    config.check()?;
    Ok(config)
}

fn with_env(text: &str, env: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Config::parse(text, Path::new("ticketlotse.toml"), &env)
}

#[test]
fn the_sample_is_the_defaults() {
    let sample = parse(Config::sample()).expect("the sample works as it is");
    let mut sample = serde_json::to_value(sample).expect("plain data");
    // The sample names what the code takes when nothing is named.
    let url = sample["database"]["url"].take();
    assert_ne!(url, Value::Null);
    assert_eq!(sample, serde_json::to_value(Config::default()).expect("plain data"));
    assert_eq!(parse(Config::sample()).unwrap().database.resolve().unwrap().expose(), "sqlite:ticketlotse.db");
    assert_eq!(Config::default().database.resolve().unwrap().expose(), "sqlite:ticketlotse.db");
}

#[test]
fn the_sample_names_every_key() {
    fn keys(prefix: &str, value: &Value, into: &mut Vec<String>) {
        if let Value::Object(table) = value {
            for (key, value) in table {
                into.push(key.clone());
                keys(&format!("{prefix}{key}."), value, into);
            }
        }
    }
    let mut all = Vec::new();
    keys("", &serde_json::to_value(Config::default()).expect("plain data"), &mut all);
    assert!(all.len() > 40, "{all:?}");
    for key in all {
        let named = Config::sample().lines().any(|line| {
            let line = line.trim_start_matches(['#', ' ']);
            line.starts_with(&format!("{key} ="))
                || line.starts_with(&format!("[{key}]"))
                || line.contains(&format!(".{key}]"))
        });
        assert!(named, "the sample does not name {key}");
    }
}

#[test]
fn wrong_files_are_told_with_their_place() {
    let wrong = [
        ("[server]\nlisten = \"here\"", "line 2"),
        ("[server]\nport = 80", "unknown field `port`"),
        ("[servers]", "unknown field `servers`"),
        ("[mail]\ntls = \"ssl\"", "starttls"),
        ("[company", "line 1"),
        ("[server]\npublic_url = \"http://tickets.example.com\"", "https://"),
        ("[server]\npublic_url = \"tickets.example.com\"", "https://"),
        ("[server]\npublic_url = \"https://tickets.example.com/chat\"", "without a path"),
        ("[company]\nzone = \"Berlin\"", "Europe/Berlin"),
        ("[company]\ncontact_email = \"info\"", "company.contact_email"),
        ("[mail]\nfrom = \"nobody\"", "mail.from"),
        ("[mail]\nhost = \"mail.example.com\"\ntls = \"none\"", "mail.tls"),
        ("[desk]\nnumber_prefix = \"cs\"", "capital letters"),
        ("[desk.hours]\nfrom = \"18:00\"\nuntil = \"08:00\"", "the first before the second"),
        ("[desk.hours]\nweekdays = [8]", "desk.hours.weekdays"),
        ("[[desk.level]]\ncontracts = [\"V-1\"]", "everybody else"),
        ("[files]\nmax_mib = 0", "1 to 200 MiB"),
        ("[files]\nmax_count = 50", "1 to 20 files"),
        ("[log]\nformat = \"xml\"", "json"),
        ("[metrics]\nlisten = \"9464\"", "line 2"),
        ("[retention]\nhandled_days = 3", "7 or more"),
        ("[retention]\naudit_days = 30", "90 or more"),
    ];
    for (text, told) in wrong {
        let error = parse(text).expect_err(text).to_string();
        assert!(error.contains(told), "{text:?}: {error}");
    }
}

#[test]
fn the_environment_wins_and_is_checked() {
    let env = [("TICKETLOTSE_SERVER_LISTEN", "127.0.0.1:9000"), ("TICKETLOTSE_WEB_ENABLED", "false"), ("OTHER", "x")];
    let config = with_env("[server]\nlisten = \"127.0.0.1:8000\"", &env).expect("works");
    assert_eq!(config.server.listen.port(), 9000);
    assert!(!config.web.enabled);
    let error = with_env("", &[("TICKETLOTSE_SERVER_PORT", "80")]).expect_err("no such key").to_string();
    assert!(error.contains("port") && error.contains("environment"), "{error}");
}

#[test]
fn secrets_come_from_files_and_are_never_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("password");
    std::fs::write(&file, "geheim-7\n").expect("a file");
    let text = format!("[mail]\nuser = \"bot\"\npassword_file = \"{}\"", file.display());
    let config = parse(&text).expect("works");
    assert_eq!(config.mail.password().expect("read").expect("there").expose(), "geheim-7");
    let both = parse("[mail]\npassword = \"geheim-8\"\npassword_file = \"x\"").expect("parses");
    assert!(both.mail.password().expect_err("both").to_string().contains("not both"));
    let shown = format!("{both:?} {}", serde_json::to_string(&both).expect("plain data"));
    assert!(!shown.contains("geheim"), "{shown}");
    let missing = parse("[mail]\npassword_file = \"/nowhere/secret\"").expect("parses");
    assert!(missing.mail.password().expect_err("missing").to_string().contains("/nowhere/secret"));
}

#[test]
fn the_schema_knows_every_section() {
    let schema = serde_json::to_value(Config::schema()).expect("a schema");
    for section in
        ["server", "database", "company", "mail", "desk", "web", "files", "content", "log", "metrics", "retention"]
    {
        assert!(schema["properties"][section].is_object(), "{section}");
    }
    assert_eq!(schema["additionalProperties"], Value::Bool(false));
}
