import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { markup } from '../../src/report/markup.ts';
import { expectCode, korean, necessary, project, unbroken } from '../commands/support.ts';
import { openBrowser, type Browser, type Looking } from '../support/browser.ts';
import { run } from '../support/program.ts';
import { toolMissing } from '../support/tools.ts';

/** A rehearsed stack with a database, a log, and a way for the app. */
const cwd = project();
const pages = new Map<string, string>();
const secret = 'q7Zr-only-the-app-knows-this';

beforeAll(async () => {
  const up = await run(['up', ...necessary, '--delivery', 'local', '--log-days', '14', '--rehearse'], { cwd });
  expectCode(up.code, 0, up.stderr);
  const set = await run(['env', 'set', '--no-restart', `API_KEY=${secret}`, '--rehearse'], { cwd });
  expectCode(set.code, 0, set.stderr);
  for (const language of ['en', 'ko']) {
    const { code, stdout, stderr } = await run(['report', '--lang', language, '--rehearse'], { cwd });
    expectCode(code, 0, stderr);
    pages.set(language, stdout);
  }
}, 180_000);

const pageIn = (language: string) => pages.get(language) ?? '';

describe('stepway report', () => {
  test('has the parts of this stack, with what each is for, and links into the console', () => {
    const page = pageIn('en');
    const { instanceId } = JSON.parse(outputsOf(page)) as { instanceId: string };
    expect(
      page.includes(
        `https://us-east-1.console.aws.amazon.com/ec2/home?region=us-east-1#InstanceDetails:instanceId=${instanceId}`,
      ),
    ).toBe(true);
    for (const what of [
      'RDS runs the database for you',
      '<tfoot><tr><th scope="row">Total</th><td class="usd">50.72 USD',
      'stepway deploy --rehearse',
      'Everything works',
    ])
      expect(page.includes(what), what).toBe(true);
    expect([...page.matchAll(/<section id="([^"]*)"/g)].map(([, id]) => id)).toEqual([
      'architecture',
      'health',
      'parts',
      'costs',
      'addresses',
      'life',
    ]);
  });

  test('speaks either language, and says in which', () => {
    expect(pageIn('en')).toContain('<html lang="en">');
    expect(pageIn('ko')).toContain('<html lang="ko">');
    expect(pageIn('en')).not.toMatch(korean);
    expect(pageIn('ko')).toContain('아키텍처');
  });

  test.each(['en', 'ko'])('holds no secret, loads nothing and runs nothing (%s)', (language) => {
    const page = pageIn(language);
    expect(page).not.toContain(secret);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\bsrc=|\bon\w+=/);
    expect(page).toContain(`default-src 'none'`);
    const addresses = [...page.matchAll(/href="([^"]*)"/g)].map(([, address = '']) => address);
    for (const address of addresses) expect(address).toMatch(/^(?:#[\w-]+|https:\/\/[^\s]+)$/);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('draws the picture alone, for which nobody needs the account', async () => {
    const { code, stdout } = await run(['report', '--svg', '--rehearse'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]*width="\d+"[^>]*>.*<\/svg>\n$/s);
    expect(stdout).toContain('<title id="stepway-title">Architecture of app.example.com</title>');
    expect(stdout).toContain(
      '1. Load balancer, port 443: ALB · certificate from ACM. 2. Server, port 80: EC2 t3.micro.',
    );
    expect(stdout).not.toMatch(/123456789012|vpc-|\bi-0/);
  });

  test('writes a file, and tells programs which', async () => {
    const { code, stdout, stderr } = await run(['report', '--out', 'site.html', '--json', '--rehearse'], { cwd });
    expectCode(code, 0, stderr);
    const told = JSON.parse(stdout) as { file: string; health: { healthy: boolean }; parts: { id: string }[] };
    expect(told.health.healthy).toBe(true);
    expect(told.parts.map(({ id }) => id)).toContain('database');
    expect(readFileSync(told.file, 'utf8')).toMatch(/^<!doctype html>/);
    expect(existsSync(join(cwd, 'site.html'))).toBe(true);
  });

  test('says what is wrong with a file that cannot be written, and with a folder without a stack', async () => {
    const { code, stderr } = await run(['report', '--out', 'missing/site.html', '--rehearse'], { cwd });
    expectCode(code, 5, stderr);
    expect(unbroken(stderr)).toContain('stepway cannot write');
    expect((await run(['report', '--out', '', '--rehearse'], { cwd })).code).toBe(2);
    expect((await run(['report', '--rehearse'], { cwd: project() })).code).toBe(2);
  });

  test('nothing that is put into a page is markup', () => {
    expect(markup`<p title="${'"><script>'}">${`<b>&'\u001b[2J`}</p>`.text).toBe(
      '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&amp;&#39;</p>',
    );
    expect(markup`${'postgres://app:hunter2hunter2@db'}`.text).toBe('postgres://***@db');
  });
});

/** What of the page is text, without its markup. */
const outputsOf = (page: string) => JSON.stringify({ instanceId: /instanceId=(i-\w+)/.exec(page)?.[1] ?? '' });

const lookings: readonly Looking[] = [360, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
);

/** The least contrast of any text of the page with what is behind it, and what text that is. */
const leastContrast = `(() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parts(getComputedStyle(one).backgroundColor);
      if (colour[3] !== 0) return colour;
    }
    return [255, 255, 255];
  };
  const all = [...document.querySelectorAll('body *')].filter(
    (one) => !one.closest('svg') && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()),
  );
  const seen = all.map((one) => {
    const [a, b] = [light(parts(getComputedStyle(one).color)), light(behind(one))].sort((x, y) => y - x);
    return [(a + 0.05) / (b + 0.05), one.textContent.slice(0, 60)];
  });
  return seen.sort(([x], [y]) => x - y)[0];
})()`;

describe.skipIf(toolMissing('chromium'))('in a browser', () => {
  let browser: Browser;
  beforeAll(() => {
    browser = openBrowser();
  });
  afterAll(() => browser.close());

  test.each(lookings)('fits a screen of $width in $scheme, and can be read', async (looking) => {
    for (const language of ['en', 'ko'])
      await browser.open(pageIn(language), looking, async (page) => {
        expect(await page.value<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(looking.width);
        const wide = `[...document.querySelectorAll('main *')].filter((one) => !one.closest('svg') && one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.textContent.slice(0, 60))`;
        expect(await page.value<string[]>(wide)).toEqual([]);
        const [contrast, text] = await page.value<[number, string]>(leastContrast);
        expect(contrast, text).toBeGreaterThanOrEqual(4.5);
        const shown = `[...document.querySelectorAll('svg')].filter((one) => one.getBoundingClientRect().width > 0).length`;
        expect(await page.value<number>(shown)).toBe(1);
        const small = `Math.min(...[...document.querySelectorAll('svg text')].map((one) => one.getBoundingClientRect().height).filter((height) => height > 0))`;
        expect(await page.value<number>(small)).toBeGreaterThan(9);
        // A text that is wider than its card would run out of it.
        const spilt = `[...document.querySelectorAll('svg .card')].flatMap((card) => { const edge = card.querySelector('rect').getBoundingClientRect().right; return [...card.querySelectorAll('text')].filter((text) => text.getBoundingClientRect().right > edge).map((text) => text.textContent); })`;
        expect(await page.value<string[]>(spilt)).toEqual([]);
        expect(page.asked.filter((address) => !address.startsWith('file:'))).toEqual([]);
      });
  });

  test('has an outline for whoever listens to it', async () => {
    const told = await browser.open(pageIn('en'), { width: 1280, scheme: 'light' }, (page) => page.told());
    const headings = told.filter(({ role }) => role === 'heading');
    expect(headings.filter(({ level }) => level === 1).map(({ name }) => name)).toEqual(['app.example.com']);
    expect(headings.filter(({ level }) => level === 2).map(({ name }) => name)).toEqual([
      'Architecture',
      'Health',
      'What each part is for',
      'Costs',
      'Addresses and ways in',
      'Deploy, restore, remove',
    ]);
    const levels = headings.map(({ level = 0 }) => level);
    levels.forEach((level, at) => expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1));
    const roles = new Set(told.map(({ role }) => role));
    for (const role of ['banner', 'navigation', 'main', 'contentinfo', 'table', 'columnheader', 'rowheader'])
      expect(roles).toContain(role);
    const pictures = told.filter(({ role }) => role === 'image' || role === 'img');
    expect(pictures.map(({ name }) => name.slice(0, 31))).toEqual(['Architecture of app.example.com']);
    expect(pictures.map(({ name }) => name).join()).toContain('3. Database, port 5432');
  });

  test('prints on paper', async () => {
    const pdf = await browser.open(pageIn('ko'), { width: 1280, scheme: 'dark' }, (page) => page.pdf());
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const count = [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b/g)].length;
    expect(count).toBeGreaterThanOrEqual(2);
    expect(count).toBeLessThanOrEqual(12);
  });
});
