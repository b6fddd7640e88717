/** The events of a stream of server-sent events, one after another; comments are none. */
export async function* messagesOf({ body }) {
  let text = "";
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const messages = (text + chunk).split("\n\n");
    text = messages.pop();
    for (const message of messages) {
      const [, id] = message.match(/^id: (.+)$/m) ?? [];
      const [, data] = message.match(/^data: (.+)$/m) ?? [];
      if (data) yield { id, data: JSON.parse(data) };
    }
  }
}
