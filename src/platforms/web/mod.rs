//! The web chat: page, push connection, native forms, uploads.
