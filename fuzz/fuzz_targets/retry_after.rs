#![no_main]

use alloy_connectivity_fuzz::invariants::retry_after;

libfuzzer_sys::fuzz_target!(|data: &[u8]| retry_after::holds(data));
