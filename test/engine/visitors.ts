import type { Stack } from '../support/stack.ts';

/**
 * Visits all the while: by what the DNS says now, and by what it said until its answer was forgotten. A name that leads
 * nowhere any more is visited only as long as it is remembered.
 */
export function visitors(stack: Stack, hosts: readonly string[]) {
  const remembered = new Map<string, { readonly led: unknown; readonly until: number }>();
  const bad: string[] = [];
  let visits = 0;
  const look = async (): Promise<void> => {
    for (const host of hosts) {
      const now = stack.clock.now();
      const before = remembered.get(host);
      const { led, ttl } = stack.rehearsal.resolve(host);
      if (!before || before.until <= now) remembered.set(host, { led, until: now + ttl * 1000 });
      for (const way of [led, before && before.until > now ? before.led : led]) {
        if (way === undefined) continue;
        const seen = await stack.rehearsal.visit(host, way as never);
        visits++;
        if (seen.is !== 'answered' || seen.status !== 200)
          bad.push(`${host} ${JSON.stringify(way)}: ${JSON.stringify(seen)}`);
      }
    }
  };
  return { look, bad, count: () => visits };
}
