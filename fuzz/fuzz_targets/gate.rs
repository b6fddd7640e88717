#![no_main]

use alloy_connectivity_fuzz::invariants::gate;

libfuzzer_sys::fuzz_target!(|data: &[u8]| gate::holds(data));
