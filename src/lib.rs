//! `alloy-connectivity`: a client for Alloy's Connectivity API, compiled to WebAssembly.
//!
//! A call travels down once and up once: JavaScript's methods (`src/js`) check their arguments,
//! [`client`] takes the call up, [`core`] decides what comes next, [`api`] says what Alloy wants to hear
//! and what its answers mean, [`policy`] knows what has been learnt and how long to wait, and
//! [`transport`] makes one attempt over `fetch`. JavaScript's values live in `client`, `js` and
//! `transport` alone; everything else is plain Rust over a handle ([`value::Value`]), tested natively.
#![warn(missing_docs)]
#![cfg_attr(
    not(test),
    deny(
        // On stable Rust a panic inside a future leaves its promise pending for ever.
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::todo,
        clippy::unimplemented,
        clippy::indexing_slicing,
        clippy::await_holding_refcell_ref
    )
)]

#[cfg(target_arch = "wasm32")]
mod allocator;
pub mod api;
pub mod client;
pub mod config;
pub mod core;
pub mod edge;
pub mod error;
mod js;
pub mod policy;
pub mod text;
pub mod transport;
pub mod url;
pub mod value;
