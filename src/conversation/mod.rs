//! The heart: `turn(state, event, world) → (state', effects)`, pure.
//!
//! No I/O, no async, no clock, no randomness, no database and no language in here. A person's mistake is a value, not an
//! error. Whoever has to know something asks with [`effect::Ask`]; the answer comes back as an event through the same
//! door. Start reading in [`turn`], then [`event`] and [`effect`], then a flow.

pub mod effect;
pub mod event;
pub mod flow;
pub mod form;
pub mod intent;
pub mod message;
pub mod run;
pub mod state;
pub mod text;
pub mod time;
pub mod turn;
pub mod world;

pub use turn::{Turn, turn};
