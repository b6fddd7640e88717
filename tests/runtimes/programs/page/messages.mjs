/** Has another place do its task: `post` sends a message there. What it fails with comes back as text. */
export function ask(post, argument) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data: { value, error } }) =>
      error === undefined ? resolve(value) : reject(new Error(error));
    post(argument, [port2]);
  });
}

/** Does the task, and answers whoever asked for it. */
export async function answer(task, { data: argument, ports: [port] }) {
  try {
    port.postMessage({ value: await task(argument) });
  } catch (error) {
    port.postMessage({ error: String(error?.stack ?? error) });
  }
}
