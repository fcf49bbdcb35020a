//! How far a word may be off and still be taken for another.

/// Distance of two folded words in single mistakes (one letter wrong, missing, too many, or two swapped); `None` when
/// they are too far apart for their length to be a slip of the keyboard.
pub(crate) fn distance(typed: &str, meant: &str) -> Option<usize> {
    let (typed_length, meant_length) = (typed.chars().count(), meant.chars().count());
    let allowed = allowed(typed_length.min(meant_length));
    if typed_length.abs_diff(meant_length) > allowed {
        return None;
    }
    if allowed == 0 {
        return (typed == meant).then_some(0);
    }
    // One mistake changes which letters occur by two at most; most pairs of words are told apart by that alone.
    if (letters(typed) ^ letters(meant)).count_ones() > 2 * u32::try_from(allowed).unwrap_or(u32::MAX / 2) {
        return None;
    }
    let distance = strsim::osa_distance(typed, meant);
    (distance <= allowed).then_some(distance)
}

/// Whether two folded words look alike enough to be suggested.
pub(crate) fn alike(typed: &str, meant: &str) -> bool {
    let longest = typed.chars().count().max(meant.chars().count());
    (4..=40).contains(&longest) && strsim::normalized_damerau_levenshtein(typed, meant) >= 0.65
}

/// Which letters occur, as bits.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |found, letter| found | 1 << (u32::from(letter) % 64))
}

fn allowed(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_must_be_exact_and_long_ones_may_slip() {
        assert_eq!(distance("neu", "neu"), Some(0));
        assert_eq!(distance("nei", "neu"), None);
        assert_eq!(distance("hifle", "hilfe"), Some(1));
        assert_eq!(distance("schlisse", "schliesse"), Some(1));
        assert_eq!(distance("schiessen", "schliessen"), Some(1));
        assert_eq!(distance("firmware", "firma"), None);
    }
}
