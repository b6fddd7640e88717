#![no_main]

use alloy_connectivity_fuzz::invariants::url;

libfuzzer_sys::fuzz_target!(|data: &[u8]| url::holds(data));
