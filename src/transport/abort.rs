//! What ends an attempt from outside: its timer, and the caller's signal.

use js_sys::{Function, Reflect, global};
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

#[wasm_bindgen]
extern "C" {
    // Node gives an object, everybody else a number.
    #[wasm_bindgen(js_name = setTimeout, catch)]
    fn set_timeout(handler: &Function, ms: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = clearTimeout, catch)]
    fn clear_timeout(timer: &JsValue) -> Result<(), JsValue>;

    /// A signal of the caller's, which may be of another realm or a stand-in.
    type Signal;
    #[wasm_bindgen(method, structural, catch, js_name = addEventListener)]
    fn add_event_listener(this: &Signal, event: &str, listener: &Function) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = removeEventListener)]
    fn remove_event_listener(
        this: &Signal,
        event: &str,
        listener: &Function,
    ) -> Result<(), JsValue>;
}

/// Why an attempt was ended.
#[derive(Clone)]
pub(super) enum Interrupt {
    /// Its time ran out.
    Timeout,
    /// The caller's signal, with its reason.
    Caller(JsValue),
}

/// What the timer and the signal leave behind for the attempt to find.
#[derive(Default)]
struct Mailbox {
    interrupt: RefCell<Option<Interrupt>>,
    waker: Cell<Option<Waker>>,
    controller: RefCell<Option<AbortController>>,
}

impl Mailbox {
    fn put(&self, interrupt: Interrupt) {
        if self.interrupt.borrow().is_some() {
            return;
        }
        let reason = match &interrupt {
            Interrupt::Timeout => JsValue::UNDEFINED,
            Interrupt::Caller(reason) => reason.clone(),
        };
        *self.interrupt.borrow_mut() = Some(interrupt);
        let controller = self.controller.borrow_mut().take();
        if let Some(controller) = controller {
            controller.abort_with_reason(&reason);
        }
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

/// Guards one attempt, or one pause. Dropping it clears the timer and takes the listener back.
pub(super) struct AbortGuard {
    mailbox: Rc<Mailbox>,
    timer: JsValue,
    _on_timeout: Closure<dyn FnMut()>,
    caller: Option<(Signal, Closure<dyn FnMut()>)>,
}

/// The reason of the caller's signal, when it has been given already.
pub(super) fn aborted(signal: Option<&JsValue>) -> Option<JsValue> {
    let aborted = Reflect::get(signal?, &"aborted".into()).is_ok_and(|aborted| aborted.is_truthy());
    aborted.then(|| reason(signal?)).flatten()
}

fn reason(signal: &JsValue) -> Option<JsValue> {
    Some(Reflect::get(signal, &"reason".into()).unwrap_or(JsValue::UNDEFINED))
}

impl AbortGuard {
    /// Starts the clock.
    pub fn new(ms: u32, signal: Option<&JsValue>) -> Result<Self, JsValue> {
        let mailbox = Rc::new(Mailbox::default());
        let on_timeout = Closure::new({
            let mailbox = mailbox.clone();
            move || mailbox.put(Interrupt::Timeout)
        });
        let timer = set_timeout(on_timeout.as_ref().unchecked_ref(), ms)?;
        let mut guard = AbortGuard { mailbox, timer, _on_timeout: on_timeout, caller: None };
        if let Some(signal) = signal {
            let on_abort = Closure::new({
                let (mailbox, signal) = (guard.mailbox.clone(), signal.clone());
                move || {
                    mailbox.put(Interrupt::Caller(reason(&signal).unwrap_or(JsValue::UNDEFINED)))
                }
            });
            let signal: Signal = signal.clone().unchecked_into();
            signal.add_event_listener("abort", on_abort.as_ref().unchecked_ref())?;
            guard.caller = Some((signal, on_abort));
        }
        Ok(guard)
    }

    /// The signal to hand to `fetch`. Undefined where the host has no AbortController: the attempt
    /// is ended all the same, only `fetch` does not hear of it.
    pub fn signal(&self) -> JsValue {
        if Reflect::get(&global(), &"AbortController".into())
            .is_ok_and(|class| class.is_undefined())
        {
            return JsValue::UNDEFINED;
        }
        let Ok(controller) = AbortController::new() else { return JsValue::UNDEFINED };
        let signal = controller.signal().into();
        *self.mailbox.controller.borrow_mut() = Some(controller);
        signal
    }

    /// Waits for `future`, or for the interrupt, whichever is first: a `fetch` of the caller's may
    /// know nothing of signals.
    pub async fn race<F: Future>(&self, future: F) -> Result<F::Output, Interrupt> {
        let mut future = pin!(future);
        poll_fn(|context| {
            if let Some(interrupt) = self.mailbox.interrupt.borrow().clone() {
                return Poll::Ready(Err(interrupt));
            }
            self.mailbox.waker.set(Some(context.waker().clone()));
            future.as_mut().poll(context).map(Ok)
        })
        .await
    }
}

impl Drop for AbortGuard {
    fn drop(&mut self) {
        // A timer left behind would keep Node's process alive, a listener the caller's memory.
        let _ = clear_timeout(&self.timer);
        if let Some((signal, on_abort)) = self.caller.take() {
            let _ = signal.remove_event_listener("abort", on_abort.as_ref().unchecked_ref());
        }
        self.mailbox.controller.borrow_mut().take();
    }
}
