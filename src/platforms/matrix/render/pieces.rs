//! Pieces of a rendered message, and how text becomes HTML.

use super::Part;

/// Bytes of one piece's texts; longer texts of people are cut into several pieces.
const MAX_PIECE_BYTES: usize = 8 * 1024;

/// What stays together.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    plain: String,
    html: String,
    /// What people wrote, which may be long: the text behind the piece, to be cut.
    quoted: Option<String>,
}

impl Piece {
    /// A paragraph; the HTML is that of its inside.
    pub(super) fn paragraph(plain: String, html: &str) -> Self {
        Self { plain, html: format!("<p>{html}</p>"), quoted: None }
    }

    /// Something that is a block by itself.
    pub(super) fn block(plain: String, html: String) -> Self {
        Self { plain, html, quoted: None }
    }

    /// What somebody wrote.
    pub(super) fn quote(text: &str) -> Self {
        let plain = text.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n");
        Self { plain, html: format!("<blockquote>{}</blockquote>", lines(text)), quoted: Some(text.to_owned()) }
    }

    pub(super) fn bytes(&self) -> usize {
        self.plain.len() + self.html.len()
    }

    /// Cuts what is too long for one event where a line or, failing that, a character ends.
    pub(super) fn split(self) -> Vec<Self> {
        if self.bytes() <= MAX_PIECE_BYTES {
            return vec![self];
        }
        let Some(text) = self.quoted else { return vec![self] };
        let mut pieces = Vec::new();
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let (head, tail) = rest.split_at(cut(rest, MAX_PIECE_BYTES / 4));
            pieces.push(Self::quote(head.trim_end_matches('\n')));
            rest = tail;
        }
        pieces
    }

    pub(super) fn append_to(self, part: &mut Part) {
        if !part.plain.is_empty() {
            part.plain.push_str("\n\n");
        }
        part.plain.push_str(&self.plain);
        part.html.push_str(&self.html);
    }
}

/// Where to cut a text at most `bytes` long.
fn cut(text: &str, bytes: usize) -> usize {
    if text.len() <= bytes {
        return text.len();
    }
    let end = (0..=bytes).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    text[..end].rfind('\n').map_or(end, |line| line + 1)
}

/// Text in which nothing is markup.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            _ => safe.push(character),
        }
    }
    safe
}

/// The same with its line breaks.
pub(super) fn lines(text: &str) -> String {
    escape(text).replace('\n', "<br>")
}
