//! What keeps every web page from running or showing what is not its own: headers, and text that stays text.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;

use super::config::Framing;

/// What a page may load: its own scripts and styles, nothing else, and no text as HTML.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      font-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; \
                      require-trusted-types-for 'script'; trusted-types 'none'";

/// Sets what is not set yet.
pub fn protect(response: &mut Response, framing: Framing) {
    let policy = match framing {
        Framing::Never => format!("{POLICY}; frame-ancestors 'none'"),
        Framing::SameOrigin => format!("{POLICY}; frame-ancestors 'self'"),
    };
    let frame = match framing {
        Framing::Never => "DENY",
        Framing::SameOrigin => "SAMEORIGIN",
    };
    let policy = HeaderValue::from_str(&policy).unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"));
    let all = [
        (CONTENT_SECURITY_POLICY, policy),
        (X_FRAME_OPTIONS, HeaderValue::from_static(frame)),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (
            HeaderName::from_static("permissions-policy"),
            HeaderValue::from_static("camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
        ),
        (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    ];
    for (name, value) in all {
        response.headers_mut().entry(name).or_insert(value);
    }
}

/// Text for HTML, also inside of attributes.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
