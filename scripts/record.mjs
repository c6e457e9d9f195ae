#!/usr/bin/env node
// Plays the whole wizard in a rehearsal, in a real terminal, and draws the pictures of the READMEs in docs/.
// With --check it draws them elsewhere, and fails when those in docs/ show other words.
// Usage: npm run build && node scripts/record.mjs [--check]
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pty from '@lydell/node-pty';
import headless from '@xterm/headless';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const columns = 92;
const rows = 40;
const enter = '\r';
const check = process.argv.includes('--check');
const patience = 120_000;

const runs = [
  { locale: 'en_US.UTF-8', suffix: '', network: 'Network', server: 'Server' },
  { locale: 'ko_KR.UTF-8', suffix: '.ko', network: '네트워크', server: '서버' },
];

/** The built program in a terminal. */
function open(cwd, locale) {
  const screen = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  const child = pty.spawn(process.execPath, [here('../bin/stepway.js'), 'up', '--rehearse'], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, TERM: 'xterm-256color', LANG: locale },
  });
  const started = Date.now();
  const events = [];
  let exitCode;
  child.onData((data) => {
    events.push([(Date.now() - started) / 1000, 'o', data]);
    screen.write(data);
  });
  screen.onData((answer) => child.write(answer));
  child.onExit((end) => (exitCode = end.exitCode));

  return {
    press: (keys) => child.write(keys),
    seconds: () => (Date.now() - started) / 1000,
    exitCode: () => exitCode,
    lines: () => {
      const { active } = screen.buffer;
      return Array.from({ length: rows }, (_, y) => active.getLine(active.baseY + y)?.translateToString(true) ?? '');
    },
    cast: () => [{ version: 2, width: columns, height: rows }, ...events].map((one) => JSON.stringify(one)).join('\n'),
  };
}

async function until(what, isTrue) {
  const end = Date.now() + patience;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error(`${what} did not come`);
    await sleep(20);
  }
  // What comes in one go is not cut in the middle.
  await sleep(60);
}

/** Takes every default, says the domain, agrees to the plan; returns when what was to be seen. */
async function play({ locale, network, server }, folder) {
  const terminal = open(folder, locale);
  const question = () => terminal.lines().findLast((line) => line.startsWith('? ')) ?? '';
  const moments = {};
  for (;;) {
    await until('the next question', () => question() !== '');
    const asked = question();
    moments.opening ??= terminal.seconds();
    if (asked.includes('t3.micro')) moments.questions = terminal.seconds();
    if (/\d\.\d\d( USD|달러)/.test(asked)) break;
    terminal.press((asked.endsWith('api.example.com)') ? 'app.example.com' : '') + enter);
    await until('an answer', () => question() !== asked);
  }
  terminal.press(enter);

  // What is in progress at one moment is different in each run, and so cannot be compared.
  if (!check) {
    const done = (title) => terminal.lines().some((line) => line.startsWith(`✔ ${title}`));
    await until(network, () => done(network) && !done(server));
    moments.build = terminal.seconds();
  }
  await until('the end', () => terminal.exitCode() !== undefined);
  if (terminal.exitCode() !== 0) throw new Error(`the rehearsal ended with ${terminal.exitCode()}`);
  moments.done = terminal.seconds();
  return { cast: terminal.cast(), moments };
}

/** The phrases of a picture in alphabetical order, without IDs and times: those differ from run to run. */
function wordsOf(picture) {
  const phrases = readFileSync(picture, 'utf8')
    .replace(/<style>.*?<\/style>/gs, '')
    .split(/<[^>]*>/)
    .map((phrase) => phrase.trim());
  // What is above the site's address was finished in another order each time.
  const address = phrases.findIndex((phrase) => phrase.startsWith('https://app.'));
  const words = phrases
    .slice(Math.max(0, address))
    .map((phrase) => phrase.replace(/\S*\d\S*( [ms분초]\b)?/g, '').trim())
    .filter((phrase) => /\p{L}{2}/u.test(phrase));
  return [...new Set(words)].toSorted((a, b) => a.localeCompare(b)).join('\n');
}

mkdirSync(here('../docs'), { recursive: true });
const stale = [];
for (const run of runs) {
  const temporary = mkdtempSync(join(tmpdir(), 'stepway-'));
  try {
    // The folder's name is what the wizard proposes as the project's.
    const folder = join(temporary, 'shop');
    mkdirSync(folder);
    const { cast, moments } = await play(run, folder);
    const recording = join(temporary, 'run.cast');
    writeFileSync(recording, `${cast}\n`);
    for (const [name, seconds] of Object.entries(moments)) {
      const file = `${name}${run.suffix}.svg`;
      const kept = here(`../docs/${file}`);
      const drawn = check ? join(temporary, file) : kept;
      execFileSync(process.execPath, [here('picture.mjs'), recording, drawn, String(seconds)]);
      if (!check) console.log(drawn);
      else if (wordsOf(drawn) !== wordsOf(kept)) stale.push(file);
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
if (stale.length > 0) {
  console.error(`The screens have changed since these were drawn: ${stale.join(', ')}. Run node scripts/record.mjs.`);
  process.exitCode = 1;
}
