//! The operator's commands: the real program, run on databases that others work with at the same time.

mod decisions;
mod files;
mod immediate;
mod lists;
mod office;
mod personal;
mod trail;
