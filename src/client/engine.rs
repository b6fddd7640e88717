//! What the methods, which are JavaScript's, have of Rust. `src/js/engine.js` takes it off the class.
//!
//! Nothing here gives a value of JavaScript's: V8 before 12 ends the process when the optimised caller
//! of a module's function that gives one is deoptimised meanwhile, and a call may do anything.

use super::{AlloyConnectivity, running};
use crate::core::Task;
use crate::edge;
use crate::js::pending::Pending;
use crate::value::Value;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl AlloyConnectivity {
    /// The number of the task that a method's name stands for; that past the last for none.
    #[wasm_bindgen(js_name = taskOf)]
    pub fn task_of(name: &str) -> usize {
        let mut number = 0;
        while Task::at(number).is_some_and(|task| task.name() != name) {
            number += 1;
        }
        number
    }

    /// Takes up a task with arguments that have been checked, to settle the promise in the end. Gives
    /// its ticket, for [`AlloyConnectivity::go`].
    pub fn open(&self, task: usize, arguments: JsValue, promise: Pending) -> f64 {
        Task::at(task)
            .map_or(0.0, |task| running::open(self.core.clone(), task, arguments, promise))
    }

    /// Begins it. Not a method: the client must not be borrowed while the caller's `fetch` runs, who
    /// may free it.
    pub fn go(ticket: f64) {
        running::go(ticket);
    }

    /// Answers a question of the edge handler's.
    pub fn decide(question: &str) -> String {
        edge::decide(question)
    }

    /// Notes what calls are made with that say nothing of it: `userId`, `connectionId`, `deadlineMs`.
    pub fn own(&self, mut own: JsValue) {
        for (key, value) in self.core.own() {
            own.set(key, value);
        }
    }

    /// The client itself, to be held by JavaScript for as long as it takes.
    pub fn view(&self) -> AlloyConnectivity {
        AlloyConnectivity { core: self.core.clone() }
    }
}
