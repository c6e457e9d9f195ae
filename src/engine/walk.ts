/**
 * Visits every id after those it depends on, as many in parallel as that allows. When a visit fails or `signal`
 * aborts, those in progress finish and no other one starts. Rejects with the first failure.
 */
export async function walk(
  ids: readonly string[],
  after: (id: string) => readonly string[],
  visit: (id: string) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const failures: unknown[] = [];
  const visits = new Map<string, Promise<void>>();

  const reach = (id: string): Promise<void> => {
    const known = visits.get(id);
    if (known) return known;
    const reached = Promise.all(after(id).map(reach)).then(async () => {
      if (failures.length > 0 || signal?.aborted) return;
      await visit(id).catch((error: unknown) => void failures.push(error));
    });
    visits.set(id, reached);
    return reached;
  };

  await Promise.all(ids.map(reach));
  if (failures.length > 0) throw failures[0];
}
