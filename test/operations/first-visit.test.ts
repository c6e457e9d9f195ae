import { describe, expect, test } from 'vitest';
import { firstVisit, isWelcome } from '../../src/operations/first-visit.ts';
import type { Visit } from '../../src/visit/visit.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const fine: Visit = { is: 'answered', status: 200, redirected: true };

/** A site that shows one thing after the other, and then stays as it was last. */
function site(...seen: readonly Visit[]) {
  let visits = 0;
  return { visit: async () => seen[Math.min(visits++, seen.length - 1)] ?? fine, visits: () => visits };
}

const clock = virtualClock();
const never = new AbortController().signal;

describe('the first visit of a site that was just built', () => {
  test('is over at once when the site answers', async () => {
    const { visit, visits } = site(fine);
    expect(await firstVisit({ clock, visit }, 'example.com', 60, never)).toEqual(fine);
    expect(visits()).toBe(1);
  });

  test('is repeated while resolvers do not know the name and the load balancer does not know the server', async () => {
    const { visit, visits } = site({ is: 'unknown' }, { is: 'answered', status: 503, redirected: true }, fine);
    expect(await firstVisit({ clock, visit }, 'example.com', 60, never)).toEqual(fine);
    expect(visits()).toBe(3);
  });

  test('tells how far it got when patience has run out', async () => {
    const { visit } = site({ is: 'unreachable', why: 'ETIMEDOUT' });
    const began = clock.now();
    expect(await firstVisit({ clock, visit }, 'example.com', 60, never)).toEqual({
      is: 'unreachable',
      why: 'ETIMEDOUT',
    });
    expect(clock.now() - began).toBeGreaterThanOrEqual(60_000);
    expect(clock.now() - began).toBeLessThan(70_000);
  });

  test.each<[Visit, boolean]>([
    [fine, true],
    [{ is: 'answered', status: 404, redirected: true }, true],
    [{ is: 'answered', status: 502, redirected: true }, false],
    [{ is: 'answered', status: 200, redirected: false }, false],
    [{ is: 'distrusted', why: 'CERT_HAS_EXPIRED' }, false],
  ])('%o is a visit that went well: %s', (visit, well) => {
    expect(isWelcome(visit)).toBe(well);
  });
});
