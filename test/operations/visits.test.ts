import { describe, expect, test } from 'vitest';
import { lookAtSite } from '../../src/operations/deploy.ts';
import { refusedCheck, visitUntilWell } from '../../src/operations/visits.ts';
import type { Visit } from '../../src/visit/visit.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const answering = (status: number, redirected = true): Visit => ({ is: 'answered', status, redirected });
const fine = answering(200);
const loop: Visit = { is: 'loop', chain: ['https://example.com/', 'https://example.com/'] };

const clock = virtualClock();
const { signal } = new AbortController();
const url = 'https://example.com';
const www = 'https://www.example.com';

/** A site that shows one thing after the other, and then stays as it was last; under its other name it is fine. */
function site(...seen: readonly Visit[]) {
  let visits = 0;
  const visit = async (host: string) =>
    host.startsWith('www.') ? fine : (seen[Math.min(visits++, seen.length - 1)] ?? fine);
  return { visit, visits: () => visits };
}

const passes = async (look: () => Promise<unknown>) => {
  const began = clock.now();
  await look();
  return (clock.now() - began) / 1000;
};

describe('a site that was just built or changed', () => {
  test('is visited once when it answers', async () => {
    const { visit, visits } = site(fine);
    expect(await visitUntilWell({ clock, visit, signal }, { url })).toEqual([{ url, visit: fine }]);
    expect(visits()).toBe(1);
  });

  test('is visited again while resolvers do not know the name and the load balancer does not know the server', async () => {
    const { visit, visits } = site({ is: 'unknown' }, answering(503), fine);
    expect(await visitUntilWell({ clock, visit, signal }, { url })).toEqual([{ url, visit: fine }]);
    expect(visits()).toBe(3);
  });

  test('is visited under both of its names, and well when both are', async () => {
    const seen: string[] = [];
    const visit = async (host: string) => {
      seen.push(host);
      return host.startsWith('www.') && seen.length < 4 ? answering(502) : fine;
    };
    expect(await visitUntilWell({ clock, visit, signal }, { url, www })).toEqual([
      { url, visit: fine },
      { url: www, visit: fine },
    ]);
    expect(seen).toHaveLength(4);
  });

  test('is waited for until a server has its first certificate, and that is said each time it is visited again', async () => {
    const plain: Visit = { is: 'unreachable', why: 'ECONNREFUSED', plain: true };
    let times = 0;
    const certifies = async () => (clock.now() - began < 60_000 ? plain : fine);
    const began = clock.now();
    const again = () => void times++;
    expect(await visitUntilWell({ clock, visit: certifies, signal, again }, { url })).toEqual([{ url, visit: fine }]);
    expect(times).toBeGreaterThan(5);
  });

  test('is told as far as it got when patience has run out', async () => {
    const { visit } = site({ is: 'unreachable', why: 'ETIMEDOUT' });
    const look = async () =>
      expect(await visitUntilWell({ clock, visit, signal }, { url })).toMatchObject([
        { visit: { is: 'unreachable', why: 'ETIMEDOUT' } },
      ]);
    const passed = await passes(look);
    expect(passed).toBeGreaterThanOrEqual(60);
    expect(passed).toBeLessThan(120);
  });

  test('without a name that leads there is not visited', async () => {
    expect(await visitUntilWell({ clock, visit: site(loop).visit, signal }, {})).toEqual([]);
  });

  test.each<[string, Visit, boolean]>([
    ['a page', fine, false],
    ['that there is no page', answering(404), false],
    ['that one must sign in', answering(401), false],
    ['an error of what stands before the app', answering(502), true],
    ['a page that plain HTTP does not lead to', answering(200, false), true],
    ['a certificate that is not trusted', { is: 'distrusted', why: 'CERT_HAS_EXPIRED', fault: 'expired' }, true],
    // Of its own accord no app ends these.
    ['redirects without an end', loop, false],
    ['a redirect into the server’s own network', { is: 'inward', at: 'http://localhost:3000/' }, false],
  ])('that shows %s is waited for: %o %s', async (_, visit, isAwaited) => {
    const look = () => visitUntilWell({ clock, visit: async () => visit, signal }, { url });
    expect((await passes(look)) > 0).toBe(isAwaited);
  });
});

describe('after a deployment', () => {
  const after = (...seen: readonly Visit[]) =>
    lookAtSite({ clock, signal }, (host) => site(...seen).visit(host), { url, www });

  test('an app that has no page at / is on the server, all the same', async () => {
    expect(await after(answering(404))).toMatchObject([{ visit: { status: 404 } }, { visit: { status: 200 } }]);
  });

  test('the deployment has done its part where only plain HTTP does not lead to the site', async () => {
    expect(await after(answering(200, false))).toMatchObject([{ url }, { url: www }]);
  });

  test.each<[string, Visit, RegExp, RegExp]>([
    ['redirects without an end', loop, /redirects for ever: https:\S+ → https:/, /X-Forwarded-Proto/],
    ['an error', answering(500), /HTTP 500/, /your app's log/],
    ['a wrong address', { is: 'inward', at: 'http://localhost:3000/' }, /http:\/\/localhost:3000\//, /APP_URL/],
  ])('%s is what went wrong, with what to do', async (_, visit, what, todo) => {
    await expect(after(visit)).rejects.toMatchObject({
      kind: 'aws',
      what: { en: expect.stringMatching(what) },
      todo: { en: expect.stringMatching(todo) },
      reached: { visit, wwwVisit: fine },
    });
  });
});

describe('the path at which the app is checked', () => {
  const asked = (answers: Readonly<Record<string, Visit>>, first: Visit = fine) =>
    refusedCheck(async (_, path = '/') => answers[path] ?? fine, [{ url, visit: first }], '/nope');

  test('is told when the app refuses it, although visitors get its front page', async () =>
    expect(await asked({ '/nope': answering(404) })).toBe(404));

  test('is fine when the app answers there, or leads on', async () => {
    expect(await asked({})).toBeUndefined();
    expect(
      await asked({ '/nope': { is: 'answered', status: 404, redirected: true, at: 'https://example.com/login' } }),
    ).toBeUndefined();
  });

  test('is not judged where no app was reached', async () => {
    expect(await asked({ '/nope': answering(404) }, { is: 'unknown' })).toBeUndefined();
    expect(await asked({ '/nope': { is: 'answered', status: 404, redirected: true, assumed: true } })).toBeUndefined();
  });
});
