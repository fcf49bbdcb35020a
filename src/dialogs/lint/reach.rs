//! What can ever hold: every combination of answers that matters is tried, so that a field, rule, hint or offer that no
//! person could ever reach is found.
//!
//! An answer is reduced to what conditions can tell apart: the options somebody asks about and one for all others; the
//! numbers around each threshold. Fields that a condition does not depend on are not tried at all. With more combinations
//! than [`MAX_TRIES`] nothing is claimed.

use std::collections::{BTreeMap, BTreeSet};

use super::super::finding::Code;
use super::condition::{self, Place, Sound, fields_of};
use super::{Look, kinds};
use crate::domain::Priority;
use crate::domain::form::{Condition, Field, Form, Kind, Test, derived};

/// Most combinations tried for one condition.
const MAX_TRIES: u32 = 200_000;
/// Most options of a selection whose combinations are tried.
const MAX_SELECTED: usize = 8;

/// Checks what can be reached, as far as the conditions are sound.
pub(super) fn check(look: &mut Look<'_>, sound: &Sound) {
    let mut space = Space::new(look.form);
    // An unsound condition has its finding already; whatever depends on it is taken as possible.
    let fields = look.form.fields.iter().enumerate();
    space.always.extend(fields.map(|(index, _)| index).filter(|index| !sound.contains(&Place::Field(*index))));
    fields_can_be_asked(look, &mut space, sound);
    rules_can_decide(look, &mut space, sound);
    hints_can_be_shown(look, &space, sound);
    offers_can_be_made(look, &space, sound);
}

fn fields_can_be_asked(look: &mut Look<'_>, space: &mut Space<'_>, sound: &Sound) {
    for (index, field) in look.form.fields.iter().enumerate() {
        let Some(when) = &field.when else { continue };
        if sound.contains(&Place::Field(index)) && !space.is_possible(&[when], None, |answers| answers.hold(when)) {
            let what = format!("`{}` is never asked: its condition cannot hold", field.id);
            let mend = "change the condition, or those of the fields it looks at";
            look.found(look.field(index).key("when"), Code::UnreachableField, what, mend);
            space.always.insert(index);
        }
    }
}

fn rules_can_decide(look: &mut Look<'_>, space: &mut Space<'_>, sound: &Sound) {
    let mut decided_by = None;
    for (index, rule) in look.form.priority.iter().enumerate() {
        let spot = look.root.key("priority").item(index);
        let spot = if spot.key("when").exists() { spot.key("when") } else { spot.key("level") };
        if let Some(earlier) = decided_by {
            let what = format!("rule {earlier} always fits, so this one never decides");
            look.found(spot, Code::UnreachableRule, what, "move it up, or take it out");
            continue;
        }
        let Some(when) = &rule.when else {
            decided_by = Some(index + 1);
            continue;
        };
        if !sound.contains(&Place::Rule(index)) {
            space.never.insert(index);
            continue;
        }
        let earlier: Vec<&Condition> = space.rules().take_while(|(place, _)| *place < index).map(|(_, c)| c).collect();
        let mut about = earlier.clone();
        about.push(when);
        let decides = |answers: &Answers<'_>| answers.hold(when) && !earlier.iter().any(|other| answers.hold(other));
        if space.is_possible(&about, None, decides) {
            continue;
        }
        let alone = space.is_possible(&[when], None, |answers| answers.hold(when));
        let (what, mend) = if alone {
            ("every answer it fits is decided by an earlier rule", "move it up, or take it out")
        } else {
            ("its condition cannot hold", "change the condition")
        };
        look.found(spot, Code::UnreachableRule, format!("the rule never decides: {what}"), mend);
        space.never.insert(index);
    }
}

fn hints_can_be_shown(look: &mut Look<'_>, space: &Space<'_>, sound: &Sound) {
    for (index, field) in look.form.fields.iter().enumerate() {
        for (number, hint) in field.hint.iter().enumerate() {
            let Some(when) = &hint.when else { continue };
            let shown = |answers: &Answers<'_>| answers.hold(when);
            if sound.contains(&Place::Hint(index, number)) && !space.is_possible(&[when], Some(index), shown) {
                let spot = look.field(index).key("hint").item(number).key("when");
                let what = format!("the hint `{}` is never shown: its condition cannot hold", hint.id);
                look.found(spot, Code::UnreachableHint, what, "change the condition, or take the hint out");
            }
        }
    }
}

fn offers_can_be_made(look: &mut Look<'_>, space: &Space<'_>, sound: &Sound) {
    for (index, offer) in look.form.offer.iter().enumerate() {
        let made = |answers: &Answers<'_>| answers.hold(&offer.when);
        if sound.contains(&Place::Offer(index)) && !space.is_possible(&[&offer.when], None, made) {
            let spot = look.root.key("offer").item(index).key("when");
            let what = format!("`{}` is never offered: the condition cannot hold", offer.to);
            look.found(spot, Code::UnreachableOffer, what, "change the condition, or take the offer out");
        }
    }
}

/// An answer, as far as conditions can tell it from others.
#[derive(Clone, Debug, PartialEq)]
enum Answer<'a> {
    /// There is none.
    None,
    /// One that no condition asks about.
    Other,
    /// An option, an alternative, `yes`, `no`, `unknown`.
    Word(&'a str),
    /// A selection; what no condition asks about counts as [`OTHER_OPTION`].
    Words(Vec<&'a str>),
    /// A number.
    Number(f64),
}

/// How far from a threshold a number still means it.
const SMALL_STEP: f64 = 0.000_1;
/// Stands for all options that no condition asks about.
const OTHER_OPTION: &str = "*";

/// All combinations of answers to a form.
struct Space<'a> {
    form: &'a Form,
    /// Fields whose condition is taken to hold.
    always: BTreeSet<usize>,
    /// Rules taken never to fit.
    never: BTreeSet<usize>,
    /// What conditions compare each field with.
    words: BTreeMap<&'a str, BTreeSet<&'a str>>,
    thresholds: BTreeMap<&'a str, Vec<f64>>,
}

/// One combination: a value for each of `names`, in their order.
struct Answers<'s> {
    space: &'s Space<'s>,
    given: BTreeMap<&'s str, Answer<'s>>,
}

impl<'a> Space<'a> {
    fn new(form: &'a Form) -> Self {
        let mut space = Self {
            form,
            always: BTreeSet::new(),
            never: BTreeSet::new(),
            words: BTreeMap::new(),
            thresholds: BTreeMap::new(),
        };
        let whens = form.fields.iter().filter_map(|field| field.when.as_ref());
        let hints = form.fields.iter().flat_map(|field| field.hint.iter().filter_map(|hint| hint.when.as_ref()));
        let rules = form.priority.iter().filter_map(|rule| rule.when.as_ref());
        let offers = form.offer.iter().map(|offer| &offer.when);
        for test in whens.chain(hints).chain(rules).chain(offers).flat_map(condition::tests_of) {
            let words = condition::words_of(test);
            let numbers = words.iter().filter_map(|word| word.parse::<f64>().ok()).chain(test.at_least);
            space.thresholds.entry(test.field.as_str()).or_default().extend(numbers.filter(|n| n.is_finite()));
            space.words.entry(test.field.as_str()).or_default().extend(words);
        }
        space
    }

    fn rules(&self) -> impl Iterator<Item = (usize, &'a Condition)> {
        let rules = self.form.priority.iter().enumerate().filter(|(index, _)| !self.never.contains(index));
        rules.filter_map(|(index, rule)| rule.when.as_ref().map(|when| (index, when)))
    }

    /// Whether some combination of answers fulfils the goal, which looks at what `about` names; `answered` is a field that
    /// must have an answer in it.
    fn is_possible(&self, about: &[&Condition], answered: Option<usize>, goal: impl Fn(&Answers<'_>) -> bool) -> bool {
        let own = answered.map(|index| self.form.fields[index].id.as_str());
        let names = self.depends_on(about.iter().flat_map(|condition| fields_of(condition)).chain(own));
        let mut answers = Answers { space: self, given: BTreeMap::new() };
        let mut tries = 0;
        let fulfilled = |answers: &Answers<'_>| {
            own.is_none_or(|own| answers.given.get(own).is_some_and(|answer| *answer != Answer::None)) && goal(answers)
        };
        self.search(&names, &mut answers, &mut tries, &fulfilled)
    }

    fn search<'s>(
        &'s self,
        names: &[&'s str],
        answers: &mut Answers<'s>,
        tries: &mut u32,
        goal: &dyn Fn(&Answers<'_>) -> bool,
    ) -> bool {
        *tries += 1;
        if *tries > MAX_TRIES {
            return true;
        }
        let Some((name, rest)) = names.split_first() else {
            return answers.are_consistent() && goal(answers);
        };
        for answer in self.answers_to(name) {
            answers.given.insert(name, answer);
            if answers.may_be_consistent(name) && self.search(rest, answers, tries, goal) {
                return true;
            }
            answers.given.remove(name);
        }
        false
    }

    /// What has to be tried: the names themselves and whatever decides whether their fields are asked, in the form's order.
    fn depends_on<'n>(&'n self, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
        let mut open: Vec<&str> = names.collect();
        let mut all: BTreeSet<&str> = BTreeSet::new();
        while let Some(name) = open.pop() {
            if !all.insert(name) {
                continue;
            }
            if name == derived::PRIORITY {
                open.extend(self.rules().flat_map(|(_, when)| fields_of(when)));
            } else if let Some(when) = self.when_of(name) {
                open.extend(fields_of(when));
            }
        }
        all.remove(derived::PRIORITY);
        let mut ordered: Vec<&str> = all.iter().copied().filter(|name| name.starts_with('@')).collect();
        ordered.extend(self.form.fields.iter().map(|field| field.id.as_str()).filter(|id| all.contains(id)));
        ordered.dedup();
        ordered
    }

    /// The condition of a field, unless it is taken to hold.
    fn when_of(&self, id: &str) -> Option<&'a Condition> {
        let index = self.form.fields.iter().position(|field| field.id.as_str() == id)?;
        if self.always.contains(&index) { None } else { self.form.fields[index].when.as_ref() }
    }

    fn field(&self, id: &str) -> Option<&'a Field> {
        self.form.fields.iter().find(|field| field.id.as_str() == id)
    }

    fn answers_to(&self, name: &str) -> Vec<Answer<'a>> {
        let Some(field) = self.field(name) else {
            return vec![Answer::Word("yes"), Answer::Word("no"), Answer::None];
        };
        let mut answers = match field.kind {
            Kind::MultiChoice => self.selections(field),
            Kind::Number => self.numbers(field),
            _ => Vec::new(),
        };
        let asked_about = self.words.get(field.id.as_str());
        let is_asked = |word: &&str| asked_about.is_some_and(|words| words.contains(word));
        let words = kinds::words(field);
        if field.kind == Kind::MultiChoice {
            answers.extend(field.allow_unknown.then_some(Answer::Word("unknown")));
        } else {
            answers.extend(words.iter().copied().filter(is_asked).map(Answer::Word));
            let rest = words.iter().any(|word| !is_asked(word));
            let free = !matches!(field.kind, Kind::Choice | Kind::YesNo | Kind::Confirm | Kind::Number | Kind::Note);
            answers.extend((rest || free).then_some(Answer::Other));
        }
        answers.push(Answer::None);
        answers
    }

    fn selections(&self, field: &'a Field) -> Vec<Answer<'a>> {
        let asked_about = self.words.get(field.id.as_str());
        let is_asked = |option: &&&String| asked_about.is_some_and(|words| words.contains(option.as_str()));
        let mut options: Vec<&str> =
            field.options.iter().filter(|o| is_asked(&o)).map(String::as_str).take(MAX_SELECTED).collect();
        if options.len() < field.options.len() {
            options.push(OTHER_OPTION);
        }
        (1_usize..1 << options.len())
            .map(|chosen| {
                let is_chosen = |place: &usize| chosen >> place & 1 == 1;
                Answer::Words((0..options.len()).filter(is_chosen).map(|place| options[place]).collect())
            })
            .collect()
    }

    fn numbers(&self, field: &Field) -> Vec<Answer<'a>> {
        let mut numbers: Vec<f64> = Vec::new();
        for threshold in self.thresholds.get(field.id.as_str()).into_iter().flatten() {
            let (floor, ceil) = (threshold.floor(), threshold.ceil());
            numbers.extend([floor - 1.0, floor, ceil, ceil + 1.0]);
            if !field.whole {
                numbers.extend([threshold - SMALL_STEP, *threshold, threshold + SMALL_STEP]);
            }
        }
        numbers.extend([field.min, field.max].into_iter().flatten());
        let within =
            |number: &f64| field.min.is_none_or(|min| *number >= min) && field.max.is_none_or(|max| *number <= max);
        numbers.retain(within);
        if numbers.is_empty() {
            numbers.push(0.0);
        }
        numbers.into_iter().map(Answer::Number).collect()
    }
}

impl Answers<'_> {
    /// Whether the answers fit the form: what applies and is mandatory is answered, what does not apply is not.
    fn are_consistent(&self) -> bool {
        self.given.keys().all(|name| self.is_consistent(name))
    }

    /// The same for one of them, as soon as everything is known that decides it; before that nothing is claimed.
    fn may_be_consistent(&self, name: &str) -> bool {
        let known = self.space.when_of(name).is_none_or(|when| {
            fields_of(when).iter().all(|other| *other != derived::PRIORITY && self.given.contains_key(other))
        });
        !known || self.is_consistent(name)
    }

    fn is_consistent(&self, name: &str) -> bool {
        let Some(field) = self.space.field(name) else { return true };
        let answered = self.given.get(name).is_some_and(|answer| *answer != Answer::None);
        let applies = self.space.when_of(name).is_none_or(|when| self.hold(when));
        if applies { answered || !field.required || field.kind == Kind::Note } else { !answered }
    }

    /// Whether a condition holds.
    fn hold(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All(all) => all.all.iter().all(|part| self.hold(part)),
            Condition::Any(any) => any.any.iter().any(|part| self.hold(part)),
            Condition::Not(not) => !self.hold(&not.not),
            Condition::Test(test) if test.field == derived::PRIORITY => {
                compare(test, &Answer::Word(self.priority().id()))
            }
            Condition::Test(test) => compare(test, self.given.get(test.field.as_str()).unwrap_or(&Answer::None)),
        }
    }

    fn priority(&self) -> Priority {
        let rules = self.space.form.priority.iter().enumerate();
        let fits = |(index, rule): &(usize, &crate::domain::form::PriorityRule)| {
            !self.space.never.contains(index) && rule.when.as_ref().is_none_or(|when| self.hold(when))
        };
        rules.into_iter().find(fits).map_or(Priority::Normal, |(_, rule)| rule.level)
    }
}

/// The comparison of the form engine, on reduced answers.
fn compare(test: &Test, answer: &Answer<'_>) -> bool {
    if *answer == Answer::None {
        return test.filled == Some(false);
    }
    let equals = |wanted: &String| match answer {
        Answer::Word(word) => word == wanted,
        Answer::Words(words) => words.contains(&wanted.as_str()),
        Answer::Number(number) => wanted.parse::<f64>().is_ok_and(|wanted| (wanted - number).abs() < f64::EPSILON),
        Answer::Other | Answer::None => false,
    };
    if let Some(wanted) = &test.is {
        let alone = !matches!(answer, Answer::Words(words) if words.len() > 1);
        return equals(wanted) && alone;
    }
    if let Some(wanted) = &test.is_not {
        return !equals(wanted);
    }
    if let Some(wanted) = &test.one_of {
        return wanted.iter().any(equals);
    }
    if let Some(wanted) = &test.contains {
        return equals(wanted);
    }
    if let Some(least) = test.at_least {
        return matches!(answer, Answer::Number(number) if *number >= least);
    }
    test.filled.unwrap_or(true)
}
