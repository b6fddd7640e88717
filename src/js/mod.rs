//! Every crossing of the boundary between Rust and JavaScript.

pub mod args;
pub mod error;
pub mod host;
pub mod result;
mod value;
