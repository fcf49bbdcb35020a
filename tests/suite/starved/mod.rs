//! Starved: what the program needs is missing, late or wrong for a while. People get clear words, nobody loses anything, and
//! when it is there again everything is caught up. Everything is real: the program, the file system, the servers.
//!
//! `docs/faults.md` lists every fault with its test.

mod clock;
mod crowd;
mod disk;
mod mail;
#[cfg(feature = "postgres")]
mod replicas;
