//! Numbers with the language's decimal sign and grouping, and sizes of files.

use std::cell::RefCell;
use std::collections::BTreeMap;

use fluent_bundle::FluentValue;
use fluent_bundle::memoizer::MemoizerKind;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::GroupingStrategy;
use intl_memoizer::Memoizable;
use unic_langid::LanguageIdentifier;

/// Digits after the decimal sign that are shown at most.
const MAX_DECIMALS: f64 = 1e6;

thread_local! {
    /// The formatters' data cannot cross threads, so each thread keeps its own: one per language.
    static NUMBERS: RefCell<BTreeMap<String, Option<DecimalFormatter>>> = const { RefCell::new(BTreeMap::new()) };
}

/// Tells Fluent's hook which language it formats for.
struct NumberLanguage(String);

impl Memoizable for NumberLanguage {
    type Args = ();
    type Error = ();

    fn construct(language: LanguageIdentifier, (): ()) -> Result<Self, ()> {
        Ok(Self(language.to_string()))
    }
}

/// Fluent's hook for showing a number.
pub(super) fn show<M: MemoizerKind>(value: &FluentValue<'_>, memo: &M) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    memo.with_try_get_threadsafe::<NumberLanguage, _, _>((), |language| format(&language.0, number.value))
        .ok()
        .flatten()
}

fn format(language: &str, number: f64) -> Option<String> {
    let rounded = (number * MAX_DECIMALS).round() / MAX_DECIMALS;
    let shown = if rounded.is_finite() { rounded } else { number };
    let decimal = Decimal::try_from_str(&shown.to_string()).ok()?;
    NUMBERS.with_borrow_mut(|all| {
        let formatter = all.entry(language.to_owned()).or_insert_with(|| formatter(language));
        formatter.as_ref().map(|formatter| formatter.format(&decimal).to_string())
    })
}

fn formatter(language: &str) -> Option<DecimalFormatter> {
    let locale: icu_locale_core::Locale = language.parse().ok()?;
    DecimalFormatter::try_new(locale.into(), GroupingStrategy::Min2.into()).ok()
}

/// A size as people say it: the key's suffix (`size-mb`) and the number in that unit.
pub(super) fn size(bytes: u64) -> (&'static str, f64) {
    const UNITS: [&str; 4] = ["size-bytes", "size-kb", "size-mb", "size-gb"];
    #[expect(clippy::cast_precision_loss, reason = "one digit after the decimal sign is shown")]
    let mut number = bytes as f64;
    let mut unit = 0;
    while number >= 1024.0 && unit + 1 < UNITS.len() {
        number /= 1024.0;
        unit += 1;
    }
    let rounded = if unit > 0 && number < 10.0 { (number * 10.0).round() / 10.0 } else { number.round() };
    (UNITS[unit], rounded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_the_languages_signs() {
        assert_eq!(format("de-DE", 3.25).as_deref(), Some("3,25"));
        assert_eq!(format("de-DE", 1000.0).as_deref(), Some("1000"));
        assert_eq!(format("de-DE", -12_345.678_901_2).as_deref(), Some("-12.345,678901"));
        assert_eq!(format("de-DE", f64::NAN), None);
        assert_eq!(format("en-GB", 12_345.5).as_deref(), Some("12,345.5"));
    }

    #[test]
    fn sizes_are_said_in_the_unit_people_use() {
        assert_eq!(size(0), ("size-bytes", 0.0));
        assert_eq!(size(3_355_443), ("size-mb", 3.2));
        assert_eq!(size(25 * 1024 * 1024), ("size-mb", 25.0));
        assert_eq!(size(700 * 1024), ("size-kb", 700.0));
    }
}
