#![no_main]

use alloy_connectivity_fuzz::invariants::routes;

libfuzzer_sys::fuzz_target!(|data: &[u8]| routes::holds(data));
