//! Reads Rust source as tokens, so that comments and strings never look like code.

use std::str::FromStr as _;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// One token; groups are flattened into their brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word(String),
    Sign(char),
    /// A string literal's content (byte and raw strings too), escapes of letters resolved.
    Text(String),
    /// Any other literal.
    Literal,
    Open(char),
    Close(char),
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) line: usize,
}

/// A source file: its tokens without attributes, documentation and tests.
pub(super) struct Source {
    pub(super) file: String,
    /// The module's path, `["store", "codes"]`.
    pub(super) module: Vec<String>,
    pub(super) tokens: Vec<Token>,
}

/// A path in code with `crate`, `self` and `super` resolved.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Whether it names something of this crate; then `crate` itself is left out.
    pub(super) own: bool,
    pub(super) segments: Vec<String>,
    pub(super) line: usize,
}

impl Source {
    /// Reads a file. `file` is its path from the root.
    pub(super) fn read(file: &str, text: &str) -> Self {
        let stream = TokenStream::from_str(text).unwrap_or_else(|error| panic!("{file} is not Rust: {error}"));
        let mut tokens = Vec::new();
        flatten(stream, &mut tokens);
        let tokens = if is_test_file(file) { Vec::new() } else { without_attributes_and_tests(&tokens) };
        Self { file: file.to_owned(), module: module_of(file), tokens }
    }

    /// Every path that the code names, those of `use` trees one by one.
    pub(super) fn paths(&self) -> Vec<Named> {
        let mut reader =
            Paths { tokens: &self.tokens, at: 0, module: self.module.clone(), depths: Vec::new(), out: vec![] };
        reader.read();
        reader.out
    }
}

fn is_test_file(file: &str) -> bool {
    file.ends_with("/tests.rs") || file.contains("/tests/")
}

fn module_of(file: &str) -> Vec<String> {
    let inner = file.trim_start_matches("src/").trim_end_matches(".rs");
    let mut parts: Vec<String> = inner.split('/').map(ToOwned::to_owned).collect();
    if matches!(parts.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        parts.pop();
    }
    parts
}

fn flatten(stream: TokenStream, out: &mut Vec<Token>) {
    for tree in stream {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ('(', ')'),
                    Delimiter::Brace => ('{', '}'),
                    Delimiter::Bracket => ('[', ']'),
                    Delimiter::None => (' ', ' '),
                };
                out.push(Token { kind: Kind::Open(open), line });
                flatten(group.stream(), out);
                out.push(Token { kind: Kind::Close(close), line: group.span_close().start().line });
            }
            TokenTree::Ident(ident) => {
                out.push(Token { kind: Kind::Word(ident.to_string().trim_start_matches("r#").to_owned()), line });
            }
            TokenTree::Punct(punct) => out.push(Token { kind: Kind::Sign(punct.as_char()), line }),
            TokenTree::Literal(literal) => out.push(Token { kind: literal_kind(&literal.to_string()), line }),
        }
    }
}

fn literal_kind(literal: &str) -> Kind {
    let quoted = literal.trim_start_matches(['b', 'c', 'r']).trim_matches('#');
    match quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) if !literal.starts_with('\'') => Kind::Text(resolve_escapes(inner)),
        _ => Kind::Literal,
    }
}

/// `\u{e4}` must not hide a letter from a rule.
fn resolve_escapes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("\\u{") {
        out.push_str(&rest[..start]);
        let (code, after) = rest[start + 3..].split_once('}').unwrap_or(("", ""));
        out.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Where the group that opens at `open` ends (the place after its closing bracket).
fn after_group(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (place, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Open(_) => depth += 1,
            Kind::Close(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return place + 1;
        }
    }
    tokens.len()
}

fn without_attributes_and_tests(tokens: &[Token]) -> Vec<Token> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(end) = attribute_end(tokens, at) else {
            out.push(tokens[at].clone());
            at += 1;
            continue;
        };
        let test_only = tokens[at..end].windows(3).any(|three| {
            three[0].kind == Kind::Word("cfg".into())
                && three[1].kind == Kind::Open('(')
                && three[2].kind == Kind::Word("test".into())
        });
        at = if test_only { after_item(tokens, end) } else { end };
    }
    out
}

/// Where the attribute that begins at `at` ends, if one does.
fn attribute_end(tokens: &[Token], at: usize) -> Option<usize> {
    (tokens[at].kind == Kind::Sign('#')).then_some(())?;
    let inner = matches!(tokens.get(at + 1)?.kind, Kind::Sign('!'));
    let open = at + 1 + usize::from(inner);
    matches!(tokens.get(open)?.kind, Kind::Open('[')).then(|| after_group(tokens, open))
}

/// Where the item that begins at `at` ends: its further attributes, then up to `;` or the end of its braces.
fn after_item(tokens: &[Token], mut at: usize) -> usize {
    while at < tokens.len() {
        if let Some(end) = attribute_end(tokens, at) {
            at = end;
            continue;
        }
        match tokens[at].kind {
            Kind::Sign(';') => return at + 1,
            Kind::Open('{') => return after_group(tokens, at),
            Kind::Open(_) => at = after_group(tokens, at),
            _ => at += 1,
        }
    }
    at
}

struct Paths<'a> {
    tokens: &'a [Token],
    at: usize,
    module: Vec<String>,
    /// Brace depth at which each inline module of `module` was entered.
    depths: Vec<usize>,
    out: Vec<Named>,
}

impl Paths<'_> {
    fn read(&mut self) {
        let mut depth = 0;
        while self.at < self.tokens.len() {
            match &self.tokens[self.at].kind {
                Kind::Open(_) => depth += 1,
                Kind::Close(_) => {
                    depth -= 1;
                    if self.depths.last() == Some(&depth) {
                        self.depths.pop();
                        self.module.pop();
                    }
                }
                Kind::Word(word) if word == "mod" => {
                    if let (Some(name), Some(Kind::Open('{'))) = (self.word(1), self.kind(2)) {
                        self.module.push(name.to_owned());
                        self.depths.push(depth);
                        self.at += 1;
                    }
                }
                Kind::Word(word) if word == "use" => {
                    self.at += 1;
                    self.tree(&[]);
                }
                Kind::Word(_) if !self.preceded_by_path_or_dot() => {
                    let line = self.tokens[self.at].line;
                    let segments = self.segments();
                    self.name(segments, line);
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    fn kind(&self, ahead: usize) -> Option<&Kind> {
        self.tokens.get(self.at + ahead).map(|token| &token.kind)
    }

    fn word(&self, ahead: usize) -> Option<&str> {
        match self.kind(ahead) {
            Some(Kind::Word(word)) => Some(word),
            _ => None,
        }
    }

    fn preceded_by_path_or_dot(&self) -> bool {
        self.at > 0 && matches!(self.tokens[self.at - 1].kind, Kind::Sign(':' | '.')) && {
            // `field: Type` is no path; `a::b` and `a.b` are.
            self.tokens[self.at - 1].kind == Kind::Sign('.')
                || (self.at > 1 && self.tokens[self.at - 2].kind == Kind::Sign(':'))
        }
    }

    fn colons(&self) -> bool {
        self.kind(0) == Some(&Kind::Sign(':')) && self.kind(1) == Some(&Kind::Sign(':'))
    }

    /// Reads `a::b::c` and stands behind it.
    fn segments(&mut self) -> Vec<String> {
        let mut segments = Vec::new();
        while let Some(word) = self.word(0) {
            segments.push(word.to_owned());
            self.at += 1;
            if !self.colons() || !matches!(self.kind(2), Some(Kind::Word(_))) {
                break;
            }
            self.at += 2;
        }
        segments
    }

    /// Reads one branch of a `use` tree.
    fn tree(&mut self, before: &[String]) {
        if self.colons() {
            self.at += 2;
        }
        let line = self.tokens.get(self.at).map_or(0, |token| token.line);
        let mut path = before.to_vec();
        path.extend(self.segments());
        if self.colons() {
            self.at += 2;
        }
        match self.kind(0) {
            Some(Kind::Open('{')) => {
                self.at += 1;
                while self.kind(0).is_some_and(|kind| *kind != Kind::Close('}')) {
                    self.tree(&path);
                    if self.kind(0) == Some(&Kind::Sign(',')) {
                        self.at += 1;
                    }
                }
                self.at += 1;
            }
            Some(Kind::Sign('*')) => {
                self.at += 1;
                self.name(path, line);
            }
            _ => {
                let renamed = self.word(0) == Some("as");
                self.at += if renamed { 2 } else { 0 };
                self.name(path, line);
            }
        }
    }

    fn name(&mut self, segments: Vec<String>, line: usize) {
        let mut own = true;
        let mut base: Vec<String> = Vec::new();
        let mut rest = segments.into_iter().peekable();
        match rest.peek().map(String::as_str) {
            Some("crate" | "ticketlotse") => {
                rest.next();
            }
            Some("self" | "super") => {
                base.clone_from(&self.module);
                while let Some(step) = rest.next_if(|step| step == "self" || step == "super") {
                    if step == "super" {
                        base.pop();
                    }
                }
            }
            _ => own = false,
        }
        base.extend(rest);
        self.out.push(Named { own, segments: base, line });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own_paths(file: &str, text: &str) -> Vec<String> {
        let paths = Source::read(file, text).paths();
        paths.into_iter().filter(|path| path.own).map(|path| path.segments.join("::")).collect()
    }

    #[test]
    fn a_use_tree_is_read_branch_by_branch() {
        let text = "use crate::{store::{Store, codes::*}, desks as d, mail::{self, Mail}};";
        let expected = ["store::Store", "store::codes", "desks", "mail::self", "mail::Mail"];
        assert_eq!(own_paths("src/x.rs", text), expected);
    }

    #[test]
    fn super_is_resolved_against_the_module() {
        assert_eq!(own_paths("src/store/codes.rs", "use super::super::desks::Desk;"), ["desks::Desk"]);
        assert_eq!(own_paths("src/store/mod.rs", "mod a { use super::super::desks::Desk; }"), ["desks::Desk"]);
        assert_eq!(own_paths("src/store/mod.rs", "mod a { } fn f() { super::desks::x() }"), ["desks::x"]);
    }

    #[test]
    fn a_path_in_an_expression_or_type_counts() {
        assert_eq!(own_paths("src/x.rs", "fn f(a: &crate::store::Store) {}"), ["store::Store"]);
        assert_eq!(own_paths("src/x.rs", "fn f() { g!(a, crate::mail::x(1)) }"), ["mail::x"]);
    }

    #[test]
    fn comments_strings_attributes_and_tests_are_no_code() {
        let text = "//! crate::a\n/* crate::b */ #[doc = \"crate::c\"] const D: &str = \"crate::d\";\n\
                    #[cfg(test)] #[path = \"x\"] mod tests { use crate::e::F; }\nuse crate::g::H;";
        assert_eq!(own_paths("src/x.rs", text), ["g::H"]);
    }
}
