//! The web chat in a real Chromium, and what it refuses to everybody else.

mod axe;
mod behaviour;
mod demo;
mod desk;
mod driver;
mod house;
mod look;
mod main_job;
mod messages;
mod proxy;
mod refused;
mod stage;
