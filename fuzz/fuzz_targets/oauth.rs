#![no_main]

use alloy_connectivity_fuzz::invariants::oauth;

libfuzzer_sys::fuzz_target!(|data: &[u8]| oauth::holds(data));
