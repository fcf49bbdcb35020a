//! The table, and the page that keeps the last one.

use std::fmt::Write;

/// What stays in the page, whatever is measured.
const TEXT: &str = include_str!("benchmarks.md");
/// The floor, as it is shown.
const FLOOR: &str = include_str!("bare.rs");
/// The page.
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/benchmarks.md");

/// One line of the table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Which part.
    part: &'static str,
    what: String,
    figure: String,
    floor: String,
    ratio: String,
    aim: String,
}

impl Row {
    /// A figure without an aim.
    pub fn plain(part: &'static str, what: &str, figure: String) -> Self {
        Self { part, what: what.to_owned(), figure, ..Self::default() }
    }

    /// A figure with its aim.
    #[expect(clippy::fn_params_excessive_bools, reason = "the name says what it is")]
    pub fn aimed(part: &'static str, what: &str, figure: String, aim: &str, reached: bool) -> Self {
        let word = if reached { "reached" } else { "missed" };
        let aim = if aim.is_empty() { String::new() } else { format!("{aim}: {word}") };
        Self { aim, ..Self::plain(part, what, figure) }
    }

    /// What the figure stands next to, and how many times that it is.
    #[must_use]
    pub fn next_to(self, floor: String, ratio: String) -> Self {
        Self { floor, ratio, ..self }
    }
}

/// Everything that was measured.
#[derive(Debug, Default)]
pub struct Page {
    rows: Vec<Row>,
}

impl Page {
    /// Adds a line, and shows it while the others are measured.
    pub fn add(&mut self, row: Row) {
        eprintln!("({}) {}: {} [{}] {} {}", row.part, row.what, row.figure, row.floor, row.ratio, row.aim);
        self.rows.push(row);
    }

    /// The table, in the order of the parts.
    pub fn table(&self) -> String {
        let mut rows: Vec<&Row> = self.rows.iter().collect();
        rows.sort_by_key(|row| row.part);
        let mut table = String::from("| | what | figure | next to | ratio | aim |\n|---|---|---|---|---|---|\n");
        for Row { part, what, figure, floor, ratio, aim } in rows {
            let _ = writeln!(table, "| {part} | {what} | {figure} | {floor} | {ratio} | {aim} |");
        }
        table
    }

    /// Writes the page.
    pub fn write(&self) -> anyhow::Result<()> {
        let (_, handler) = FLOOR.split_once("async fn answer").ok_or_else(|| anyhow::anyhow!("the floor is gone"))?;
        let (handler, _) = handler.split_once("/// The floor in a process").unwrap_or((handler, ""));
        let text = TEXT
            .replace("{table}", self.table().trim_end())
            .replace("{machine}", machine()?.trim_end())
            .replace("{floor}", &format!("async fn answer{}", handler.trim_end()));
        std::fs::write(PAGE, text)?;
        Ok(())
    }
}

/// What it was measured on.
fn machine() -> anyhow::Result<String> {
    let cpu = std::fs::read_to_string("/proc/cpuinfo")?;
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    let memory = std::fs::read_to_string("/proc/meminfo")?;
    let kib: u64 = memory.split_whitespace().nth(1).unwrap_or_default().parse()?;
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease")?;
    let rustc = std::process::Command::new("rustc").arg("--version").output()?;
    let mut text = String::new();
    writeln!(
        text,
        "- {} cores, {}",
        std::thread::available_parallelism()?,
        model.trim_start_matches([' ', '\t', ':'])
    )?;
    writeln!(text, "- {} GiB of memory", kib / 1024 / 1024)?;
    writeln!(text, "- Linux {}", kernel.trim())?;
    writeln!(text, "- {}", String::from_utf8_lossy(&rustc.stdout).trim())?;
    Ok(text)
}
