//! Reads a transcript: a Markdown file whose `chat` blocks are one conversation, step by step.
//!
//! In a block, a line that begins with `>` is the person, `<` (and the indented lines after it) one message of the bot,
//! `{…}` what happens around it. Everything else in the file is prose.

use std::fmt::Write;

/// One step of a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// What happens around the chat.
    Happens(String),
    /// What the person says or presses, and what the bot answers.
    Said {
        /// The person's line; further lines of the same message follow indented.
        text: String,
    },
}

/// A step with the bot's messages after it and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// Line in the file, from 1.
    pub line: usize,
    /// What happens.
    pub step: Step,
    /// The bot's messages, line by line.
    pub answers: Vec<Vec<String>>,
}

/// A file cut into prose and scenes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Lines that are kept as they are.
    Prose(String),
    /// A `chat` block.
    Chat(Vec<Scene>),
}

/// Cuts a transcript into its parts.
///
/// # Panics
/// When a block begins with an answer or a line is none of the above: the transcript is wrong.
pub fn parse(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut prose = String::new();
    let mut lines = text.lines().enumerate();
    while let Some((_, line)) = lines.next() {
        prose.push_str(line);
        prose.push('\n');
        if line.trim() != "```chat" {
            continue;
        }
        parts.push(Part::Prose(std::mem::take(&mut prose)));
        let mut scenes: Vec<Scene> = Vec::new();
        for (at, line) in lines.by_ref() {
            if line.trim() == "```" {
                prose.push_str("```\n");
                break;
            }
            add_line(&mut scenes, at + 1, line);
        }
        parts.push(Part::Chat(scenes));
    }
    parts.push(Part::Prose(prose));
    parts
}

fn add_line(scenes: &mut Vec<Scene>, line: usize, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    if let Some(said) = text.strip_prefix('>') {
        let step = Step::Said { text: said.trim().to_owned() };
        scenes.push(Scene { line, step, answers: Vec::new() });
        return;
    }
    if let Some(happens) = text.strip_prefix('{').and_then(|rest| rest.trim_end().strip_suffix('}')) {
        scenes.push(Scene { line, step: Step::Happens(happens.trim().to_owned()), answers: Vec::new() });
        return;
    }
    let scene = scenes.last_mut().unwrap_or_else(|| panic!("line {line}: a block begins with {{…}} or >"));
    if let Some(answer) = text.strip_prefix('<') {
        scene.answers.push(vec![answer.strip_prefix(' ').unwrap_or(answer).to_owned()]);
        return;
    }
    let Some(more) = text.strip_prefix("  ") else { panic!("line {line}: neither >, <, {{…}} nor indented: {text}") };
    match (scene.answers.last_mut(), &mut scene.step) {
        (Some(answer), _) => answer.push(more.to_owned()),
        (None, Step::Said { text }) => {
            text.push('\n');
            text.push_str(more);
        }
        (None, Step::Happens(_)) => panic!("line {line}: indented after {{…}}"),
    }
}

/// Writes parts as they are read.
pub fn write(parts: &[Part]) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Prose(prose) => text.push_str(prose),
            Part::Chat(scenes) => scenes.iter().for_each(|scene| write_scene(&mut text, scene)),
        }
    }
    text
}

fn write_scene(text: &mut String, scene: &Scene) {
    match &scene.step {
        Step::Happens(happens) => {
            let _ = writeln!(text, "{{{happens}}}");
        }
        Step::Said { text: said } => {
            let _ = writeln!(text, "> {}", said.replace('\n', "\n  "));
        }
    }
    for answer in &scene.answers {
        for (at, line) in answer.iter().enumerate() {
            let lead = if at == 0 { "< " } else { "  " };
            let _ = writeln!(text, "{}", format!("{lead}{line}").trim_end());
        }
    }
}
