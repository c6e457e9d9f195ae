import { describe, expect, test } from 'vitest';
import { diagnose, type Diagnosis } from '../../src/doctor/diagnose.ts';
import type { LastDeployment } from '../../src/doctor/last-deployment.ts';
import { links } from '../../src/doctor/links.ts';
import { choose } from '../../src/engine/choose.ts';
import { answersIn } from '../../src/state/state.ts';
import { steps } from '../../src/steps/index.ts';
import type { Visit } from '../../src/visit/visit.ts';
import { builtStack } from '../support/built-stack.ts';

const url = 'https://app.example.com';
const www = 'https://www.app.example.com';
const fine: Visit = { is: 'answered', status: 200, redirected: true };
const loop: Visit = { is: 'loop', chain: [`${url}/`, `${url}/`] };
interface Trouble {
  readonly ill?: string;
  readonly lastDeployment?: LastDeployment;
}

const failing: Visit = { is: 'answered', status: 500, redirected: true };

/** What the doctor says of a stack whose parts are all healthy, but one, when visitors get this. */
async function seeing(own: Visit, other?: Visit, { ill, lastDeployment }: Trouble = {}): Promise<Diagnosis> {
  const stack = await builtStack({ database: 'none' });
  await stack.clock.sleep(120_000);
  const { state } = stack;
  const survey = new Map(await stack.status());
  if (ill) survey.set(ill, { is: 'gone' });
  return diagnose(links, {
    state,
    survey,
    chosen: choose(steps, answersIn(state)),
    visits: [{ url, visit: own }, ...(other ? [{ url: www, visit: other }] : [])],
    up: 'stepway up',
    shell: 'stepway shell --admin',
    ...(lastDeployment && { lastDeployment }),
  });
}

const outcome = (diagnosis: Diagnosis) => diagnosis.links.find(({ link }) => link.id === 'visitor')?.is;

describe('where every part is healthy', () => {
  test('and visitors get a page, all is well', async () => {
    const diagnosis = await seeing(fine, fine);
    expect(diagnosis).toMatchObject({ finding: undefined });
    expect(diagnosis.note).toBeUndefined();
    expect(outcome(diagnosis)).toBe('whole');
  });

  test.each<[string, Visit, RegExp]>([
    ['an app that redirects for ever', loop, /redirects for ever: https:\S+ → https:/],
    ['a redirect into the network of the server', { is: 'inward', at: 'http://localhost:3000/' }, /cannot reach/],
    ['an expired certificate', { is: 'distrusted', why: 'CERT_HAS_EXPIRED', fault: 'expired' }, /has expired/],
    ['an app that is too slow', { is: 'unreachable', why: 'ETIMEDOUT', silent: true }, /no answer in time/],
    ['an error of the app', failing, /HTTP 500/],
  ])('%s is found', async (_, visit, cause) => {
    const diagnosis = await seeing(visit);
    expect(diagnosis.finding).toMatchObject({ link: 'visitor', mendable: false });
    expect(diagnosis.finding?.cause.en).toMatch(cause);
    expect(diagnosis.links.filter(({ is }) => is !== 'whole').map(({ link }) => link.id)).toEqual(['visitor']);
  });

  test('what is wrong only under the other name is found there', async () => {
    const diagnosis = await seeing(fine, {
      is: 'distrusted',
      why: 'ERR_TLS_CERT_ALTNAME_INVALID',
      fault: 'other-name',
    });
    expect(diagnosis.finding?.cause.en).toContain(`What answers at ${www} has a certificate of another name`);
    expect(outcome(diagnosis)).toBe('broken');
  });

  test('an app that has no page at / is worth a word, and no fault', async () => {
    const diagnosis = await seeing({ is: 'answered', status: 404, redirected: true });
    expect(diagnosis.finding).toBeUndefined();
    expect(diagnosis.note?.en).toMatch(/has no page at \/.*For an API that is fine/);
    expect(outcome(diagnosis)).toBe('whole');
  });

  test('what a rehearsal only assumes of an app is not judged', async () => {
    const diagnosis = await seeing({ ...fine, assumed: true });
    expect(diagnosis.finding).toBeUndefined();
    expect(outcome(diagnosis)).toBe('unjudged');
    expect(diagnosis.note?.en).toContain('no server runs your app');
  });

  test('the way to the log of an app that fails is named, where it is this one', async () => {
    expect((await seeing(failing)).finding?.command).toContain('stepway shell --admin');
    expect((await seeing({ ...failing, at: 'https://other.example/' })).finding?.command).toBeUndefined();
    expect((await seeing(loop)).finding?.command).toBeUndefined();
  });

  test('what may pass by itself is waited for after a repair, and what the app does of its own accord is not', async () => {
    const stack = await builtStack({ database: 'none' });
    await stack.clock.sleep(120_000);
    const repaired = async (...seen: Visit[]) => {
      const began = stack.clock.now();
      const visit = async () => seen.shift() ?? fine;
      const { finding } = await stack.diagnose({ visit, isRepaired: true });
      return { finding, seconds: (stack.clock.now() - began) / 1000 };
    };
    const passing = await repaired({ is: 'unknown' }, failing, failing);
    expect(passing.finding).toBeUndefined();
    expect(passing.seconds).toBeGreaterThan(10);
    const lasting = await repaired(loop, loop);
    expect(lasting.finding?.cause.en).toContain('for ever');
    expect(lasting.seconds).toBeLessThan(5);
  });

  test('a deployment that failed says more than an app that does not answer, and nothing about a certificate', async () => {
    const finding = {
      link: 'health',
      cause: { en: 'It failed.', ko: '실패했습니다.' },
      fix: { en: 'Deploy.', ko: '배포하세요.' },
      mendable: false,
      users: false,
    };
    const after = async (visit: Visit) =>
      (await seeing(visit, undefined, { lastDeployment: { finding } })).finding?.cause.en;
    expect(await after(failing)).toBe('It failed.');
    expect(await after({ is: 'unreachable', why: 'ETIMEDOUT', silent: true })).toBe('It failed.');
    expect(await after({ is: 'distrusted', why: 'CERT_HAS_EXPIRED', fault: 'expired' })).toContain('has expired');
  });
});

test('where a part is broken, what visitors get is not judged', async () => {
  const diagnosis = await seeing({ is: 'unreachable', why: 'ETIMEDOUT' }, undefined, { ill: 'https-listener' });
  expect(diagnosis.finding).toMatchObject({ link: 'listeners' });
  expect(outcome(diagnosis)).toBe('unjudged');
});
