//! Uploading a file: its digest, a place for it, and the bytes, unless they are there already.

use super::call::Doing;
use super::{Call, Core, Next, Stage, Step};
use crate::api::files::{ask, place, put, stored};
use crate::transport::{Transport, Work};
use crate::value::Value;

impl<T: Transport> Core<T> {
    /// Computes the digest by which Alloy and its storage know the bytes.
    pub(super) fn upload(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        // To ask for a place changes nothing, and to put the same bytes there twice neither.
        call.repeatable = true;
        let content = call.arguments.get("content");
        call.wait_for(Doing::Preparing, Work::Digest(content))
    }

    pub(super) fn digested(&self, call: &mut Call<T::Value>, md5: T::Value) -> Next<T::Value> {
        call.result = md5;
        self.ask_for_place(call, Stage::Looking)
    }

    fn ask_for_place(&self, call: &mut Call<T::Value>, stage: Stage) -> Next<T::Value> {
        let [name, kind] = ["filename", "mimeType"].map(|key| call.arguments.get(key));
        self.start(call, stage, ask(&name, &kind, call.result.clone()))
    }

    /// A signed URL is valid for an hour: one that is not any more is asked for anew, once.
    pub(super) fn place_again(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        self.ask_for_place(call, Stage::Again)
    }

    /// Puts the bytes in their place, or is done.
    pub(super) fn uploaded(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        let stage = match call.stage {
            Stage::Looking => Stage::Task,
            Stage::Again => Stage::Last,
            _ => return Ok(Step::Done(std::mem::replace(&mut call.stored, T::Value::null()))),
        };
        let Some(place) = place(&call.body) else {
            return Err(self.lacks("s3Key and presignedUrl", call));
        };
        call.stored = stored(&place);
        if place.existing {
            return Ok(Step::Done(call.stored.clone()));
        }
        let [content, kind] = ["content", "mimeType"].map(|key| call.arguments.get(key));
        self.start(call, stage, put(&place, content, &kind, &call.result))
    }
}
