import { answer } from "./messages.mjs";
import { task } from "./task.mjs";

addEventListener("message", (event) => answer(task, event));
