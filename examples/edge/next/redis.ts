// Upstash's Redis over HTTP, as Vercel's Marketplace sets it up: an edge function has fetch and no sockets.
export async function redis(...command: (string | number)[]): Promise<string | null> {
  const answer = await fetch(process.env.UPSTASH_REDIS_REST_URL ?? "", {
    method: "POST",
    headers: { authorization: `Bearer ${process.env.UPSTASH_REDIS_REST_TOKEN}` },
    body: JSON.stringify(command),
    cache: "no-store", // Next would remember the answer
  });
  if (!answer.ok) throw new Error(`Redis answered ${answer.status}`);
  return (await answer.json()).result;
}
