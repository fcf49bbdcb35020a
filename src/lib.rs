//! Ticketlotse: a support-desk chat bot, German first.
//!
//! The map of the code, in reading order. Imports go one way, from the top of this list to its end:
//!
//! - [`domain`]: the nouns; `failpoint`: windows for tests; [`conversation`]: the pure heart, `turn(state, event, world)`;
//! - [`locales`] and [`dialogs`]: read the texts and the forms;
//! - [`database`]: one SQL handle; [`store`]: what is kept; [`desks`], [`platforms`], [`mail`]: the ports and their adapters;
//! - [`backup`]: all of it in one file, and back;
//! - [`config`], [`service`]: intake, turns, outbox, timers; `http`; `config`; `wiring`; `cli`.

pub mod domain;
pub mod failpoint;

pub mod conversation;

pub mod dialogs;
pub mod locales;

pub mod database;
pub mod desks;
pub mod mail;
pub mod platforms;
pub mod store;

pub mod backup;
pub mod config;
pub mod service;

pub mod cli;
pub mod http;
pub mod telemetry;
pub mod wiring;
