//! Language, which updates are told, and quiet hours.

use super::heard::{Control, Heard, Wanted, control, hear};
use super::new_ticket;
use super::said::{Saying, Taken, expected};
use super::words::{button, buttons, paragraph};
use crate::conversation::effect::Effect;
use crate::conversation::event::{Press, QuietStep, UpdatesWanted};
use crate::conversation::intent::{Command, Lexicon};
use crate::conversation::message::{Block, Choice, Message, Tone, Weight};
use crate::conversation::run::Run;
use crate::conversation::state::Awaiting;
use crate::conversation::text::Text;

/// Minutes of a day.
const DAY_MINUTES: u16 = 24 * 60;

/// `sprache [de|en]`.
pub fn language(run: &mut Run<'_>, named: Option<&str>) {
    if let Some(named) = named {
        return set_language(run, named);
    }
    let choices = run.world.settings.lexicons.iter().map(|lexicon| language_choice(&lexicon.language)).collect();
    run.state.awaiting = Awaiting::Language;
    run.say(Message::new(vec![paragraph(Text::key("settings-which-language")), super::words::options(choices)]));
}

fn language_choice(code: &str) -> Choice {
    button(Text::key(format!("settings-language-{code}")), Press::Language { language: code.to_owned() })
}

/// Buttons of the languages other than the one in use.
pub fn other_languages(run: &Run<'_>) -> Vec<Choice> {
    let lexicons = run.world.settings.lexicons.iter();
    lexicons
        .filter(|lexicon| lexicon.language != run.language())
        .map(|lexicon| language_choice(&lexicon.language))
        .collect()
}

/// The language was named, or its place in the list.
pub fn language_said(run: &mut Run<'_>, saying: Saying<'_>) -> Taken {
    let lexicons = &run.world.settings.lexicons;
    let place = saying.text.trim_end_matches(['.', ')']).parse::<usize>().ok();
    let heard = match hear(run, saying.text) {
        Heard::Command(wanted) => wanted.language,
        _ => None,
    };
    let named = place
        .and_then(|place| lexicons.get(place.checked_sub(1)?))
        .or_else(|| lexicons.iter().find(|lexicon| is_language(lexicon, saying.text)))
        .map(|lexicon| lexicon.language.clone())
        .or(heard);
    match named {
        Some(language) => set_language(run, &language),
        None if control(run, saying.text) == Some(Control::Cancel) => super::actions::nothing_changed(run),
        None => return Taken::No,
    }
    Taken::Yes
}

fn is_language(lexicon: &Lexicon, text: &str) -> bool {
    lexicon.language.eq_ignore_ascii_case(text) || lexicon.name.to_lowercase() == text.to_lowercase()
}

/// Answers in the language that a command was said in, and offers once to stay with it.
pub fn answer_as_asked(run: &mut Run<'_>, wanted: &Wanted) {
    let Some(said_in) = &wanted.said_in else { return };
    if said_in == run.language() {
        return;
    }
    let default = run.world.settings.lexicons.first().map(|lexicon| lexicon.language.as_str());
    let chosen = run.state.language.as_deref().or(default);
    let another = chosen != Some(said_in.as_str());
    run.state.speaking = another.then(|| said_in.clone());
    run.state.offer_language = another && wanted.command != Command::Language;
}

/// Adds the offer to stay with the language just spoken to the last message.
pub fn offer_language(run: &mut Run<'_>) {
    let Some(language) = run.state.speaking.clone().filter(|_| run.state.offer_language) else { return };
    let says = run.effects.iter_mut().rev().find_map(|effect| match effect {
        Effect::Say { message, .. } => Some(message),
        _ => None,
    });
    let Some(message) = says else { return };
    let stay = button(Text::key("settings-language-stay"), Press::Language { language });
    message.blocks.push(Block::Footnote { text: Text::key("settings-language-offer") });
    message.blocks.push(buttons(vec![stay]));
    run.state.offer_language = false;
}

/// Sets the language; one that is not there is told.
pub fn set_language(run: &mut Run<'_>, language: &str) {
    if !run.world.settings.lexicons.iter().any(|lexicon| lexicon.language == language) {
        return run.notice(Tone::Refusal, Text::key("settings-no-such-language"));
    }
    run.state.language = Some(language.to_owned());
    run.state.speaking = None;
    run.settle();
    run.notice(Tone::Success, Text::key("settings-language-set"));
    new_ticket::reminder(run);
}

/// `benachrichtigungen`: what is told now, and what else is possible.
pub fn notifications(run: &mut Run<'_>, text: Option<&str>) {
    if let Some(quiet) = text.and_then(read_quiet) {
        return set_quiet(run, Some(quiet));
    }
    // Times of day were named, but not two that can be quiet hours.
    if text.is_some_and(|text| text.contains(|c: char| c.is_ascii_digit())) {
        run.state.awaiting = Awaiting::QuietHours;
        run.state.misses = 0;
        return expected(run, Text::key("settings-quiet-expected"));
    }
    let now =
        Text::key("settings-updates-now").with("which", updates_id(run.state.updates)).with("quiet", quiet_text(run));
    let mut choices: Vec<Choice> = [UpdatesWanted::All, UpdatesWanted::Answers, UpdatesWanted::None]
        .into_iter()
        .filter(|which| *which != run.state.updates)
        .map(|which| button(Text::key(format!("settings-updates-{}", updates_id(which))), Press::Updates { which }))
        .collect();
    choices.push(button(Text::key("settings-quiet-set"), Press::Quiet { quiet: QuietStep::Ask }));
    if run.state.quiet.is_some() {
        choices.push(button(Text::key("settings-quiet-off"), Press::Quiet { quiet: QuietStep::Off }));
    }
    run.say_private(vec![paragraph(now), buttons(choices)]);
    new_ticket::reminder(run);
}

fn updates_id(which: UpdatesWanted) -> &'static str {
    match which {
        UpdatesWanted::All => "all",
        UpdatesWanted::Answers => "answers",
        UpdatesWanted::None => "none",
    }
}

fn quiet_text(run: &Run<'_>) -> Text {
    match run.state.quiet {
        Some((from, until)) => Text::key("settings-quiet-now").with("from", clock(from)).with("until", clock(until)),
        None => Text::key("settings-quiet-none"),
    }
}

/// Minutes after midnight as people write a time of day.
fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Which updates are told from now on.
pub fn set_updates(run: &mut Run<'_>, which: UpdatesWanted) {
    run.state.updates = which;
    run.settle();
    run.notice(Tone::Success, Text::key("settings-updates-set").with("which", updates_id(which)));
    new_ticket::reminder(run);
}

/// Asks from when until when it shall be quiet.
pub fn ask_quiet(run: &mut Run<'_>) {
    run.state.awaiting = Awaiting::QuietHours;
    run.state.misses = 0;
    let mut choices = Vec::new();
    if run.state.quiet.is_some() {
        choices.push(button(Text::key("settings-quiet-off"), Press::Quiet { quiet: QuietStep::Off }));
    }
    choices.push(Choice { weight: Weight::Plain, ..button(Text::key("actions-cancel"), Press::Cancel) });
    run.say(Message::new(vec![paragraph(Text::key("settings-quiet-ask")), buttons(choices)]));
}

/// The quiet hours were said.
pub fn quiet_said(run: &mut Run<'_>, saying: Saying<'_>) -> Taken {
    if let Some(quiet) = read_quiet(saying.text) {
        set_quiet(run, Some(quiet));
        return Taken::Yes;
    }
    match control(run, saying.text) {
        Some(Control::No) => set_quiet(run, None),
        Some(Control::Cancel | Control::Back) => super::actions::nothing_changed(run),
        _ if super::said::clear_command(run, saying).is_some() => return Taken::No,
        _ => expected(run, Text::key("settings-quiet-expected")),
    }
    Taken::Yes
}

/// Sets the quiet hours, or none.
pub fn set_quiet(run: &mut Run<'_>, quiet: Option<(u16, u16)>) {
    run.state.quiet = quiet;
    run.settle();
    let text = quiet_text(run);
    run.notice(Tone::Success, Text::key("settings-quiet-saved").with("quiet", text));
    new_ticket::reminder(run);
}

/// Two times of day in a text („22–7 Uhr“, „22:30 bis 6“, „10 pm to 7 am“) as minutes after midnight.
pub fn read_quiet(text: &str) -> Option<(u16, u16)> {
    let lower = text.to_lowercase();
    let mut times = Vec::new();
    let mut rest = lower.as_str();
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (minutes, after) = read_time(&rest[at..])?;
        times.push(minutes);
        rest = after;
    }
    match times[..] {
        [from, until] if from != until => Some((from, until)),
        _ => None,
    }
}

/// A time of day at the beginning of a text, and what follows it.
fn read_time(text: &str) -> Option<(u16, &str)> {
    let (hour, mut rest) = digits(text)?;
    let mut minute = 0;
    if let Some(after) = rest.strip_prefix([':', '.'])
        && after.starts_with(|c: char| c.is_ascii_digit())
    {
        (minute, rest) = digits(after)?;
    }
    let half = rest.trim_start();
    let hour = match (hour, half.starts_with("pm"), half.starts_with("am")) {
        (12, _, true) => 0,
        (1..=11, true, _) => hour + 12,
        _ => hour,
    };
    (hour <= 24 && minute < 60).then(|| ((hour * 60 + minute) % DAY_MINUTES, rest))
}

fn digits(text: &str) -> Option<(u16, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}
