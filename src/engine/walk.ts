/**
 * Visits every item after those it depends on, as many in parallel as that allows. When a visit fails or `signal`
 * aborts, those in progress finish and no other one starts. Rejects with the first failure.
 */
export async function walk<Item>(
  items: readonly Item[],
  after: (item: Item) => readonly Item[],
  visit: (item: Item) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const failures: unknown[] = [];
  const visits = new Map<Item, Promise<void>>();

  const reach = (item: Item): Promise<void> => {
    const known = visits.get(item);
    if (known) return known;
    const reached = Promise.all(after(item).map(reach)).then(async () => {
      if (failures.length > 0 || signal?.aborted) return;
      await visit(item).catch((error: unknown) => void failures.push(error));
    });
    visits.set(item, reached);
    return reached;
  };

  await Promise.all(items.map(reach));
  if (failures.length > 0) throw failures[0];
}
