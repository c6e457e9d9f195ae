import { describe, expect, test } from 'vitest';
import { exited, notInstalled, unwell } from '../../src/deploy/try/mishaps.ts';
import { refusalOf } from '../../src/deploy/try/refusal.ts';
import type { OtherRuntime } from '../../src/deploy/try/tried.ts';
import type { Words } from '../../src/words.ts';
import { judge } from '../../src/deploy/try/verdict.ts';

const node: OtherRuntime = { name: 'Node.js', here: '20', there: '24', isOlder: true };
const newer: OtherRuntime = { ...node, here: '26', isOlder: false };
const nothing: readonly Words[] = [];

describe('what fails on this machine', () => {
  test.each([
    ['npm error code ENOTFOUND', 'The packages could not be downloaded over the network of this machine.'],
    ['npm error ENOSPC: no space left on device', 'This machine has too little space or memory for it.'],
    ['cp: illegal option -- T', 'A tool of this machine takes other flags than on Linux.'],
    ['/tmp/a/deploy/install.sh: line 9: cargo: command not found', 'cargo is not on this machine.'],
  ])('is no proof where the reason is here: %s', (said, en) => {
    expect(judge(notInstalled(1, said), nothing)).toMatchObject({ is: 'unproven', why: { en } });
  });

  test.each([
    ['Error: listen EADDRINUSE: address already in use :::3000', /uses the port/],
    ['bash: ./server: cannot execute binary file: Exec format error', /not for this machine/],
    ['CredentialsProviderError: Could not load credentials from any providers', /role .* on the server only/],
    ['spawn /tmp/x/deploy/run.sh EACCES', /\(EACCES\)/],
  ])('is no proof, nor when it starts: %s', (said, en) => {
    expect(judge(exited(1, said), nothing)).toMatchObject({ is: 'unproven', why: { en: expect.stringMatching(en) } });
  });

  test('is no proof where an older runtime here lacks what the app uses, but of a newer one it is', () => {
    const said = 'SyntaxError: Invalid regular expression flags\nTypeError: Promise.try is not a function';
    expect(judge(exited(1, said), nothing, node)).toMatchObject({
      is: 'unproven',
      why: { en: 'Node.js is older here (20) than on the server (24).' },
    });
    expect(judge(exited(1, said), nothing, newer).is).toBe('failed');
    expect(judge(exited(1, 'SyntaxError: missing ) after argument list'), nothing, node).is).toBe('failed');
  });

  test('is the app’s own fault, whatever it has on AWS only, where nothing is there or it ends without a reason', () => {
    const lacks = [{ en: 'the database', ko: '데이터베이스' }];
    expect(judge(exited(0, 'bye'), lacks).is).toBe('failed');
    expect(judge(unwell(404, '/nope', ''), lacks).is).toBe('failed');
    expect(judge(exited(1, 'Error'), lacks).is).toBe('unproven');
    expect(judge(unwell(500, '/', ''), lacks).is).toBe('unproven');
  });

  test('is what the server would say as well: the dependency of a script is missing there, too', () => {
    const tried = judge(notInstalled(127, 'sh: 1: husky: not found'), nothing);
    expect(tried).toMatchObject({ is: 'failed', cause: { en: expect.stringContaining('for development') } });
    const refused = judge(unwell(400, '/', 'DisallowedHost'), nothing, newer);
    if (refused.is !== 'failed') throw new Error(refused.is);
    const { kind, what, todo, reached } = refusalOf(refused);
    expect(kind).toBe('usage');
    expect(what.en).toBe(
      'The app failed on this machine, as it would on the server. The app responded with 400 at /; expected 2xx or 3xx. The app rejects the health check as a bad request, probably because of its host name. It was tried with Node.js 26; the server runs 24.',
    );
    expect(todo.en).toMatch(/Nothing was uploaded\. `stepway deploy --no-try` deploys without trying\.$/);
    // What it printed is not for programs that keep what they read.
    expect(JSON.stringify(reached)).not.toContain('DisallowedHost');
  });
});
