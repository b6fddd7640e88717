export function isWebAddress(value: unknown): value is string {
  if (typeof value !== "string" || !URL.canParse(value)) return false;
  return /^https?:$/.test(new URL(value).protocol);
}

/** Adds to the query and leaves what is there to the letter, which `searchParams` would not. */
export function withQuery(address: string, added: Record<string, string>): string {
  const url = new URL(address);
  const own = url.search === "" ? "?" : `${url.search}&`;
  url.search = `${own}${new URLSearchParams(added)}`;
  return url.href;
}
