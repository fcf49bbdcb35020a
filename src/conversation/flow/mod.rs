//! The flows: one file per thing a person can do. [`crate::conversation::turn`] is the door; it decides who may come in.
//!
//! Reading order: [`said`] and [`pressed`] (what a person does), [`command`] (what they want, from the one table in
//! [`commands`]), then the things themselves, then [`answered`] and [`outcome`] (what came back), [`updates`].

pub mod command;
pub mod commands;
pub mod heard;
pub mod pressed;
pub mod said;

pub mod actions;
pub mod corrections;
pub mod help;
pub mod lists;
pub mod menu;
pub mod new_ticket;
pub mod settings;
pub mod sign_in;
pub mod ticket;

pub mod answered;
pub mod outcome;
pub mod updates;

pub mod words;
