import { look } from "./look.mjs";

/** The page, by what its users call its parts. */
export class Workbench {
  constructor(page) {
    this.page = page;
  }

  /** A panel, by its heading. */
  panel(name) {
    return this.page.getByRole("region", { name, exact: true });
  }

  button(panel, name) {
    return this.panel(panel).getByRole("button", { name });
  }

  get said() {
    return this.page.getByRole("status");
  }

  get connections() {
    return this.panel("Connections").getByRole("listitem");
  }

  /** The newest connection's. */
  connectionId() {
    return this.connections
      .first()
      .getByText(/^[0-9a-f]{24}$/)
      .first()
      .textContent();
  }

  get tree() {
    return this.panel("Answer").getByRole("tree");
  }

  get alert() {
    return this.page.getByRole("alert");
  }

  look(state, shapes) {
    return look(this.page, state, shapes);
  }

  async choose(name) {
    await this.panel("Connectors").getByRole("listitem").getByRole("button", { name }).click();
  }

  /** Presses Connect, and gives the window that opens, with the sandbox's question in it. */
  async beginConnecting(name) {
    const [popup] = await Promise.all([
      this.page.waitForEvent("popup"),
      this.button("Connectors", new RegExp(`^Connect (another )?${name}$`)).click(),
    ]);
    await popup.getByRole("heading", { name: `Allow this app to use ${name}?` }).waitFor();
    return popup;
  }

  async connect(name = "Notion") {
    await this.choose(name);
    const popup = await this.beginConnecting(name);
    await popup.getByRole("button", { name: "Allow" }).click();
    await this.said.filter({ hasText: `${name} is connected` }).waitFor();
    await this.connections.first().waitFor();
  }

  async chooseAction(id) {
    const select = this.panel("Action").getByRole("combobox", { name: "Action", exact: true });
    await select.selectOption(id);
    // The form may still be the former action's: the code, which is folded, names its own.
    const code = this.panel("Action").locator("pre", { hasText: `"${id}"` });
    await code.waitFor({ state: "attached" });
    await this.button("Action", "Run").waitFor();
  }

  run() {
    return this.button("Action", "Run").click();
  }

  /** Asks the Worker, as the page does. */
  ask(route, body) {
    const [method, path] = route.split(" ");
    return this.page.evaluate(
      async ([method, path, body]) => {
        const answer = await fetch(path, { method, body });
        const text = await answer.text();
        return { status: answer.status, body: text && JSON.parse(text) };
      },
      [method, path, JSON.stringify(body)],
    );
  }

  /**
   * The requests that a run of the action came to, as soon as so many have ended: the Worker's are told of by events,
   * which may come after the answer. What the page does besides is left out.
   */
  async requestsOfRun(actionId, count) {
    const path = `POST /connectors/notion/actions/${actionId}`;
    const ended = this.panel("Requests")
      .getByRole("row")
      .filter({ hasText: path, hasNot: this.page.locator(".status .soft") });
    await ended.nth(count - 1).waitFor();
    const all = await this.requests();
    return all.filter(({ route }) => route.includes(path));
  }

  /** The requests of the timeline, the newest call first: what each row's cells say. */
  async requests() {
    return this.panel("Requests")
      .getByRole("row")
      .evaluateAll((rows) => {
        let who;
        return rows.slice(1).map((row) => {
          who = row.querySelector("th")?.textContent ?? who;
          const [route, attempt, wait, status, ms] = [...row.querySelectorAll("td")].map(
            (cell) => cell.textContent,
          );
          return { who, route, attempt, wait, status, ms };
        });
      });
  }
}
