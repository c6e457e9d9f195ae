/**
 * Turns questions about single things, asked in the same turn of the event loop, into one call about all of them.
 * `load` answers with what it found by key; what is missing there is answered with undefined.
 */
export function batch<Client extends object, Item>(
  load: (client: Client, keys: readonly string[]) => Promise<ReadonlyMap<string, Item>>,
): (client: Client, key: string) => Promise<Item | undefined> {
  const waiting = new WeakMap<Client, { keys: Set<string>; answer: Promise<ReadonlyMap<string, Item>> }>();

  return async (client, key) => {
    let call = waiting.get(client);
    if (!call) {
      const keys = new Set<string>();
      const answer = new Promise((resolve) => setImmediate(resolve)).then(() => {
        waiting.delete(client);
        return load(client, [...keys]);
      });
      call = { keys, answer };
      waiting.set(client, call);
    }
    call.keys.add(key);
    return (await call.answer).get(key);
  };
}
