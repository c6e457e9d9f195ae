import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { trustAlso } from '../../src/https-agent.ts';
import { isWell, mayPass, meaningOf } from '../../src/visit/meaning.ts';
import { visit } from '../../src/visit/visit.ts';
import { company } from '../support/company-ca.ts';
import { openCompany } from '../support/company.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepway-'));
const bundle = join(folder, 'company.pem');
writeFileSync(bundle, company.ca);
afterAll(() => {
  trustAlso(undefined);
  rmSync(folder, { recursive: true });
});

/** A name that the certificate of the company's network is for. */
const host = 'shop.amazonaws.com';
const url = `https://${host}`;
/** As in a network that knows no names of the internet. */
const resolve = () => Promise.reject(Object.assign(new Error('no answer'), { code: 'ETIMEOUT' }));

afterEach(() => vi.unstubAllEnvs());

/** A visit from a network that leads out through this proxy alone. */
function visitFrom(env: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries({ AWS_CA_BUNDLE: '', ...env })) vi.stubEnv(name, value);
  trustAlso(bundle);
  return visit(host, { resolve });
}

describe('a visitor behind the proxy of a company', () => {
  test('gets the site through it, and is led from HTTP to HTTPS', async () => {
    const { proxy, asked } = await openCompany({ login: 'kim:p@ss' });
    const named = `http://kim:p%40ss@${proxy}`;
    const seen = await visitFrom({ HTTPS_PROXY: named, HTTP_PROXY: named });
    expect(seen).toEqual({ is: 'answered', status: 200, redirected: true });
    expect(asked.toSorted()).toEqual([`http://${host}/`, `${host}:443`, `${host}:443`].toSorted());
  });

  test.each([
    { what: 'is not let out by it', plain: false, also: true },
    { what: 'has no proxy', plain: true, also: false },
  ])('is well without plain HTTP, where that $what, and that it was not checked is said', async ({ plain, also }) => {
    const { proxy } = await openCompany({ plain });
    const seen = await visitFrom({ HTTPS_PROXY: proxy, ...(also && { HTTP_PROXY: proxy }) });
    expect(seen).toEqual({ is: 'answered', status: 200, redirected: false, unasked: true });
    expect(isWell(seen)).toBe(true);
    const { what, todo } = meaningOf(seen, url);
    expect(what.en).toMatch(/responds with HTTP 200.*was not checked/);
    expect(what.ko).toMatch(/프록시/);
    expect(todo).toBeUndefined();
  });

  test.each([
    { refusal: 403, passes: false },
    { refusal: 503, passes: true },
  ])('who is refused with $refusal by it is told so, and not that the site does not respond', async (refused) => {
    const { proxy } = await openCompany(refused);
    const seen = await visitFrom({ HTTPS_PROXY: `http://kim:password@${proxy}` });
    expect(seen).toEqual({ is: 'unreachable', why: `HTTP ${refused.refusal}`, proxy });
    expect(mayPass(seen)).toBe(refused.passes);
    const { what } = meaningOf(seen, url);
    expect(what.en).toBe(`${url} could not be reached through the proxy ${proxy} (HTTP ${refused.refusal}).`);
    expect(what.ko).toContain(proxy);
  });

  test('goes past it where NO_PROXY says so', async () => {
    const { proxy, asked } = await openCompany();
    const seen = await visitFrom({ HTTPS_PROXY: proxy, HTTP_PROXY: proxy, NO_PROXY: host });
    expect(seen).toEqual({ is: 'unresolved', why: 'ETIMEOUT' });
    expect(asked).toEqual([]);
  });
});
