//! What the linter says: file, line, a code that stays the same, what is wrong and what mends it.

use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// The bot cannot work with it; nothing is loaded.
    Error,
    /// The bot works, but somebody will be annoyed by it.
    Warning,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal $grade:ident,)+) => {
        /// What kind of mistake a finding is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $($(#[$doc])* $name,)+
        }

        impl Code {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The code as it is shown.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id),+ }
            }

            /// How bad it is.
            pub fn grade(self) -> Grade {
                match self { $(Self::$name => Grade::$grade),+ }
            }
        }
    };
}

codes! {
    /// A file or folder cannot be read.
    UnreadableFile = "unreadable-file" Error,
    /// There is no form at all.
    NoForms = "no-forms" Error,
    /// The file is no TOML.
    TomlSyntax = "toml-syntax" Error,
    /// A key that nobody reads.
    UnknownKey = "unknown-key" Error,
    /// A key that has to be there is not.
    MissingKey = "missing-key" Error,
    /// Text where a number belongs, and the like.
    WrongType = "wrong-type" Error,
    /// A word that is none of those possible.
    UnknownValue = "unknown-value" Error,
    /// A condition that is no condition.
    BadCondition = "bad-condition" Error,
    /// The id is not the file's name.
    IdDiffersFromFile = "id-differs-from-file" Error,
    /// An id with characters that keys cannot have, or a reserved one.
    BadId = "bad-id" Error,
    /// Two forms share a place in the overview.
    DuplicateOrder = "duplicate-order" Warning,
    /// Two fields of a form have one id.
    DuplicateField = "duplicate-field" Error,
    /// A field that the form does not have.
    UnknownField = "unknown-field" Error,
    /// A field that is asked later.
    LaterField = "later-field" Error,
    /// A field that is never answered.
    UnansweredField = "unanswered-field" Error,
    /// Something derived where it cannot be known.
    MisplacedDerived = "misplaced-derived" Error,
    /// A comparison with an option that the field does not have.
    UnknownOption = "unknown-option" Error,
    /// A comparison that the kind of the field cannot answer.
    ComparisonKind = "comparison-kind" Error,
    /// A field whose condition never holds.
    UnreachableField = "unreachable-field" Warning,
    /// A priority rule that never decides.
    UnreachableRule = "unreachable-rule" Warning,
    /// A hint that is never shown.
    UnreachableHint = "unreachable-hint" Warning,
    /// An offer that is never made.
    UnreachableOffer = "unreachable-offer" Warning,
    /// A smallest value above the largest, and the like.
    ContradictingBounds = "contradicting-bounds" Error,
    /// Mandatory and behind the question for more.
    RequiredAndMore = "required-and-more" Error,
    /// A choice without a choice.
    MissingOptions = "missing-options" Error,
    /// An option, alternative or unit that is there twice.
    DuplicateOption = "duplicate-option" Error,
    /// A key that does nothing for the field's kind.
    KeyWithoutEffect = "key-without-effect" Warning,
    /// A proposed answer that the field itself would refuse.
    BadDefault = "bad-default" Error,
    /// `greater_than`, `lines_equal` or `equals` with a field of the wrong kind.
    BadTarget = "bad-target" Error,
    /// Not a day relative to now.
    BadRelativeDate = "bad-relative-date" Error,
    /// An offer of a ticket type that does not exist.
    UnknownTicketType = "unknown-ticket-type" Error,
    /// An offer of the form itself.
    OfferOfItself = "offer-of-itself" Error,
    /// The quick way comes too late, or never.
    LateQuickWay = "late-quick-way" Warning,
    /// More mandatory questions than people put up with.
    TooManyRequired = "too-many-required" Warning,
    /// A desk that does not exist.
    UnknownDesk = "unknown-desk" Error,
    /// A mapping that no desk understands.
    BadDeskMapping = "bad-desk-mapping" Error,
    /// A language, or its file, is not there.
    MissingLanguage = "missing-language" Error,
    /// The file is no Fluent.
    FluentSyntax = "fluent-syntax" Error,
    /// A text that somebody will look for in vain.
    MissingText = "missing-text" Error,
    /// A text that nobody will ever read.
    OrphanText = "orphan-text" Warning,
    /// A text that is there twice.
    DuplicateText = "duplicate-text" Error,
    /// A text that needs other variables than in another language.
    DifferingVariables = "differing-variables" Error,
    /// A variable that nobody fills.
    UnknownVariable = "unknown-variable" Error,
    /// A text that refers to one that does not exist.
    UnknownReference = "unknown-reference" Error,
    /// A text that is to be picked by what it says, and says something else every time.
    VariableInLabel = "variable-in-label" Error,
    /// `**` without its other half.
    UnbalancedBold = "unbalanced-bold" Warning,
    /// Longer than a platform takes.
    TooLong = "too-long" Error,
    /// More than a platform takes.
    TooMany = "too-many" Error,
    /// One word that means two things.
    WordCollision = "word-collision" Error,
    /// A command that has no word.
    MissingCommand = "missing-command" Error,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// File, as the reader can open it; `dialogs/…` and `locales/…` are those inside the binary.
    pub file: String,
    /// Line from 1.
    pub line: usize,
    /// What kind of mistake.
    pub code: Code,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub mend: String,
}

impl Finding {
    /// A finding; `mend` says what to do.
    pub fn new(
        file: impl Into<String>,
        line: usize,
        code: Code,
        what: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self { file: file.into(), line, code, what: what.into(), mend: mend.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, code, what, mend } = self;
        write!(f, "{file}:{line}: {code}: {what}; {mend}")
    }
}

/// Everything that was found, by file and line, and what was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The findings.
    pub findings: Vec<Finding>,
    /// How many forms were read.
    pub forms: usize,
    /// The languages.
    pub languages: Vec<String>,
    /// How many texts were read, all languages together.
    pub texts: usize,
}

impl Report {
    /// Whether nothing was found.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    /// How many findings of a grade there are.
    pub fn count(&self, grade: Grade) -> usize {
        self.findings.iter().filter(|finding| finding.code.grade() == grade).count()
    }
}

impl fmt::Display for Report {
    /// One line per finding, then one that sums up.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            writeln!(f, "{finding}")?;
        }
        let (errors, warnings) = (self.count(Grade::Error), self.count(Grade::Warning));
        let languages = self.languages.join(", ");
        let looked_at = format!("{} forms, {} texts ({languages})", self.forms, self.texts);
        if self.is_clean() {
            write!(f, "{looked_at}: fine")
        } else {
            write!(f, "{looked_at}: {errors} errors, {warnings} warnings")
        }
    }
}

/// The word among `known` that was probably meant.
pub(super) fn meant<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Most letters that may be wrong.
    const MAX_WRONG_LETTERS: usize = 3;
    let length = word.chars().count();
    known
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= MAX_WRONG_LETTERS)
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= MAX_WRONG_LETTERS.min(candidate.chars().count() / 2))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The mend for a word that is none of those possible.
pub(super) fn one_of<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    /// Most words worth listing.
    const MAX_LISTED: usize = 30;
    let known: Vec<&str> = known.into_iter().collect();
    match meant(word, known.iter().copied()) {
        Some(word) => format!("did you mean `{word}`?"),
        None if known.is_empty() => "take it out".to_owned(),
        None => {
            let listed: Vec<String> = known.iter().take(MAX_LISTED).map(|word| format!("`{word}`")).collect();
            format!("possible are {}", listed.join(", "))
        }
    }
}
