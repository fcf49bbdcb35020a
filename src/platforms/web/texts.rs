//! The words of the page's frame: named here, written in `locales/*/web.ftl`, handed to the page as JSON. Where the page
//! has to fill something in, it finds `{name}` in the text.

use std::collections::BTreeMap;

use super::routes::Web;
use crate::conversation::text::Text;
use crate::locales::Speaking;

/// The texts of the page, by what follows `web-page-` in their keys, with the names of what the page fills in.
pub const PAGE_TEXTS: &[(&str, &[&str])] = &[
    ("title", &[]),
    ("bot", &[]),
    ("you", &[]),
    ("skip", &[]),
    ("menu", &[]),
    ("conversation", &[]),
    ("messages", &[]),
    ("typing", &[]),
    ("newest", &[]),
    ("noscript", &[]),
    ("write", &[]),
    ("text", &[]),
    ("placeholder", &[]),
    ("send", &[]),
    ("attach", &[]),
    ("keys", &[]),
    ("mode-end", &[]),
    ("drop", &[]),
    ("files", &[]),
    ("unnamed-file", &[]),
    ("uploading", &["name"]),
    ("upload-lost", &[]),
    ("file-done", &["name"]),
    ("file-empty", &[]),
    ("file-large", &["most"]),
    ("file-type", &["types"]),
    ("files-many", &["most"]),
    ("remove-file", &["name"]),
    ("download", &[]),
    ("sending", &[]),
    ("waiting", &[]),
    ("failed", &[]),
    ("lost", &[]),
    ("back", &[]),
    ("chars-left", &["left"]),
    ("too-long", &["over"]),
    ("reply", &[]),
    ("to", &["number"]),
    ("reply-to", &["number"]),
    ("edit", &[]),
    ("editing", &[]),
    ("edit-empty", &[]),
    ("edited", &[]),
    ("delete", &[]),
    ("deleted", &[]),
    ("delete-title", &[]),
    ("delete-text", &[]),
    ("delete-yes", &[]),
    ("delete-no", &[]),
    ("said-by", &["who", "time"]),
    ("clock", &["time"]),
    ("today", &[]),
    ("yesterday", &[]),
    ("choices", &[]),
    ("required", &[]),
    ("tone-info", &[]),
    ("tone-success", &[]),
    ("tone-warning", &[]),
    ("tone-refusal", &[]),
    ("tickets", &[]),
    ("column-number", &[]),
    ("column-type", &[]),
    ("column-status", &[]),
    ("column-priority", &[]),
    ("column-changed", &[]),
    ("column-contact", &[]),
    ("ticket-fields", &[]),
    ("ticket-history", &[]),
    ("form-more", &[]),
    ("form-pick", &[]),
    ("form-wrong", &[]),
    ("form-files", &[]),
    ("form-sending", &[]),
    ("form-waiting", &[]),
    ("form-below", &[]),
    ("form-sent", &["title"]),
];

impl Web {
    /// Says a text.
    pub(super) fn say_text(&self, language: &str, text: &Text) -> String {
        let config = self.config();
        let how = Speaking { language, zone: config.zone, now: self.platform.clock.now() };
        self.locales.say(how, text).plain()
    }

    /// Says a text without arguments.
    pub(super) fn say(&self, language: &str, key: &'static str) -> String {
        self.say_text(language, &Text::key(key))
    }

    /// The page's texts.
    pub(super) fn page_texts(&self, language: &str) -> BTreeMap<&'static str, String> {
        let say = |(name, filled): &(&'static str, &[&str])| {
            let mut text = Text::key(format!("web-page-{name}"));
            for name in *filled {
                text = text.with((*name).to_owned(), format!("{{{name}}}"));
            }
            (*name, self.say_text(language, &text))
        };
        PAGE_TEXTS.iter().map(say).collect()
    }
}
