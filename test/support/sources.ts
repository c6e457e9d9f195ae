import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'rolldown/utils';

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
  /** What it uses of the world around: `process.env`, `Date.now`, `new Date()`, `setTimeout`. */
  readonly effects: readonly string[];
}

export interface Import {
  readonly from: string;
  /** A package, or a file of ours as a path from there. */
  readonly what: string;
  readonly typeOnly: boolean;
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
  const [anys, assertions, texts, effects]: string[][] = [[], [], [], []];
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
    TSAnyKeyword: (node) => void anys?.push(line(node)),
    TSNonNullExpression: (node) => void assertions?.push(line(node)),
    Literal: ({ value }) => void (typeof value === 'string' && texts?.push(value)),
    TemplateLiteral: ({ quasis }) => void texts?.push(quasis.map(({ value }) => value.cooked ?? '').join('…')),
    MemberExpression(node) {
      const name = nameOf(node);
      if (objects.has(name.split('.')[0] ?? '') || members.has(name)) effects?.push(name);
    },
    CallExpression: ({ callee }) => void (functions.has(nameOf(callee)) && effects?.push(nameOf(callee))),
    NewExpression: (node) =>
      void (nameOf(node.callee) === 'Date' && node.arguments.length === 0 && effects?.push('new Date()')),
  }).visit(program);
  return { path, imports, anys, assertions, texts, effects } as Source;
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
