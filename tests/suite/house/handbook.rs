//! The operator's pages name only commands, options, keys, metrics and log lines that the program has; both languages name the
//! same; and the dashboard shows every metric.

use std::collections::BTreeSet;

use clap::Command;
use serde_json::Value;
use ticketlotse::config::Config;
use ticketlotse::telemetry::measures;

use super::root;

const PAGES: [&str; 2] = ["docs/operations/handbook.md", "docs/operations/handbuch.md"];

fn page(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Everything between backticks, and every line of a code block.
fn code(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_block = false;
    for line in page.lines() {
        if line.starts_with("```") {
            in_block = !in_block;
        } else if in_block {
            found.push(line.split(" #").next().unwrap_or_default().trim().to_owned());
        } else {
            found.extend(line.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    found
}

/// The commands among them: what follows the program's name.
fn commands(code: &[String]) -> Vec<Vec<String>> {
    let words = |line: &String| -> Option<Vec<String>> {
        let mut words = line.split_whitespace().map(str::to_owned);
        let program = words.next()?;
        let ours = program == "ticketlotse" || program.starts_with("/usr/local/bin/ticketlotse");
        let rest: Vec<String> = words.collect();
        (ours && !rest.is_empty()).then_some(rest)
    };
    code.iter().filter_map(words).collect()
}

/// What is wrong with a command.
fn wrong_command(program: &Command, words: &[String]) -> Option<String> {
    let group = words.len() > 1;
    let (mut at, mut globals) = (program, program.get_arguments().collect::<Vec<_>>());
    let mut words = words.iter().take_while(|word| ![">", "|", "<", "&&"].contains(&word.as_str()));
    while let Some(word) = words.next() {
        if let Some(option) = word.strip_prefix("--") {
            let name = option.split('=').next().unwrap_or_default();
            let known = at.get_arguments().chain(globals.iter().copied()).find(|arg| arg.get_long() == Some(name));
            let Some(known) = known else { return Some(format!("`{}` has no option --{name}", at.get_name())) };
            if known.get_action().takes_values() && !option.contains('=') {
                words.next();
            }
        } else if let Some(inner) = at.find_subcommand(word) {
            at = inner;
            globals.extend(at.get_arguments().filter(|arg| arg.is_global_set()));
        } else if at.has_subcommands() {
            return Some(format!("`{}` has no command {word}", at.get_name()));
        } else if at.get_positionals().next().is_none() {
            return Some(format!("`{}` takes no {word}", at.get_name()));
        }
    }
    // A group alone is a way to speak of all its commands.
    (at.is_subcommand_required_set() && group).then(|| format!("`{}` wants a command after it", at.get_name()))
}

/// The keys of the configuration among them.
fn keys(code: &[String], sections: &Value) -> BTreeSet<String> {
    let key = |span: &String| {
        let key = span.split(" = ").next().unwrap_or_default().trim_matches(['[', ']']);
        let (section, _) = key.split_once('.').unwrap_or((key, ""));
        let plain = key.chars().all(|c| c.is_ascii_lowercase() || "._".contains(c));
        let named = key.contains('.') || span.starts_with('[');
        (plain && named && sections.get(section).is_some()).then(|| key.to_owned())
    };
    code.iter().filter_map(key).collect()
}

fn config() -> Value {
    serde_json::to_value(Config::default()).expect("plain data")
}

fn has_key(config: &Value, key: &str) -> bool {
    config.pointer(&format!("/{}", key.replace('.', "/"))).is_some()
}

/// The variables of the environment in a text.
fn variables(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_uppercase() && c != '_');
    words.filter(|word| word.starts_with("TICKETLOTSE_") && word.len() > 12).map(str::to_owned).collect()
}

fn is_variable(config: &Value, name: &str) -> bool {
    if ["TICKETLOTSE_CONFIG", "TICKETLOTSE_LOG"].contains(&name) {
        return true;
    }
    let rest = name.trim_start_matches("TICKETLOTSE_").to_lowercase();
    rest.split_once('_')
        .is_some_and(|(section, key)| config.get(section).and_then(|section| section.get(key)).is_some())
}

/// The metrics in a text, without what Prometheus adds to a histogram's name.
fn metrics(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_lowercase() && c != '_');
    let ours = words.filter(|word| word.starts_with("ticketlotse_") && word.len() > 12);
    let bare = |word: &str| {
        let bare = ["_bucket", "_count", "_sum"].iter().find_map(|end| word.strip_suffix(end));
        bare.unwrap_or(word).to_owned()
    };
    ours.map(bare).collect()
}

fn known_metrics() -> BTreeSet<String> {
    measures::ALL.iter().map(|(name, ..)| (*name).to_owned()).collect()
}

#[test]
fn every_command_in_the_pages_is_one() {
    let program = ticketlotse::cli::command();
    let mut wrong = Vec::new();
    let mut checked = 0;
    for path in PAGES.iter().chain(&["README.md"]) {
        for command in commands(&code(&page(path))) {
            checked += 1;
            wrong.extend(wrong_command(&program, &command).map(|why| format!("{path}: {command:?}: {why}")));
        }
    }
    let units = ["packaging/systemd/ticketlotse.service", "packaging/systemd/ticketlotse-backup.service"];
    for path in units {
        let text = page(path);
        let started = text.lines().find_map(|line| line.strip_prefix("ExecStart=")).expect("it starts something");
        let start = started.find("/usr/local/bin/ticketlotse").expect("our program");
        let line = started[start..].trim_end_matches('\'').to_owned();
        for command in commands(&[line]) {
            checked += 1;
            wrong.extend(wrong_command(&program, &command).map(|why| format!("{path}: {command:?}: {why}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 40, "only {checked} commands were found");
}

#[test]
fn every_key_and_variable_in_the_pages_is_one() {
    let config = config();
    let mut checked = 0;
    for path in PAGES.iter().chain(&["README.md"]) {
        let text = page(path);
        for key in keys(&code(&text), &config) {
            checked += 1;
            assert!(has_key(&config, &key), "{path}: there is no key {key}");
        }
    }
    assert!(checked > 50, "only {checked} keys were found");
    for path in
        PAGES.iter().chain(&["README.md", "packaging/container/Containerfile", "packaging/container/compose.yaml"])
    {
        for name in variables(&page(path)) {
            assert!(is_variable(&config, &name), "{path}: there is no {name}");
        }
    }
    // Every section is in the pages, those for developers of forms aside.
    for section in ["server", "database", "company", "mail", "desk", "content", "log", "metrics", "retention", "files"]
    {
        let page = page(PAGES[0]);
        assert!(page.contains(&format!("`{section}.")) || page.contains(&format!("`[{section}]")), "{section}");
    }
    for key in config["retention"].as_object().expect("a section").keys() {
        assert!(page(PAGES[0]).contains(&format!("`retention.{key}`")), "retention.{key} is not explained");
    }
}

#[test]
fn both_languages_name_the_same() {
    let [english, german] = PAGES.map(page);
    let config = config();
    assert_eq!(keys(&code(&english), &config), keys(&code(&german), &config));
    assert_eq!(metrics(&english), metrics(&german));
    let shape = |page: &str| -> Vec<String> {
        let lines =
            page.lines().filter(|line| line.starts_with('#') || line.starts_with('|') || line.starts_with("```"));
        lines.map(|line| line.chars().take_while(|c| "#|`".contains(*c)).collect()).collect()
    };
    assert_eq!(shape(&english), shape(&german), "headings, tables and code blocks go side by side");
    let first_words = |page: &str| -> Vec<String> {
        commands(&code(page)).iter().map(|words| words.first().cloned().unwrap_or_default()).collect()
    };
    assert_eq!(first_words(&english), first_words(&german));
}

#[test]
fn log_lines_that_the_pages_quote_are_logged() {
    let [english, german] = PAGES.map(page);
    let quotes = |page: &str| -> BTreeSet<String> {
        let parts = page.split('„').skip(1).filter_map(|part| part.split_once('“').map(|(quote, _)| quote.to_owned()));
        parts.collect()
    };
    // What both pages quote is not said to people, but logged.
    let logged: Vec<String> = quotes(&english).intersection(&quotes(&german)).cloned().collect();
    assert!(logged.len() >= 4, "{logged:?}");
    let sources = super::texts_below("src", &[".rs"]);
    for line in logged {
        assert!(sources.iter().any(|(_, text)| text.contains(&line)), "nobody logs „{line}“");
    }
}

#[test]
fn dashboard_and_alarms_know_every_metric_and_no_other() {
    let known = known_metrics();
    let dashboard: Value = serde_json::from_str(&page("docs/operations/grafana.json")).expect("the dashboard is JSON");
    let panels = dashboard["panels"].as_array().expect("panels");
    let mut shown = BTreeSet::new();
    let mut ids = BTreeSet::new();
    for panel in panels {
        assert!(ids.insert(panel["id"].as_u64()), "two panels are {}", panel["id"]);
        let targets = panel["targets"].as_array().expect("targets");
        assert!(!targets.is_empty() && panel["title"].is_string());
        for target in targets {
            let expression = target["expr"].as_str().expect("an expression");
            let balanced = |open, close| expression.matches(open).count() == expression.matches(close).count();
            assert!(balanced('(', ')') && balanced('{', '}') && balanced('[', ']'), "{expression}");
            shown.extend(metrics(expression));
        }
    }
    assert_eq!(shown, known, "the dashboard shows all metrics and no other");
    for path in ["docs/operations/alerts.yaml", PAGES[0], PAGES[1]] {
        let named = metrics(&page(path));
        assert!(named.is_subset(&known), "{path}: {:?}", named.difference(&known));
    }
    assert!(metrics(&page("docs/operations/alerts.yaml")).len() >= 6);
}

#[test]
fn what_does_not_exist_is_found() {
    let program = ticketlotse::cli::command();
    let wrong = |line: &str| {
        let found = commands(&code(&format!("`{line}`")));
        found.iter().any(|words| wrong_command(&program, words).is_some())
    };
    for line in [
        "ticketlotse serv",
        "ticketlotse desk agent",
        "ticketlotse backup a.backup --force",
        "ticketlotse restore --replace=yes --now x",
        "ticketlotse migrate now",
    ] {
        assert!(wrong(line), "not found: {line}");
    }
    for line in [
        "ticketlotse serve",
        "ticketlotse --config x.toml member import x.csv --dry-run",
        "ticketlotse config sample > x.toml",
        "ticketlotse=debug,warn",
        "cargo run",
    ] {
        assert!(!wrong(line), "found: {line}");
    }
    let config = config();
    assert!(has_key(&config, "mail.host") && has_key(&config, "desk.hours.from") && !has_key(&config, "mail.hots"));
    assert_eq!(keys(&code("`mail.hots` `handbook.md` `[mail]` `desk.page = true`"), &config).len(), 3);
    assert!(is_variable(&config, "TICKETLOTSE_MAIL_PASSWORD_FILE") && !is_variable(&config, "TICKETLOTSE_MAIL_PASS"));
    assert_eq!(
        metrics("rate(ticketlotse_x_seconds_bucket[5m])").into_iter().next().as_deref(),
        Some("ticketlotse_x_seconds")
    );
}
