//! Two companies in one database: whatever their people say, press or forge, neither sees or changes what is the other's.

use proptest::prelude::*;
use ticketlotse::conversation::event::{EventKind, Press};
use ticketlotse::conversation::message::{Block, Message, Spoken};
use ticketlotse::desks::support::SupportDesk as _;
use ticketlotse::domain::{EventId, MessageId};

use crate::transcripts::people::{self, Somebody};
use crate::transcripts::play::Play;
use crate::transcripts::recorder::Shown;

/// Who takes part, with the word that stands in everything their company files.
const PEOPLE: &[(&str, &str)] = &[("Anna Berger", MUSTER), ("Karl Weber", MUSTER), ("Nora Licht", NORDLICHT)];
const MUSTER: &str = "Birnbaum";
const NORDLICHT: &str = "Ahornweg";
/// Stands in internal notes only.
const INTERNAL: &str = "Quittenmus";

/// What is said; `{n}` becomes a ticket's number, mostly one of the other company's. Nobody says the other one's word:
/// it would come back with what was searched for.
const LINES: &[&str] = &[
    "meine tickets",
    "meine geschlossenen tickets",
    "firma",
    "firma alle",
    "firma Licht",
    "beobachtete",
    "suche Frage",
    "{n}",
    "zeige {n}",
    "antworte {n} Bitte melden Sie sich",
    "antworte {n}",
    "anhang {n}",
    "schließe {n} läuft wieder",
    "eskaliere {n} eilt",
    "priorität {n} hoch",
    "kollege {n} +Licht",
    "kollege {n} +Weber",
    "kollege {n} -Berger",
    "folge {n}",
    "stumm {n}",
    "bewerte {n} 5",
    "öffne wieder {n} geht nicht",
    "neu anfrage",
    "ja",
    "nein",
    "1",
    "2",
    "nächste seite",
    "abbrechen",
    "hilfe",
];

/// One thing that somebody does.
#[derive(Clone, Debug)]
enum Move {
    /// Says a line.
    Say(usize, usize),
    /// Presses a button that anybody was ever shown.
    Press(prop::sample::Index),
    /// Presses a button that was never there.
    Forge(usize, usize),
    /// Replies to a message about a ticket.
    Reply(usize),
}

fn moves() -> impl Strategy<Value = Vec<(usize, Move)>> {
    let one = prop_oneof![
        5 => (0..LINES.len(), 0..4_usize).prop_map(|(line, ticket)| Move::Say(line, ticket)),
        4 => any::<prop::sample::Index>().prop_map(Move::Press),
        2 => (0..3_usize, 0..4_usize).prop_map(|(kind, ticket)| Move::Forge(kind, ticket)),
        1 => (0..4_usize).prop_map(Move::Reply),
    ];
    prop::collection::vec((0..PEOPLE.len(), one), 20..60)
}

/// Two companies that have filed a ticket each by two people, with an answer and an internal note.
struct House {
    play: Play,
    numbers: Vec<(String, &'static str)>,
    presses: Vec<Press>,
    steps: usize,
}

impl House {
    async fn filled() -> Self {
        let mut play = Play::begin(false).await;
        let mut numbers = Vec::new();
        for (name, word) in PEOPLE {
            play.person = people::named(name);
            play.link(play.person).await;
            play.says("neu anfrage").await;
            play.says("Bedienung").await;
            play.says(&format!("Frage zum {word}")).await;
            play.says(&format!("Wie stelle ich den {word} um?")).await;
            play.says("nein").await;
            let told = play.says("absenden").await.concat().join(" ");
            let at = told.find("CS-2026-").unwrap_or_else(|| panic!("no number in {told}"));
            numbers.push((told[at..at + 14].to_owned(), *word));
        }
        play.happens("role nora.licht@nordlicht.example customer_admin").await;
        for (number, word) in &numbers {
            play.happens(&format!("support replies {number}: Zum {word} melden wir uns.")).await;
            play.happens(&format!("support notes {number}: {INTERNAL} {word}")).await;
        }
        let mut house = Self { play, numbers, presses: Vec::new(), steps: 0 };
        house.look();
        house
    }

    /// Everything that was shown since the last look holds nothing of the other company.
    fn look(&mut self) {
        for (name, own) in PEOPLE {
            let foreign = if *own == MUSTER { NORDLICHT } else { MUSTER };
            for shown in self.play.stage.recorder.take(people::named(name).email) {
                let Shown::Message { message, .. } = shown else { continue };
                let json = serde_json::to_string(&message).expect("a message");
                assert!(!json.contains(foreign), "{name} saw something of {foreign}: {json}");
                assert!(!json.contains(INTERNAL), "{name} saw an internal note: {json}");
                self.presses.extend(presses(&message));
            }
        }
    }

    async fn happens(&mut self, who: &'static Somebody, kind: EventKind) {
        self.steps += 1;
        self.play.person = who;
        let id = EventId::new(format!("step{}", self.steps));
        // A flood is refused; that is an answer, too.
        let _ = self.play.hand_in(id, kind).await;
        self.play.answers_later().await;
        self.look();
    }

    async fn moves(&mut self, who: &'static Somebody, to: &Move) {
        let own = PEOPLE.iter().find(|(name, _)| *name == who.name).expect("one of them").1;
        let theirs: Vec<_> = self.numbers.iter().filter(|(_, word)| *word != own).collect();
        // Of four, three are the other company's.
        let ticket = |at: &usize| if *at == 0 { &self.numbers[0] } else { theirs[at % theirs.len()] };
        let message = MessageId::new(format!("m{}", self.steps));
        let said = |text: String, about: Option<&str>| EventKind::Said {
            message,
            text,
            files: Vec::new(),
            about: about.map(Into::into),
        };
        let kind = match to {
            Move::Say(line, at) => said(LINES[*line].replace("{n}", &ticket(at).0), None),
            Move::Reply(at) => said("Danke, wir prüfen das".to_owned(), Some(&ticket(at).0)),
            Move::Press(_) if self.presses.is_empty() => return,
            Move::Press(index) => EventKind::Pressed { press: Some(index.get(&self.presses).clone()) },
            Move::Forge(what, at) => {
                let number = ticket(at).0.as_str().into();
                let press = match what {
                    0 => Press::Show { number },
                    1 => Press::File { number, file: "1".into() },
                    _ => Press::Command { command: ticketlotse::conversation::intent::Command::Company },
                };
                EventKind::Pressed { press: Some(press) }
            }
        };
        self.happens(who, kind).await;
    }

    /// Whatever stands in a ticket was written by its own company or by support.
    async fn is_unharmed(&self) {
        for (number, word) in &self.numbers {
            let case = self.play.stage.desk.case(&number.as_str().into()).await.expect("the ticket is there");
            let text = format!("{case:?}");
            let foreign = if *word == MUSTER { NORDLICHT } else { MUSTER };
            assert!(!text.contains(foreign), "{number} holds something of {foreign}");
            for (name, other) in PEOPLE {
                assert!(other == word || !text.contains(name), "{name} got into {number}: {text}");
            }
        }
    }
}

fn presses(message: &Message<Spoken>) -> Vec<Press> {
    let mut found = Vec::new();
    for block in &message.blocks {
        match block {
            Block::Choices { choices, .. } => found.extend(choices.iter().map(|choice| choice.press.clone())),
            Block::Tickets { rows } => found.extend(rows.iter().map(|row| row.press.clone())),
            _ => {}
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn no_sequence_of_requests_shows_one_company_to_the_other(moves in moves()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let mut house = House::filled().await;
            for (who, to) in &moves {
                house.moves(people::named(PEOPLE[*who].0), to).await;
            }
            house.is_unharmed().await;
        });
    }
}
