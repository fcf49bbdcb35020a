//! Transcripts: Markdown files that read like the chat (`tests/conversations/<lang>/*.md`), each compared word for word.
//!
//! `TRANSCRIPTS=write cargo test … transcripts` writes what the bot said into the files, to be read and judged by a person.
//! A transcript also fails when anything is left in the outbox.

use std::path::{Path, PathBuf};

mod happenings;
pub mod people;
mod plain;
pub mod play;
pub mod recorder;
mod script;
pub mod stage;
mod support;
pub mod switch;

use play::Play;
use script::{Part, Scene, Step};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conversations")
}

fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder())
        .expect("tests/conversations")
        .flat_map(|language| std::fs::read_dir(language.expect("a folder").path()).expect("a folder of transcripts"))
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    files.sort();
    files
}

async fn play(parts: &[Part]) -> Vec<Part> {
    let mut play = Play::begin(false).await;
    let mut played = Vec::new();
    for part in parts {
        let Part::Chat(scenes) = part else {
            played.push(part.clone());
            continue;
        };
        let mut done = Vec::new();
        for scene in scenes {
            let answers = match &scene.step {
                Step::Happens(what) => play.happens(what).await,
                Step::Said { text } => play.says(text).await,
            };
            done.push(Scene { answers: trimmed(answers), ..scene.clone() });
        }
        played.push(Part::Chat(done));
    }
    let leftovers = play.leftovers().await;
    assert!(leftovers.is_empty(), "left in the outbox: {leftovers:#?}");
    played
}

fn trimmed(answers: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let trim =
        |lines: Vec<String>| lines.into_iter().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty());
    answers.into_iter().map(|lines| trim(lines).collect()).collect()
}

/// The first scene that went otherwise, in words.
fn difference(wanted: &[Part], played: &[Part]) -> Option<String> {
    wanted.iter().zip(played).find_map(|pair| match pair {
        (Part::Chat(wanted), Part::Chat(played)) => {
            wanted.iter().zip(played).find(|(a, b)| a.answers != b.answers).map(|(a, b)| {
                let say = |scene: &Scene| script::write(&[Part::Chat(vec![scene.clone()])]);
                format!("line {}:\n--- as written\n{}--- as played\n{}", a.line, say(a), say(b))
            })
        }
        _ => None,
    })
}

#[expect(clippy::disallowed_methods, reason = "the one switch of the transcripts is in the environment")]
fn writing() -> bool {
    std::env::var("TRANSCRIPTS").is_ok_and(|value| value == "write")
}

/// `TRANSCRIPTS_ONLY=part-of-name` plays only some.
#[expect(clippy::disallowed_methods, reason = "chosen by whoever writes a transcript")]
fn chosen(path: &Path) -> bool {
    std::env::var("TRANSCRIPTS_ONLY").map_or(true, |part| path.display().to_string().contains(&part))
}

/// Plays one transcript; says what went otherwise.
async fn one(path: PathBuf) -> Option<String> {
    let text = std::fs::read_to_string(&path).expect("a transcript");
    let wanted = script::parse(&text);
    let played = play(&wanted).await;
    let name = path.strip_prefix(folder()).unwrap_or(&path).display().to_string();
    if writing() {
        std::fs::write(&path, script::write(&played)).expect("write the transcript");
        return None;
    }
    difference(&wanted, &played).map(|difference| format!("{name}, {difference}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_transcript_goes_as_written() {
    let files: Vec<PathBuf> = files().into_iter().filter(|path| chosen(path)).collect();
    assert!(!files.is_empty(), "there are no transcripts");
    let mut failed = Vec::new();
    for path in files {
        let name = path.display().to_string();
        match tokio::spawn(one(path)).await {
            Ok(None) => {}
            Ok(Some(difference)) => failed.push(difference),
            Err(_) => failed.push(format!("{name}: a step of it panicked, see above")),
        }
    }
    assert!(failed.is_empty(), "{} transcripts went otherwise:\n\n{}", failed.len(), failed.join("\n\n"));
}

#[test]
fn a_transcript_is_written_as_it_is_read() {
    let text = "# Title\n\n```chat\n{Anna Berger, linked}\n> hallo\n  zweite Zeile\n< Guten Tag.\n  1 [Eins]\n< Noch etwas.\n```\n\nEnd.\n";
    assert_eq!(script::write(&script::parse(text)), text);
}
