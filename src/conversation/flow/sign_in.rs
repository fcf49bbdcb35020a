//! Signing in and out: an identity becomes a member by a code sent to their mailbox, never by claim.
//!
//! Also what somebody may do who is not signed in: get help, set the language, ask for a human, and nothing else.

use super::heard::{Control, Heard, Wanted, control, hear, is_called};
use super::said::{Saying, Taken};
use super::words::{button, buttons, paragraph, primary, with_contact};
use super::{command, help, menu, settings};
use crate::conversation::effect::{Ask, Effect};
use crate::conversation::event::{Answer, Place, Press, SignInStep};
use crate::conversation::intent::Command;
use crate::conversation::message::{Block, Message, Tone};
use crate::conversation::run::Run;
use crate::conversation::state::{Awaiting, Confirmed, Then};
use crate::conversation::text::{Arg, Text};
use crate::domain::{Email, FileMeta, MessageId, Person};

/// Characters of a one-time code.
pub const CODE_LENGTH: usize = 8;

/// Who I am and what to do first, for somebody who is not signed in.
pub fn introduce(run: &mut Run<'_>) {
    if matches!(run.world.person, Person::Lapsed) {
        return refused(run);
    }
    let key = if run.state.signed_out { "sign_in-signed-out" } else { "sign_in-introduction" };
    let text = with_contact(run, Text::key(key)).with("part", menu::part_of_day(run));
    let mut choices = vec![primary(Text::key("command-sign_in.title"), Press::Command { command: Command::SignIn })];
    choices.push(super::words::command(Command::Help));
    choices.extend(settings::other_languages(run));
    run.say(Message::new(vec![paragraph(text), buttons(choices)]));
}

/// `anmelden`: asks for the business e-mail; who is signed in is told so and offered what else there is.
pub fn begin(run: &mut Run<'_>, named: Option<&str>, after: Option<Command>) {
    if let Some(entitled) = run.entitled() {
        let text = Text::key("sign_in-already")
            .with("name", entitled.member.name.as_str())
            .with("email", entitled.member.email.as_str());
        let other = button(Text::key("sign_in-other-address"), step(SignInStep::OtherAddress));
        let out = super::words::command(Command::SignOut);
        return run.say_private(vec![paragraph(text), buttons(vec![other, out])]);
    }
    if let Some(email) = named.and_then(find_email).filter(|_| run.event.place == Place::Private) {
        return submit(run, email, after);
    }
    ask_email(run, "sign_in-ask-email", after);
}

/// Somebody wanted something that needs a sign-in: it is remembered and done afterwards.
pub fn required(run: &mut Run<'_>, after: Option<Command>) {
    match run.world.person {
        Person::Lapsed => refused(run),
        _ if run.state.signed_out => introduce(run),
        _ => ask_email(run, "sign_in-first", after),
    }
}

fn ask_email(run: &mut Run<'_>, key: &'static str, after: Option<Command>) {
    run.state.awaiting = Awaiting::Email { after };
    run.state.misses = 0;
    let cancel = button(Text::key("actions-cancel"), Press::Cancel);
    run.say(Message::new(vec![paragraph(with_contact(run, Text::key(key))), buttons(vec![cancel])]));
}

/// The one sentence for everybody who is not admitted, whatever the reason, and whom to turn to.
fn refused(run: &mut Run<'_>) {
    let other = button(Text::key("sign_in-other-address"), step(SignInStep::OtherAddress));
    let mut blocks = not_admitted(run);
    blocks.push(buttons(vec![other]));
    run.say(Message::new(blocks));
}

fn not_admitted(run: &Run<'_>) -> Vec<Block> {
    let fixed = Block::Notice { tone: Tone::Refusal, text: Text::key("sign_in-not-admitted") };
    vec![fixed, paragraph(with_contact(run, Text::key("sign_in-whom-to-ask")))]
}

/// A revoked identity is told so; nothing links it again until an operator lifts it.
pub fn blocked(run: &mut Run<'_>) {
    let mut blocks = not_admitted(run);
    blocks.push(paragraph(with_contact(run, Text::key("sign_in-blocked"))));
    run.say(Message::new(blocks));
}

/// The link ended outside the chat.
pub fn ended(run: &mut Run<'_>) {
    let text = with_contact(run, Text::key("sign_in-ended"));
    let again = primary(Text::key("command-sign_in.title"), Press::Command { command: Command::SignIn });
    run.say(Message::new(vec![Block::Notice { tone: Tone::Info, text }, buttons(vec![again])]));
}

/// What somebody wrote who is not signed in, or whose right rests.
pub fn said(run: &mut Run<'_>, message: &MessageId, text: &str, files: &[FileMeta]) {
    let saying = Saying { message, text: text.trim(), files };
    if run.event.place == Place::Room {
        if !code_in_room(run, saying.text) {
            unproven_command(run, saying);
        }
        return;
    }
    let taken = match run.state.awaiting.clone() {
        Awaiting::Email { after } => email_said(run, saying, after),
        Awaiting::Code { email, after } => code_said(run, saying, email, after),
        Awaiting::Confirmation { id, on_yes: Confirmed::SignOut } => {
            super::actions::confirm::said(run, saying, id, Confirmed::SignOut)
        }
        Awaiting::Language => settings::language_said(run, saying),
        _ => Taken::No,
    };
    if taken == Taken::No {
        unproven_command(run, saying);
    }
}

fn unproven_command(run: &mut Run<'_>, saying: Saying<'_>) {
    if saying.text.is_empty() {
        return required(run, None);
    }
    match hear(run, saying.text) {
        Heard::Command(wanted) => command_of_stranger(run, &wanted),
        Heard::Negated | Heard::Maybe(_) | Heard::Nothing => match Email::parse(saying.text) {
            Some(email) if may_name_address(run) => submit(run, email, None),
            // Whatever was open before: the very next message is refused.
            _ if matches!(run.world.person, Person::Lapsed) => refused(run),
            _ => help::missed(run),
        },
    }
}

/// After a sign-out only an explicit `anmelden` counts, and in a room no address does.
fn may_name_address(run: &Run<'_>) -> bool {
    !run.state.signed_out && run.event.place == Place::Private && matches!(run.world.person, Person::Stranger)
}

/// Runs what holds nobody's data; all else needs the sign-in first.
pub fn command_of_stranger(run: &mut Run<'_>, wanted: &Wanted) {
    super::settings::answer_as_asked(run, wanted);
    run.state.misses = 0;
    match wanted.command {
        Command::SignIn => begin(run, wanted.text.as_deref(), None),
        Command::SignOut => sign_out(run),
        Command::Help => help::show(run, wanted.text.as_deref()),
        Command::Human => help::human(run),
        Command::Language => settings::language(run, wanted.language.as_deref()),
        Command::Thanks => menu::thanks(run),
        Command::Greet => menu::greet(run),
        Command::Menu => introduce(run),
        Command::WhoAmI if matches!(run.world.person, Person::Stranger) => introduce(run),
        other => required(run, Some(other)),
    }
}

/// A button pressed by somebody who is not signed in.
pub fn pressed(run: &mut Run<'_>, press: &Press) {
    match press {
        Press::Command { command } => command_of_stranger(run, &Wanted::of(*command)),
        Press::Language { language } => settings::set_language(run, language),
        Press::SignIn { step } => sign_in_step(run, *step),
        Press::Cancel => cancelled(run),
        Press::Confirm { id, yes } => super::actions::confirm::pressed(run, *id, (*yes).into()),
        // Who cannot sign in and wants to report just that is not sent in a circle.
        Press::NewTicket { ticket_type } if ticket_type.as_str() == "zugang" => refused(run),
        Press::NewTicket { .. } => required(run, Some(Command::New)),
        _ => required(run, None),
    }
}

/// A button of the sign-in.
pub fn sign_in_step(run: &mut Run<'_>, step: SignInStep) {
    match (step, run.state.awaiting.clone()) {
        (SignInStep::NewCode, Awaiting::Code { email, after }) => submit(run, email, after),
        (_, Awaiting::Code { after, .. } | Awaiting::Email { after }) => {
            run.effects.push(Effect::VoidCode);
            ask_email(run, "sign_in-ask-email", after);
        }
        _ => ask_email(run, "sign_in-ask-email", None),
    }
}

/// An answer to the question for the business e-mail.
pub fn email_said(run: &mut Run<'_>, saying: Saying<'_>, after: Option<Command>) -> Taken {
    if let Some(email) = find_email(saying.text) {
        submit(run, email, after);
        return Taken::Yes;
    }
    if matches!(control(run, saying.text), Some(Control::Cancel | Control::Back | Control::No)) {
        cancelled(run);
        return Taken::Yes;
    }
    if matches!(hear(run, saying.text), Heard::Command(_)) {
        return Taken::No;
    }
    super::said::expected(run, Text::key("sign_in-email-expected"));
    Taken::Yes
}

/// An answer to the question for the code.
pub fn code_said(run: &mut Run<'_>, saying: Saying<'_>, email: Email, after: Option<Command>) -> Taken {
    match control(run, saying.text) {
        Some(Control::Cancel) => cancelled(run),
        Some(Control::Back) => sign_in_step(run, SignInStep::OtherAddress),
        _ if is_called(run, "sign_in-new-code", saying.text) => submit(run, email, after),
        _ if is_called(run, "sign_in-other-address", saying.text) => sign_in_step(run, SignInStep::OtherAddress),
        _ => return code_typed(run, saying, email, after),
    }
    Taken::Yes
}

fn code_typed(run: &mut Run<'_>, saying: Saying<'_>, email: Email, after: Option<Command>) -> Taken {
    if let Some(other) = find_email(saying.text) {
        submit(run, other, after);
        return Taken::Yes;
    }
    // Digits alone are a part of a code here, or all of one, and no ticket's number.
    let has_words = saying.text.chars().any(char::is_alphabetic);
    if has_words && matches!(hear(run, saying.text), Heard::Command(_)) {
        return Taken::No;
    }
    let Some(code) = code_in(saying.text) else {
        // Not counted as a wrong entry: it cannot be a code.
        super::said::expected(run, Text::key("sign_in-code-expected").with("length", CODE_LENGTH));
        return Taken::Yes;
    };
    run.ask(Ask::CheckCode { code }, Then::SignIn { email, after });
    Taken::Yes
}

/// A code typed where others can read along is void and never accepted.
pub fn code_in_room(run: &mut Run<'_>, text: &str) -> bool {
    let Awaiting::Code { .. } = run.state.awaiting else { return false };
    if code_in(text).is_none() || matches!(hear(run, text), Heard::Command(_)) {
        return false;
    }
    run.effects.push(Effect::VoidCode);
    run.audit("code.void_in_room", None);
    let again = primary(Text::key("sign_in-new-code"), step(SignInStep::NewCode));
    let text = Text::key("sign_in-code-in-room");
    run.say(Message::new(vec![Block::Notice { tone: Tone::Warning, text }, buttons(vec![again])]));
    true
}

/// The code in a text, upper case, without the spaces and hyphens that people put into it.
fn code_in(text: &str) -> Option<String> {
    let code: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let ok = code.len() == CODE_LENGTH && code.chars().all(|c| c.is_ascii_alphanumeric());
    ok.then(|| code.to_uppercase())
}

/// The first address in a text („meine mail ist anna@muster.de“).
fn find_email(text: &str) -> Option<Email> {
    text.split_whitespace().find_map(|word| Email::parse(word.trim_end_matches(['.', ',', ';', '!'])))
}

fn submit(run: &mut Run<'_>, email: Email, after: Option<Command>) {
    run.state.awaiting = Awaiting::Email { after };
    run.state.misses = 0;
    let language = run.language().to_owned();
    run.ask(Ask::SendCode { email: email.clone(), language }, Then::SignIn { email, after });
}

/// The person stops signing in.
fn cancelled(run: &mut Run<'_>) {
    if matches!(run.state.awaiting, Awaiting::Code { .. }) {
        run.effects.push(Effect::VoidCode);
    }
    run.settle();
    run.say_text(Text::key("sign_in-cancelled"));
}

/// How the sign-in goes on.
pub fn answered(run: &mut Run<'_>, email: Email, after: Option<Command>, answer: &Answer) {
    if let Answer::Linked { .. } = answer {
        return linked(run, after);
    }
    if !matches!(run.state.awaiting, Awaiting::Email { .. } | Awaiting::Code { .. }) {
        // It was given up meanwhile.
        run.effects.push(Effect::VoidCode);
        return;
    }
    match answer {
        Answer::CodeSent => {
            let text = Text::key("sign_in-code-sent").with("email", email.as_str()).with("length", CODE_LENGTH);
            run.state.awaiting = Awaiting::Code { email, after };
            run.say(Message::new(vec![paragraph(text), buttons(code_choices())]));
        }
        Answer::NotAdmitted => {
            run.state.awaiting = Awaiting::Email { after };
            let mut blocks = not_admitted(run);
            let other = button(Text::key("sign_in-other-address"), step(SignInStep::OtherAddress));
            blocks.push(buttons(vec![other]));
            run.say(Message::new(blocks));
        }
        Answer::Wait { until } => {
            run.notice(Tone::Warning, with_contact(run, Text::key("sign_in-wait").with("until", Arg::Exact(*until))));
        }
        Answer::CodeWrong { left } => {
            code_problem(run, Text::key("sign_in-code-wrong").with("left", i64::from(*left)));
        }
        Answer::CodeVoid => code_problem(run, Text::key("sign_in-code-void")),
        Answer::CodeExpired => code_problem(run, Text::key("sign_in-code-expired")),
        Answer::Unavailable { reference } => {
            let text = Text::key("sign_in-unavailable").with("reference", reference.as_str());
            run.notice(Tone::Warning, with_contact(run, text));
        }
        _ => {}
    }
}

/// The code's mail cannot be sent: said honestly, with whom to turn to, instead of letting the person wait for it.
pub fn mail_failed(run: &mut Run<'_>) {
    let Awaiting::Code { after, .. } = run.state.awaiting.clone() else { return };
    run.effects.push(Effect::VoidCode);
    run.state.awaiting = Awaiting::Email { after };
    run.notice(Tone::Warning, with_contact(run, Text::key("sign_in-mail-failed")));
}

fn code_problem(run: &mut Run<'_>, text: Text) {
    run.say(Message::new(vec![Block::Notice { tone: Tone::Warning, text }, buttons(code_choices())]));
}

fn code_choices() -> Vec<crate::conversation::message::Choice> {
    vec![
        button(Text::key("sign_in-new-code"), step(SignInStep::NewCode)),
        button(Text::key("sign_in-other-address"), step(SignInStep::OtherAddress)),
        button(Text::key("actions-cancel"), Press::Cancel),
    ]
}

fn step(step: SignInStep) -> Press {
    Press::SignIn { step }
}

/// The code was right. Where the world does not know the person yet, the next event greets by name.
fn linked(run: &mut Run<'_>, after: Option<Command>) {
    if run.entitled().is_some() {
        run.settle();
        return welcome(run, after);
    }
    run.state = run.state.forgotten();
    run.notice(Tone::Success, Text::key("sign_in-linked"));
}

/// Greets by name and goes on with what was wanted before, or shows the start menu.
pub fn welcome(run: &mut Run<'_>, after: Option<Command>) {
    let Some(entitled) = run.entitled() else { return };
    let text = Text::key("sign_in-welcome")
        .with("name", entitled.greeting_name())
        .with("customer", entitled.customer.name.as_str());
    run.say_private(vec![Block::Notice { tone: Tone::Success, text }]);
    match after {
        Some(after) if !matches!(after, Command::SignIn | Command::Menu | Command::Greet) => {
            command::run(run, &Wanted::of(after), None);
        }
        _ => menu::show(run),
    }
}

/// `abmelden`: asks first, because drafts are lost.
pub fn sign_out(run: &mut Run<'_>) {
    if run.state.link.is_none() {
        return introduce(run);
    }
    super::actions::confirm::ask(run, Confirmed::SignOut);
}

/// Signing out was confirmed.
pub fn confirmed_sign_out(run: &mut Run<'_>) {
    let Some(link) = run.state.link.clone() else { return introduce(run) };
    run.effects.push(Effect::Unlink { link });
    run.state = run.state.forgotten();
    run.state.signed_out = true;
    let again = button(Text::key("command-sign_in.title"), Press::Command { command: Command::SignIn });
    run.say(Message::new(vec![paragraph(Text::key("sign_in-signed-out-now")), buttons(vec![again])]));
}

/// `ich`: name, address, company, role, Support-ID or its absence, until when the contract runs.
pub fn who_am_i(run: &mut Run<'_>) {
    let Some(entitled) = run.entitled() else { return introduce(run) };
    let member = &entitled.member;
    let fact = |label: &'static str, value: Text| crate::conversation::message::Fact {
        label: Text::key(label),
        value,
        field: None,
    };
    let support_id =
        entitled.contact.id().map_or_else(|| Text::key("sign_in-fact-no-support-id"), |id| Text::verbatim(id.as_str()));
    let mut facts = vec![
        fact("sign_in-fact-name", Text::verbatim(member.name.as_str())),
        fact("sign_in-fact-email", Text::verbatim(member.email.as_str())),
        fact("sign_in-fact-customer", Text::verbatim(entitled.customer.name.as_str())),
        fact("sign_in-fact-role", super::words::role(member.role)),
        fact("sign_in-fact-support-id", support_id),
    ];
    if let Some(contract) = entitled.contracts.iter().max_by_key(|contract| contract.valid_until) {
        let value = Text::key("sign_in-fact-contract-until")
            .with("name", contract.name.as_str())
            .with("day", contract.valid_until);
        facts.push(fact("sign_in-fact-contract", value));
    }
    let choices = vec![
        super::words::command(Command::Notifications),
        button(Text::key("sign_in-other-address"), step(SignInStep::OtherAddress)),
        super::words::command(Command::SignOut),
    ];
    run.say_private(vec![Block::Facts { facts }, buttons(choices)]);
}
