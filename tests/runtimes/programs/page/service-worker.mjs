import { answer } from "./messages.mjs";
import { task } from "./task.mjs";

// It would be ended amid its task, were the event over before.
addEventListener("message", (event) => event.waitUntil(answer(task, event)));
