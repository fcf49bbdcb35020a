//! Accessibility as axe-core sees it: all its rules for WCAG 2.2 AA and its best practices, none switched off.

use serde_json::{Value, json};

use super::driver::Browser;
use crate::downloads::downloaded;

fn script() -> String {
    std::fs::read_to_string(downloaded("axe.min.js")).expect("a script")
}

/// What axe finds in the page (or frame) as it is.
async fn findings(browser: &Browser) -> Vec<String> {
    if browser.run("return typeof window.axe", json!([])).await != json!("object") {
        browser.run(&script(), json!([])).await;
    }
    let run = "const done = arguments[arguments.length - 1];
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        const rules = axe.getRules(tags).map((rule) => rule.ruleId);
        axe.run(document, { runOnly: { type: 'rule', values: rules } })
            .then((result) => done(result.violations), (error) => done([{ id: String(error), nodes: [] }]))";
    let found = browser.run_async(run, json!([])).await;
    let node = |node: &Value| format!("    {} {}", node["target"], node["failureSummary"].as_str().unwrap_or_default());
    let one = |rule: &Value| {
        let nodes: Vec<String> = rule["nodes"].as_array().into_iter().flatten().map(node).collect();
        format!("{}: {}\n{}", rule["id"], rule["help"], nodes.join("\n"))
    };
    found.as_array().expect("axe answers with a list").iter().map(one).collect()
}

/// Fails when axe finds something in the page as it is, in light or in dark.
pub async fn clean(browser: &Browser, state: &str) {
    for scheme in ["light", "dark"] {
        browser.scheme(scheme).await;
        let found = findings(browser).await;
        assert!(found.is_empty(), "{state}, {scheme}:\n{}", found.join("\n"));
    }
    browser.scheme("light").await;
}
