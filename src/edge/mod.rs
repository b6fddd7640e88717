//! What the edge handler decides: which requests pass, what a body may hold, where a redirect may go,
//! and what a state carries.
//!
//! Requests are read into one record, the call, and it is from this record alone that a request to
//! Alloy is made: nothing of the page's is forwarded. Nothing here waits, sends, signs or knows the
//! user; that is the handler's (`pkg-template/worker`).

mod admit;
mod body;
mod decode;
mod origin;
mod passages;
mod query;
mod refusal;
mod return_to;
mod settings;
mod state;

pub use decode::decode;
pub use origin::loopback;
pub use passages::PASSAGES;
pub use refusal::Refusal;
pub use settings::Edge;
