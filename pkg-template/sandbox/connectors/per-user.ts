/** What a connector holds for each of its users, made when it is first asked for. */
export function perUser<Held>(make: (userId: string) => Held): (userId: string) => Held {
  const held = new Map<string, Held>();
  return (userId) => {
    const known = held.get(userId);
    if (known !== undefined) return known;
    const made = make(userId);
    held.set(userId, made);
    return made;
  };
}
