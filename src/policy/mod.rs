//! Decisions without side effects: given what is known, what to do.

pub mod gate;
pub mod poll;
pub mod retry;
pub mod routes;
