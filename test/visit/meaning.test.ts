import { describe, expect, test } from 'vitest';
import { isWell, mayPass, meaningOf } from '../../src/visit/meaning.ts';
import type { Visit } from '../../src/visit/visit.ts';
import { userData } from '../../src/steps/server/setup/index.ts';
import { languages } from '../../src/words.ts';

const url = 'https://example.com';
const answering = (status: number, at?: string): Visit => ({
  is: 'answered',
  status,
  redirected: true,
  ...(at && { at }),
});
const loop = (...chain: string[]): Visit => ({ is: 'loop', chain });
const unreachable = { is: 'unreachable', why: 'ETIMEDOUT' } as const;
const distrusted = (fault: Extract<Visit, { is: 'distrusted' }>['fault'], at?: string): Visit => ({
  is: 'distrusted',
  why: 'CODE',
  fault,
  ...(at && { at }),
});

const meanings: readonly (readonly [Visit, what: RegExp, todo: RegExp | undefined])[] = [
  [answering(200), /responds with HTTP 200, its certificate is trusted/, undefined],
  [answering(200, `${url}/login`), /redirects to \S+\/login\. \S+\/login responds with HTTP 200/, undefined],
  [{ is: 'answered', status: 200, redirected: false }, /http:\/\/ does not redirect/, /nginx/],
  [
    { is: 'answered', status: 200, redirected: true, assumed: true },
    /In a rehearsal no server runs your app/,
    undefined,
  ],

  // The app answers: that is no fault of the stack.
  [answering(404), /HTTP 404: the app answers, but has no page at \/\./, /For an API that is fine/],
  [answering(404, `${url}/home`), /has no page at \/home/, /at that path/],
  [answering(401), /the app answers, but asks for a sign-in at \//, /fine/],
  [answering(403), /the app answers, but lets nobody in at \//, /ALLOWED_HOSTS.*Add example\.com/],
  [answering(400), /the app answers, but refuses the request/, /ALLOWED_HOSTS/],
  [answering(405), /takes no GET requests at \//, /fine/],
  [answering(418), /refuses the request/, /fine/],

  [answering(500), /HTTP 500: the app has failed/, /your app's log/],
  [answering(502), /HTTP 502: the app does not answer/, /your app's log/],
  [answering(503), /HTTP 503: no healthy server/, /your app's log/],
  [answering(504), /HTTP 504: the app takes too long/, /your app's log/],
  [answering(507), /HTTP 507/, /your app's log/],
  [answering(503, 'https://other.example/'), /redirects to https:\/\/other\.example/, /sends visitors there/],

  [loop(`${url}/`, `${url}/`), /redirects for ever: \S+ → \S+\.$/, /trust the X-Forwarded-Proto/],
  [loop(`${url}/`, 'http://example.com/', `${url}/`), /for ever/, /trust the X-Forwarded-Proto/],
  [loop(`${url}/`, 'https://www.example.com/', `${url}/`), /for ever/, /contradict each other/],
  [loop(`${url}/in`, `${url}/out`, `${url}/in`), /for ever/, /redirects these pages to each other/],
  [loop(...Array.from({ length: 21 }, (_, at) => `${url}/${at}`)), /\/0 → .*\/3 → …\.$/, /to each other/],
  [{ is: 'inward', at: 'http://localhost:3000/' }, /cannot reach http:\/\/localhost:3000\//, /APP_URL.*example\.com/],

  [{ is: 'unknown' }, /no address/, /15 minutes/],
  [{ is: 'unknown', at: 'https://w.example.com/' }, /redirects to .* has no address/, /sends visitors there/],
  [{ is: 'unresolved', why: 'ESERVFAIL' }, /could not be looked up.*ESERVFAIL/, /DNSSEC/],
  [unreachable, /does not respond \(ETIMEDOUT\)/, /another network/],
  [{ ...unreachable, at: `${url}:8080/` }, /redirects to \S+:8080\/\. \S+ does not respond/, /sends visitors there/],
  [{ ...unreachable, plain: true }, /although http:\/\/ does/, /certificate/],
  [{ ...unreachable, silent: true, plain: true }, /takes the request, but sends no answer/, /log/],

  [distrusted('expired'), /has expired \(CODE\)/, /renew/],
  [distrusted('early'), /not valid yet/, /clock/],
  [distrusted('other-name'), /certificate of another name/, /stale DNS cache/],
  [distrusted('other-name', 'https://www.example.com/'), /answers at https:\/\/www\.example\.com/, /stale DNS/],
  [distrusted('self-signed'), /signed its certificate itself/, /proxy/],
  [distrusted('unknown-issuer'), /issuer that browsers do not know/, /proxy/],
  [distrusted('no-tls'), /does not speak HTTPS/, /listens/],
  [distrusted('no-handshake'), /no secure connection/, /Another server/],
  [distrusted('other'), /not trusted/, /./],
];

describe('what visitors get is said', () => {
  test.each(meanings)('%j', (visit, what, todo) => {
    const meaning = meaningOf(visit, url);
    expect(meaning.what.en).toMatch(what);
    if (todo) expect(meaning.todo?.en).toMatch(todo);
    else expect(meaning.todo).toBeUndefined();
    for (const words of [meaning.what, ...(meaning.todo ? [meaning.todo] : [])]) {
      expect(words.ko).toMatch(/[가-힣]/);
      expect(words.ko + words.en).not.toMatch(/undefined|\.\.|\. \./);
    }
  });

  test('whatever is not well has something to do', () => {
    const unwell = meanings.filter(([visit]) => !isWell(visit));
    expect(unwell.filter(([visit]) => meaningOf(visit, url).todo === undefined)).toEqual([]);
  });
});

test('what the app says of its own accord does not pass by itself', () => {
  const passing = meanings.flatMap(([visit]) => (mayPass(visit) ? visit.is : []));
  expect(new Set(passing)).toEqual(new Set(['answered', 'unknown', 'unresolved', 'unreachable', 'distrusted']));
  expect(mayPass(answering(404))).toBe(false);
  expect(mayPass(answering(502))).toBe(true);
});

test('what is said of the certificate of a server is what the server does', () => {
  const site = { domain: 'example.com', www: false, port: 8080, healthPath: '/', entry: 'elastic-ip' };
  const server = Buffer.from(userData(site), 'base64').toString();
  const without = meaningOf({ ...unreachable, plain: true }, url).todo;
  const expired = meaningOf(distrusted('expired'), url).todo;
  expect(server).toContain('/etc/systemd/system/stepway-certificate.service');
  for (const language of languages) {
    for (const todo of [without, expired]) expect(todo?.[language]).toContain('`stepway logs --source setup`');
    expect(expired?.[language]).toContain('stepway-certificate`');
  }
  // How long it pauses: at first, later, once it was refused, and once it has one.
  expect(server).toMatch(/pause=\$\(\(SECONDS<600\?10:60\)\)[^]*! covered; then pause=15m; elif .* then pause=12h;/);
  expect(without?.en).toMatch(/within a minute .* after 15 minutes if Let’s Encrypt refuses/);
  expect(expired?.en).toContain('twice a day');
});
