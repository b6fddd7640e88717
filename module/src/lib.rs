//! The core as a WebAssembly module.

pub use alloy_connectivity::client::AlloyConnectivity;
