import { render } from "preact";
import { App } from "./app.js";
import { follow } from "./timeline/follow.js";
import "./styles/page.css";

follow();
render(<App />, document.body);
