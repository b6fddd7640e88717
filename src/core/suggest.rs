//! What else an action might be called that Alloy does not know.

use super::{Call, Core, Error, Kind, Next, Stage, Task};
use crate::api::catalogue::{ACTION, ACTIONS};
use crate::error::Failure;
use crate::transport::Transport;
use crate::value::Value;

impl<T: Transport> Core<T> {
    /// Looks for the neighbours of an action that is unknown. A deadline is no time for that.
    pub(super) fn unknown_action(
        &self,
        call: &mut Call<T::Value>,
        error: Error<T::Value>,
    ) -> Next<T::Value> {
        match call.task {
            Task::Execute => {}
            Task::Ask(endpoint) if *endpoint == ACTION => {}
            _ => return Err(error),
        }
        let operation = self.operation(call, &ACTIONS)?;
        call.refused = Some(Failure { error, call: Some(call.site()), hint: None });
        self.start(call, Stage::Suggesting, operation)
    }

    /// Fails as it would have without looking, with the neighbours' ids as advice.
    pub(super) fn suggest(&self, call: &mut Call<T::Value>) -> Next<T::Value> {
        let wanted = call.arguments.get("actionId");
        if let Some(refused) = &mut call.refused {
            refused.hint = self.transport().suggest(&wanted, &call.body);
        }
        // In whose place the refusal is told.
        Err(Kind::config("Action not found"))
    }
}
