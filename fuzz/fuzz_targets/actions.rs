#![no_main]

use alloy_connectivity_fuzz::invariants::actions;

libfuzzer_sys::fuzz_target!(|data: &[u8]| actions::holds(data));
