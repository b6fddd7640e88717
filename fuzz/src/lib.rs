//! What the targets put to the test: the same claims as `tests/properties`.

#[path = "../../tests/properties/invariants/mod.rs"]
pub mod invariants;
