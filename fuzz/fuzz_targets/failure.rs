#![no_main]

use alloy_connectivity_fuzz::invariants::failure;

libfuzzer_sys::fuzz_target!(|data: &[u8]| failure::holds(data));
