#![no_main]

use alloy_connectivity_fuzz::invariants::config;

libfuzzer_sys::fuzz_target!(|data: &[u8]| config::holds(data));
