// A page that does its task itself.
import { begin } from "./begin.mjs";
import { task } from "./task.mjs";

begin(task);
