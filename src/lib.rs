//! `alloy-connectivity`: a client for Alloy's Connectivity API, compiled to WebAssembly.
//!
//! A call travels down once and up once:
//! [`client`] reads JavaScript's arguments, [`api`] says what Alloy wants to hear, [`core`] sees a
//! call to its end, and [`transport`] makes one attempt over `fetch`. JavaScript values live in
//! `client`, `js` and `transport` alone; everything else is plain Rust, tested natively.
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

pub mod api;
pub mod client;
pub mod config;
pub mod core;
pub mod error;
mod js;
pub mod policy;
pub mod text;
pub mod transport;
pub mod url;
pub mod value;
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
