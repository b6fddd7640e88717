// The client has some forty members: its page has them by what they are about.
import { Comment, CommentTag, Converter, ReflectionKind } from "typedoc";

const THE_CLIENT = "The client";

/** In the order of a first use; what is declared in an interface, by that, and what the class has itself. */
const TOPICS = {
  [THE_CLIENT]: [],
  Connecting: ["CredentialMethods", "parseOAuthCallback"],
  Connections: ["ConnectionMethods"],
  Actions: ["executeAction", "batch", "paginate", "notion"],
  Catalogue: ["CatalogueMethods"],
  "Records and contacts": ["RecordMethods", "CRM"],
  Users: ["UserMethods"],
  Files: ["FileMethods"],
};

/** @param {import("typedoc").Application} app */
export function sortByTopic(app) {
  app.options.setValue("categoryOrder", Object.keys(TOPICS));
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    const classes = /** @type {any[]} */ (project.getReflectionsByKind(ReflectionKind.Class));
    const client = classes.find(({ name }) => name === "AlloyConnectivity");
    for (const member of client.children) {
      const [said] = member.signatures ?? [member.getSignature ?? member];
      said.comment ??= new Comment();
      const text = /** @type {const} */ ({ kind: "text", text: topicOf(member) });
      said.comment.blockTags.push(new CommentTag("@category", [text]));
    }
  });
}

function topicOf({ name, inheritedFrom }) {
  const known = inheritedFrom ? inheritedFrom.name.split(".")[0] : name;
  const found = Object.keys(TOPICS).find((topic) => TOPICS[topic].includes(known));
  if (!found && inheritedFrom) throw new Error(`${known} is in none of the topics of topics.mjs`);
  return found ?? THE_CLIENT;
}
