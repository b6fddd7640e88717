#![no_main]

use alloy_connectivity_fuzz::invariants::edge;

libfuzzer_sys::fuzz_target!(|data: &[u8]| edge::holds(data));
