//! Imports go one way: domain ← conversation ← locales, ports, dialogs ← service ← http ← wiring ← cli.

use super::source::Source;
use super::{Finding, assert_none, texts_below};

/// Each room and the rooms it may know besides itself. A new room needs a line here.
const ROOMS: &[(&str, &str)] = &[
    ("domain", ""),
    ("failpoint", ""),
    ("conversation", "domain"),
    ("locales", "domain conversation"),
    // The linter looks for the texts that the forms need.
    ("dialogs", "domain conversation locales"),
    ("database", "domain"),
    ("store", "domain conversation database"),
    ("desks", "domain conversation database telemetry"),
    ("mail", "domain conversation locales"),
    // The web platform is its own server: its sessions and what a page shows are kept in the store.
    ("platforms", "domain conversation locales database store telemetry"),
    ("service", "domain conversation dialogs locales database store desks mail platforms telemetry failpoint"),
    ("backup", "domain database store"),
    ("config", "domain conversation service"),
    ("http", "domain conversation locales store desks mail platforms service config telemetry"),
    ("wiring", "domain conversation dialogs locales database store desks mail platforms service config http telemetry"),
    ("telemetry", ""),
    (
        "cli",
        "domain conversation locales dialogs database store desks mail service backup config http wiring telemetry",
    ),
    ("main", "cli"),
];

/// The rooms with adapters: what lies beside their `mod.rs` is an adapter, known to `wiring` alone…
const PORTS: &[&str] = &["desks", "mail", "platforms"];

/// …but for these parts of a port, which are no adapters.
const PARTS_OF_PORTS: &[(&str, &str)] =
    &[("desks", "guard"), ("desks", "support"), ("mail", "letter"), ("mail", "template")];

/// Who besides `wiring` may name an adapter: pages beside the chat's.
const NAMED_BY: &[(&str, &str, &str)] = &[
    // The mailbox page shows what the folder holds.
    ("src/http/demo/", "mail", "folder"),
    // All pages carry the same headers and look.
    ("src/http/demo/", "platforms", "web"),
    ("src/http/desk/", "platforms", "web"),
];

/// Checks one file. `adapters` are all `(port, adapter)` there are.
fn wrong_imports(source: &Source, adapters: &[(String, String)]) -> Vec<Finding> {
    if source.file == "src/lib.rs" {
        return Vec::new();
    }
    let room = if source.file == "src/main.rs" { "main" } else { source.module[0].as_str() };
    let finding = |line: usize, what: String| Finding { file: source.file.clone(), line, what };
    let Some((_, known)) = ROOMS.iter().find(|(name, _)| *name == room) else {
        return vec![finding(1, format!("the room `{room}` is in no line of ROOMS"))];
    };
    let mut findings = Vec::new();
    for path in source.paths().into_iter().filter(|path| path.own) {
        let Some(other) = path.segments.first() else { continue };
        if !ROOMS.iter().any(|(name, _)| name == other) {
            continue;
        }
        if other != room && !known.split(' ').any(|name| name == other) {
            findings.push(finding(path.line, format!("`{room}` must not know `{}`", path.segments.join("::"))));
        }
        let adapter = path.segments.get(1).map(|name| (other.clone(), name.clone()));
        if let Some(adapter) = adapter.filter(|adapter| adapters.contains(adapter)) {
            let inside = source.module.starts_with(&[adapter.0.clone(), adapter.1.clone()]);
            let declares = source.module == [adapter.0.clone()];
            let named = NAMED_BY
                .iter()
                .any(|(files, port, name)| source.file.starts_with(files) && adapter.0 == *port && adapter.1 == *name);
            if !inside && !declares && !named && room != "wiring" {
                let what = format!("only `wiring` may name the adapter `{}::{}`", adapter.0, adapter.1);
                findings.push(finding(path.line, what));
            }
        }
    }
    findings
}

fn adapters(files: &[(String, String)]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (file, _) in files {
        let parts: Vec<&str> = file.trim_start_matches("src/").trim_end_matches(".rs").split('/').collect();
        if let [port, name, ..] = parts.as_slice() {
            let adapter = (*port, *name);
            if PORTS.contains(port) && *name != "mod" && !PARTS_OF_PORTS.contains(&adapter) {
                found.push(((*port).to_owned(), (*name).to_owned()));
            }
        }
    }
    found.dedup();
    found
}

#[test]
fn imports_go_one_way() {
    let files = texts_below("src", &[".rs"]);
    assert!(files.len() > 50, "the sources were not found");
    let adapters = adapters(&files);
    assert!(adapters.contains(&("platforms".into(), "web".into())), "the adapters were not found: {adapters:?}");
    let findings: Vec<Finding> =
        files.iter().flat_map(|(file, text)| wrong_imports(&Source::read(file, text), &adapters)).collect();
    assert_none(&findings);
}

#[test]
fn each_wrong_direction_is_found() {
    let adapters = [("platforms", "web"), ("desks", "embedded"), ("mail", "smtp")];
    let adapters: Vec<(String, String)> = adapters.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect();
    let wrong = [
        ("src/domain/x.rs", "use crate::conversation::text::Text;"),
        ("src/conversation/flow/x.rs", "use crate::locales::Locales;"),
        ("src/conversation/x.rs", "use super::super::store::Store;"),
        ("src/conversation/mod.rs", "use super::{domain::Email, service::Service};"),
        ("src/locales/mod.rs", "pub use crate::store as kept;"),
        ("src/store/x.rs", "fn f() { crate::platforms::web::serve() }"),
        ("src/desks/embedded/mod.rs", "use crate::platforms::Platform;"),
        ("src/desks/embedded/mod.rs", "use super::zammad::X; use crate::mail::smtp::Smtp;"),
        ("src/platforms/web/mod.rs", "use crate::service::Service;"),
        ("src/platforms/web/mod.rs", "type T = Box<dyn crate::desks::Desk>;"),
        ("src/store/mod.rs", "use crate::platforms::Inbound;"),
        ("src/service/x.rs", "use crate::desks::embedded::Embedded;"),
        ("src/service/x.rs", "use crate::wiring;"),
        ("src/http/x.rs", "macro_rules! m { () => { $crate::cli::run() } }"),
        ("src/cli/x.rs", "use crate::mail::smtp::Smtp;"),
        ("src/main.rs", "fn main() { ticketlotse::service::run() }"),
        ("src/attic/mod.rs", "fn f() {}"),
    ];
    for (file, text) in wrong {
        assert!(!wrong_imports(&Source::read(file, text), &adapters).is_empty(), "not found: {file}: {text}");
    }
    let right = [
        ("src/conversation/x.rs", "use crate::domain::Email; use super::text::Text;"),
        ("src/platforms/web/inbound.rs", "use super::render; use crate::platforms::{Inbound, web::page};"),
        ("src/platforms/mod.rs", "pub mod web; pub use self::web::Web;"),
        ("src/service/x.rs", "use crate::desks::{Desk, guard::Guard};"),
        ("src/service/x.rs", "#[cfg(test)] mod tests { use crate::desks::embedded::Embedded; }"),
        ("src/wiring.rs", "use crate::{desks::embedded::Embedded, platforms::web};"),
        ("src/main.rs", "fn main() { ticketlotse::cli::run() }"),
    ];
    for (file, text) in right {
        assert_none(&wrong_imports(&Source::read(file, text), &adapters));
    }
}
