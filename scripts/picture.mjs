#!/usr/bin/env node
// Draws the screen of a recorded terminal run as an SVG picture.
// Usage: node scripts/picture.mjs RUN.cast PICTURE.svg [SECONDS]
import { readFileSync, writeFileSync } from 'node:fs';
import unicode11 from '@xterm/addon-unicode11';
import headless from '@xterm/headless';

const palette = [
  // black, red, green, yellow, blue, magenta, cyan, white; then the same, bright
  ['#1c1c1c', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#d7d7d7'],
  ['#7f848e', '#ff7a85', '#b5e890', '#ffd68a', '#82c8ff', '#e39bf5', '#7fd8e4', '#ffffff'],
].flat();
const paper = palette[0];
const ink = palette[7];
const cell = { width: 8.4, height: 18 };
const fontSize = 14;
const margin = 12;
const titleBar = 30;
const fonts =
  "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK KR', D2Coding, monospace";

/** The screen `seconds` into the recording, in the format asciicast v2. */
async function replay(cast, seconds) {
  const [header, ...events] = cast
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const terminal = new headless.Terminal({ cols: header.width, rows: header.height, allowProposedApi: true });
  terminal.loadAddon(new unicode11.Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  const output = events.filter(([at, kind]) => kind === 'o' && at <= seconds).map(([, , data]) => data);
  await new Promise((resolve) => terminal.write(output.join(''), resolve));
  return terminal;
}

/** The rows of the screen, each as runs of characters of one look; rows below the last text are left out. */
function rowsOf(terminal) {
  const buffer = terminal.buffer.active;
  const rows = Array.from({ length: terminal.rows }, (_, y) => runsOf(buffer.getLine(buffer.baseY + y)));
  return rows.slice(0, rows.findLastIndex((runs) => runs.length > 0) + 1);
}

function runsOf(line) {
  const runs = [];
  for (let x = 0; x < line.length; x++) {
    const character = line.getCell(x);
    const width = character.getWidth();
    // The second half of a character of double width is a cell of its own, of no width.
    if (width === 0) continue;
    const look = lookOf(character);
    const last = runs.at(-1);
    // Browsers stretch a run to its cells evenly, so what has double width makes a run of its own.
    if (last && last.look === look && last.width === width) last.text += character.getChars() || ' ';
    else runs.push({ x, width, look, text: character.getChars() || ' ' });
  }
  return runs.map((run) => ({ ...run, text: run.text.trimEnd() })).filter(({ text }) => text);
}

/** How a character looks, as attributes of an SVG text. */
function lookOf(character) {
  const colour = character.isFgPalette() ? (palette[character.getFgColor()] ?? ink) : ink;
  return [
    `fill="${colour}"`,
    character.isBold() && 'font-weight="700"',
    character.isDim() && 'opacity="0.6"',
    character.isUnderline() && 'text-decoration="underline"',
  ]
    .filter(Boolean)
    .join(' ');
}

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]);

function draw(terminal) {
  const rows = rowsOf(terminal);
  const width = 2 * margin + terminal.cols * cell.width;
  const height = titleBar + rows.length * cell.height + margin;
  const texts = rows.flatMap((runs, y) =>
    runs.map(({ x, width, look, text }) => {
      const left = (margin + x * cell.width).toFixed(1);
      const baseline = titleBar + y * cell.height + 13;
      const length = ([...text].length * width * cell.width).toFixed(1);
      // For viewers that do not know textLength: a character of double width is one em wide and has two cells.
      const spacing = width === 2 ? ` letter-spacing="${(2 * cell.width - fontSize).toFixed(1)}"` : '';
      return `<text x="${left}" y="${baseline}" ${look}${spacing} textLength="${length}" xml:space="preserve">${escaped(text)}</text>`;
    }),
  );
  const buttons = [1, 3, 2].map(
    (colour, at) => `<circle cx="${18 + 16 * at}" cy="15" r="5" fill="${palette[colour]}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${fonts}" font-size="${fontSize}">`,
    `<rect width="100%" height="100%" rx="8" fill="${paper}"/>`,
    ...buttons,
    ...texts,
    '</svg>\n',
  ].join('\n');
}

const [cast, picture, seconds] = process.argv.slice(2);
if (!cast || !picture) {
  console.error('Usage: node scripts/picture.mjs RUN.cast PICTURE.svg [SECONDS]');
  process.exit(2);
}
writeFileSync(picture, draw(await replay(readFileSync(cast, 'utf8'), Number(seconds ?? Infinity))));
