import * as sdk from "alloy-connectivity";
import { refusals } from "./browser-refusals.mjs";

postMessage(refusals(sdk));
