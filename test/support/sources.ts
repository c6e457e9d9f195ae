import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'rolldown/utils';
import { languages } from '../../src/words.ts';

/** A file of the program or of its tests, and what its syntax tree has that the rules are about. */
export interface Source {
  /** From `src/` or `test/`. */
  readonly path: string;
  readonly imports: readonly Import[];
  /** The lines with `any` as a type. */
  readonly anys: readonly string[];
  /** The lines with `x!`. */
  readonly assertions: readonly string[];
  /** Its texts, without the variable parts. */
  readonly texts: readonly string[];
  /** Those of several words that are shown as they are, in one language. */
  readonly bare: readonly string[];
  /** What it uses of the world around: `process.env`, `Date.now`, `new Date()`, `setTimeout`. */
  readonly effects: readonly string[];
}

export interface Import {
  readonly from: string;
  /** A package, or a file of ours as a path from there. */
  readonly what: string;
  readonly typeOnly: boolean;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

type Handlers = ConstructorParameters<typeof Visitor>[0];
type NodeOf<Name extends keyof Handlers> = Parameters<NonNullable<Handlers[Name]>>[0];
type Expression = NodeOf<'CallExpression'>['callee'];

const objects: ReadonlySet<string> = new Set(['process', 'console', 'performance']);
const functions: ReadonlySet<string> = new Set(['setTimeout', 'setInterval', 'setImmediate', 'fetch']);
const members: ReadonlySet<string> = new Set([
  'Date.now',
  'Math.random',
  ...['output', 'screen', 'stream', 'stdout', 'stderr'].map((stream) => `${stream}.write`),
  ...['mock', 'doMock'].map((name) => `vi.${name}`),
]);

/** What shows a text, by its last name. */
const showing = /(^|\.)(print|line|paragraph|heading|table|wrap|write)$/;

/** Words in a row, that are no command. */
const sentence = /^(?!\s*stepway ).*[A-Za-z]{2,} [a-z]{2,}/s;

/** `a`, or the last two names of `a.b.c`. */
function nameOf(expression: Expression): string {
  if (expression.type === 'Identifier') return expression.name;
  if (expression.type !== 'MemberExpression' || expression.property.type !== 'Identifier') return '';
  return `${nameOf(expression.object).replace(/^.*\./, '')}.${expression.property.name}`;
}

/** Reads a file's text. */
export function parse(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text, { lang: 'ts' });
  if (errors.length > 0) throw new Error(`${path}: ${errors.map(({ message }) => message).join()}`);
  const imports: Import[] = [];
  const anys: string[] = [];
  const assertions: string[] = [];
  const texts: string[] = [];
  const effects: string[] = [];
  /** Where texts are shown. */
  const shown: Range[] = [];
  /** Where they are in both languages. */
  const paired: Range[] = [];
  const said: (Range & { readonly text: string })[] = [];
  const say = ({ start, end }: Range, text: string) => {
    texts.push(text);
    said.push({ start, end, text });
  };
  const line = ({ start }: { readonly start: number }) =>
    `${path}:${text.slice(0, start).split('\n').length} ${text
      .slice(text.lastIndexOf('\n', start - 1) + 1)
      .split('\n', 1)
      .join()
      .trim()}`;
  const found = (source: { readonly value: unknown } | null, typeOnly: boolean) => {
    if (typeof source?.value !== 'string') return;
    const what = source.value.startsWith('.') ? posix.join(posix.dirname(path), source.value) : source.value;
    imports.push({ from: path, what, typeOnly });
  };
  new Visitor({
    ImportDeclaration: ({ source, importKind, specifiers }) =>
      found(
        source,
        importKind === 'type' ||
          (specifiers.length > 0 &&
            specifiers.every((one) => one.type === 'ImportSpecifier' && one.importKind === 'type')),
      ),
    ExportNamedDeclaration: ({ source, exportKind }) => found(source, exportKind === 'type'),
    ExportAllDeclaration: ({ source, exportKind }) => found(source, exportKind === 'type'),
    ImportExpression: ({ source }) => found(source.type === 'Literal' ? source : null, false),
    TSImportType: ({ source }) => found(source, true),
    TSModuleDeclaration: ({ id }) => found(id.type === 'Literal' ? id : null, true),
    TSAnyKeyword: (node) => void anys.push(line(node)),
    TSNonNullExpression: (node) => void assertions.push(line(node)),
    Literal: (node) => void (typeof node.value === 'string' && say(node, node.value)),
    TemplateLiteral: (node) => say(node, node.quasis.map(({ value }) => value.cooked ?? '').join('…')),
    ObjectExpression(node) {
      const keys = new Set(
        node.properties.map((one) => (one.type === 'Property' && one.key.type === 'Identifier' ? one.key.name : '')),
      );
      if (languages.every((language) => keys.has(language))) paired.push(node);
    },
    MemberExpression(node) {
      const name = nameOf(node);
      if (objects.has(name.split('.')[0] ?? '') || members.has(name)) effects.push(name);
    },
    CallExpression(node) {
      const name = nameOf(node.callee);
      if (functions.has(name)) effects.push(name);
      if (showing.test(name)) shown.push(node);
    },
    NewExpression: (node) =>
      void (nameOf(node.callee) === 'Date' && node.arguments.length === 0 && effects.push('new Date()')),
  }).visit(program);
  const isIn = (ranges: readonly Range[], { start, end }: Range) =>
    ranges.some((one) => one.start <= start && end <= one.end);
  const bare = said
    .filter((one) => sentence.test(one.text) && isIn(shown, one) && !isIn(paired, one))
    .map(({ text: words }) => `${path} says '${words}'`);
  return { path, imports, anys, assertions, texts, bare, effects };
}

/** Every file of a folder, and of those in it. */
function filesOf(folder: string): readonly Source[] {
  const root = fileURLToPath(new URL(`../../${folder}`, import.meta.url));
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => parse(file.split(sep).join('/'), readFileSync(join(root, file), 'utf8')));
}

export const sources = filesOf('src');
export const tests = filesOf('test');
