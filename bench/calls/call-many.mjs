/**
 * Makes `count` calls, `inFlight` at a time. In Node and in the Worker alike.
 *
 * @param {(action: string, parameters: object) => Promise<unknown>} act
 * @param {object} parameters
 * @param {{ action: string, inFlight: number }} scenario
 * @param {number} count
 */
export async function callMany(act, parameters, { action, inFlight }, count) {
  let left = count;
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      await act(action, parameters);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, caller));
}
