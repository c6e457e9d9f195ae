import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hereDocument, inDoubleQuotes, word } from '../../src/cli-commands/bash.ts';
import { symbol } from '../../src/cli-commands/symbols.ts';

/** What bash makes of a script: all that it prints, byte by byte. */
const bash = (script: string, env: Record<string, string> = {}) =>
  execFileSync('bash', ['-eu'], { input: script, encoding: 'utf8', env: { PATH: process.env.PATH ?? '', ...env } });

/** The words that a line of these comes to. */
const read = (words: readonly string[], env?: Record<string, string>) =>
  bash(`printf '%s\\0' ${words.join(' ')}`, env)
    .split('\0')
    .slice(0, -1);

const hostile = [
  '',
  ' ',
  "it's",
  '"quoted"',
  '$HOME',
  '${HOME}',
  '$(touch /tmp/never)',
  '`id`',
  'a\\',
  '\\n',
  '!history',
  "'; rm -rf ~; '",
  '*',
  '?[a-z]',
  '~',
  '~root',
  '{a,b}',
  '#comment',
  'a b\tc',
  'two\nlines',
  '-n',
  '--flag',
  '&& reboot',
  '| cat',
  '> file',
  '<(id)',
  '\u001b[31mred',
  '\u202etxt.exe',
  '한글 도메인',
  'é"\'$`\\',
  '=',
  'a=b',
  '%s%n',
  '\u007f',
];

test('bash reads back every word as it was, whatever is in it', () => {
  expect(read(hostile.map(word))).toEqual(hostile);
});

test('of a word that holds variables too, with their values in it', () => {
  const value = `$(id) "'\\ *`;
  const texts = hostile.flatMap((text) => [
    text + symbol('VPC_ID'),
    symbol('VPC_ID') + text,
    `${text}${symbol('VPC_ID')}${text}${symbol('VPC_ID')}`,
  ]);
  expect(read(texts.map(word), { VPC_ID: value })).toEqual(
    texts.map((text) => text.replaceAll(symbol('VPC_ID'), value)),
  );
});

test('a variable keeps to itself, whatever comes after it', () => {
  expect(word(`${symbol('A')}b`)).toBe('"${A}b"');
  expect(word(symbol('a_id'))).toBe('"$A_ID"');
  expect(read([word(`${symbol('A')}b${symbol('A')}[0]`)], { A: 'x', Ab: 'wrong' })).toEqual(['xbx[0]']);
});

test('words of any characters come back', () => {
  const text = fc.string({ unit: 'grapheme' }).map((one) => one.replaceAll('\0', '').replace(/[\ue000\ue001]/g, ''));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 40 }), (texts) => {
      expect(read(texts.map(word))).toEqual(texts);
    }),
    { numRuns: 30 },
  );
});

test('a file is written as it is, even when it looks like the end of itself', () => {
  const content = "a\nEND\n$HOME `id` \\ 'x\nEND_\n";
  expect(bash(`cat ${hereDocument(content, 'END')}\n`)).toBe(content);
});

test('a line that was written by hand takes the values between its own quotes', () => {
  expect(bash(inDoubleQuotes(`printf '%s' "<${symbol('ZONE_ID')}>"`), { ZONE_ID: 'a  $b' })).toBe('<a  $b>');
});
