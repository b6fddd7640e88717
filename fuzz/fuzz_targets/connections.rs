#![no_main]

use alloy_connectivity_fuzz::invariants::connections;

libfuzzer_sys::fuzz_target!(|data: &[u8]| connections::holds(data));
