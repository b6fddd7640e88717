#![no_main]

use alloy_connectivity_fuzz::invariants::callback;

libfuzzer_sys::fuzz_target!(|data: &[u8]| callback::holds(data));
