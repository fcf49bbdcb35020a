//! What stands in the place of a person who was forgotten, and finding the person in texts.

/// Stands where a name stood.
pub const NO_NAME: &str = "–";
/// Stands where an address stood; nobody can have it.
pub const NO_ADDRESS: &str = "nobody@deleted.invalid";

/// Whether a deletion is done or only counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trial {
    /// Nothing is changed.
    Yes,
    /// It is done.
    No,
}

/// `text` with `with` wherever `words` stands by itself; `None` where it does not. Several words, and an address, are found
/// whatever the case of their letters; a single word only as it is written, because as a name it may be a noun as well.
pub fn replaced(text: &str, words: &str, with: &str) -> Option<String> {
    let any_case = words.contains([' ', '@']);
    let folded = |c: char| -> Vec<char> { if any_case { c.to_lowercase().collect() } else { vec![c] } };
    let wanted: Vec<char> = words.chars().flat_map(folded).collect();
    if wanted.is_empty() {
        return None;
    }
    let (mut made, mut rest, mut before, mut found) = (String::with_capacity(text.len()), text, None, false);
    while let Some(first) = rest.chars().next() {
        let length = if before.is_some_and(joins_before) { None } else { length_of(rest, &wanted, folded) };
        if let Some(length) = length {
            made.push_str(with);
            (before, rest, found) = (rest[..length].chars().last(), &rest[length..], true);
        } else {
            made.push(first);
            (before, rest) = (Some(first), &rest[first.len_utf8()..]);
        }
    }
    found.then_some(made)
}

/// A letter, a digit, or what joins parts of an address: what follows is part of a longer word.
fn joins_before(c: char) -> bool {
    c.is_alphanumeric() || "._-+".contains(c)
}

/// Bytes of the wanted word at the beginning of a text, if it stands there by itself.
fn length_of(text: &str, wanted: &[char], folded: impl Fn(char) -> Vec<char>) -> Option<usize> {
    let (mut wanted, mut length) = (wanted.iter(), 0);
    let mut chars = text.chars();
    while wanted.len() > 0 {
        let c = chars.next()?;
        if !folded(c).iter().all(|letter| wanted.next() == Some(letter)) {
            return None;
        }
        length += c.len_utf8();
    }
    let (next, after) = (chars.next(), chars.next());
    let goes_on = next.is_some_and(char::is_alphanumeric)
        || next.is_some_and(|c| "-.".contains(c)) && after.is_some_and(char::is_alphanumeric);
    (!goes_on).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn whole_words_only() {
        let address = "anna.berger@muster.example";
        for (text, made) in [
            ("mail an Anna.Berger@Muster.example, bitte", Some("mail an X, bitte")),
            ("„anna.berger@muster.example“", Some("„X“")),
            ("anna.berger@muster.example.", Some("X.")),
            ("joanna.berger@muster.example", None),
            ("jo-anna.berger@muster.example", None),
            ("anna.berger@muster.example.org", None),
            ("anna.berger@muster", None),
        ] {
            assert_eq!(replaced(text, address, "X").as_deref(), made, "{text}");
        }
        assert_eq!(replaced("Jörg ÄHRE und jörg Ähre", "Jörg Ähre", "–").as_deref(), Some("– und –"));
        assert_eq!(
            replaced("Berg fragt Bergner, Berg-Au, berg", "Berg", "–").as_deref(),
            Some("– fragt Bergner, Berg-Au, berg")
        );
        assert_eq!(replaced("", "Jo", "–"), None);
        assert_eq!(replaced("Jo", "", "–"), None);
    }
}
