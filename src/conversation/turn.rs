//! One turn: an event changes the state and has effects.

use super::effect::Effect;
use super::event::Event;
use super::state::State;
use super::world::World;

/// What a turn results in.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// The state afterwards.
    pub state: State,
    /// What is to be done, in order.
    pub effects: Vec<Effect>,
}

/// Handles one event. Never fails and never panics, whatever the event.
pub fn turn(state: State, _event: &Event, _world: &World<'_>) -> Turn {
    Turn { state, effects: Vec::new() }
}
