//! The service under accidents: crashes, lost answers, ended rights, floods, guessing. Everything behind it is real.

mod accidents;
mod companies;
mod guessing;
mod retention;
mod rights;
