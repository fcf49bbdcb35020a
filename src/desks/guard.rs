//! The checks every desk sits behind: who may see and do what, decided from current data.
//!
//! The table of rights is spec.md's section 6; [`allowed`] is its only implementation. Every ticket that a desk returns is
//! checked again here, because filters of real systems leak when a value is empty or misspelt.
