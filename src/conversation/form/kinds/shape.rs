//! The shapes a text may have to have, each with its normal form.

use crate::domain::form::Pattern;

/// The text in its normal form; `None` when it does not have the shape.
pub(super) fn normal(pattern: Pattern, text: &str) -> Option<String> {
    let text = text.trim();
    match pattern {
        Pattern::Cve => cve(text),
        Pattern::WwpnOrIqn => wwpn(text).or_else(|| iqn(text)),
        Pattern::Name => name(text),
    }
}

/// `CVE`, a year of four digits, four to seven digits (cve.org); spaces and missing hyphens are mended.
fn cve(text: &str) -> Option<String> {
    let upper = text.to_uppercase();
    let rest = upper.strip_prefix("CVE").unwrap_or(&upper);
    let mut numbers = rest.split(|c: char| c == '-' || c.is_whitespace()).filter(|part| !part.is_empty());
    let (year, number) = (numbers.next()?, numbers.next()?);
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let fits = numbers.next().is_none()
        && year.len() == 4
        && (4..=7).contains(&number.len())
        && digits(year)
        && digits(number);
    fits.then(|| format!("CVE-{year}-{number}"))
}

/// A Fibre Channel WWPN: 16 hexadecimal digits, in pairs or not; kept in pairs, lower case.
fn wwpn(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let digits: Vec<char> = lower.trim_start_matches("0x").chars().filter(|c| !matches!(c, ':' | '-' | ' ')).collect();
    if digits.len() != 16 || !digits.iter().all(char::is_ascii_hexdigit) {
        return None;
    }
    let pairs: Vec<String> = digits.chunks(2).map(|pair| pair.iter().collect()).collect();
    Some(pairs.join(":"))
}

/// An iSCSI name: `iqn.`, year and month, a reversed domain, maybe a colon and more (RFC 3720, section 3.2.6.3.1).
fn iqn(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let rest = lower.strip_prefix("iqn.")?;
    let (date, name) = rest.split_once('.')?;
    let (year, month) = date.split_once('-')?;
    let digits = |part: &str, length: usize| part.len() == length && part.chars().all(|c| c.is_ascii_digit());
    let month_fits = digits(month, 2) && month.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month));
    let name_fits = !name.is_empty() && !name.contains(char::is_whitespace);
    (digits(year, 4) && month_fits && name_fits && lower.len() <= 223).then_some(lower)
}

/// One word; quotes around it are taken off.
fn name(text: &str) -> Option<String> {
    let bare = text.trim_matches(['"', '\'', '„', '“', '”', '‚', '‘', '`']).trim();
    (!bare.is_empty() && !bare.contains(char::is_whitespace)).then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cve_numbers_are_mended() {
        assert_eq!(cve("cve-2026-12345").as_deref(), Some("CVE-2026-12345"));
        assert_eq!(cve("CVE 2026 1234").as_deref(), Some("CVE-2026-1234"));
        assert_eq!(cve("2026-1234567").as_deref(), Some("CVE-2026-1234567"));
        for wrong in
            ["CVE-26-1234", "CVE-2026-123", "CVE-2026-12345678", "CVE-2026", "CVE-2026-12a4", "CVE-2026-1234-1"]
        {
            assert_eq!(cve(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn host_names_of_both_worlds_are_read() {
        let wwpn = Some("21:00:00:24:ff:4c:1a:2b".to_owned());
        for text in ["21:00:00:24:FF:4C:1A:2B", "21000024ff4c1a2b", "0x21000024ff4c1a2b", "21-00-00-24-ff-4c-1a-2b"] {
            assert_eq!(normal(Pattern::WwpnOrIqn, text), wwpn, "{text}");
        }
        let iqn = "iqn.1998-01.com.example:host01";
        assert_eq!(normal(Pattern::WwpnOrIqn, "IQN.1998-01.com.example:host01").as_deref(), Some(iqn));
        for wrong in
            ["21:00:00:24:ff:4c:1a", "iqn.1998-13.com.example", "iqn.98-01.com.example", "iqn.1998-01.", "host01"]
        {
            assert_eq!(normal(Pattern::WwpnOrIqn, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_name_is_one_word() {
        assert_eq!(normal(Pattern::Name, "„vol_archiv_01“").as_deref(), Some("vol_archiv_01"));
        assert_eq!(normal(Pattern::Name, "vol archiv"), None);
    }
}
