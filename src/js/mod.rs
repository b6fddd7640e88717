//! Every crossing of the boundary between Rust and JavaScript.

pub mod arguments;
pub mod error;
pub mod pending;
pub mod result;
pub mod value;
