import { hereDocument, word } from './bash.ts';
import { namesIn, partsOf } from './symbols.ts';

/** One call of an operation, as the SDK takes it; ids that AWS is yet to give are symbols. */
export interface Call {
  /** Its name in the CLI. */
  readonly service: string;
  readonly operation: string;
  readonly input: object;
}

/** How the CLI takes a field that it does not take as the API does: not at all, by another name, or as a file. */
export type Spelling =
  | 'left out'
  | { readonly as: string }
  /** Which file, how the CLI is told so, and whether the SDK has its content in base64. */
  | { readonly file: string; readonly prefix: string; readonly base64?: true };

/** By operation and field: `RunInstances.MaxCount`. */
export type Spellings = Readonly<Record<string, Spelling>>;

/** `DBSubnetGroupName` → `db-subnet-group-name`, as the CLI itself does it. */
export const kebab = (name: string): string =>
  name
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();

type Scalar = string | number | boolean;
type Value = Scalar | readonly Value[] | { readonly [field: string]: Value };

const isScalar = (value: Value): value is Scalar => typeof value !== 'object';

/** A symbol's value is an id of AWS, in which there is nothing that the shorthand would take for its own. */
const isSimple = (text: string) => /^[\w.:/+-]+$/.test(partsOf(text).join(''));

/** The CLI's shorthand, `Key=Name,Value=shop`; undefined for what only JSON can say. */
function shorthand(value: Value, nested = false): string | undefined {
  if (typeof value === 'string') return isSimple(value) ? value : undefined;
  if (isScalar(value)) return String(value);
  const members = Array.isArray(value)
    ? (value as readonly Value[]).map((item) => shorthand(item, true))
    : Object.entries(value).map(([field, item]) => {
        const short = shorthand(item, true);
        return short === undefined ? undefined : `${field}=${short}`;
      });
  if (members.some((member) => member === undefined)) return undefined;
  const joined = members.join();
  // One word is a list of one by itself.
  if (Array.isArray(value)) return value.length === 1 && isScalar(value[0] as Value) ? joined : `[${joined}]`;
  return nested ? `{${joined}}` : joined;
}

/** What comes after a flag: a word, or several. */
function wordsOf(value: Value): string[] {
  if (isScalar(value)) return [word(String(value))];
  const items = Array.isArray(value) ? (value as readonly Value[]) : [value as Value];
  if (items.length === 0) return [word('[]')];
  if (items.every(isScalar)) return items.map((item) => word(String(item)));
  const short = items.flatMap((item) => shorthand(item) ?? []);
  return short.length < items.length ? [word(JSON.stringify(value))] : short.map(word);
}

/** Longer commands are broken into a line for each flag, and longer lists into one for each word. */
const readable = 96;

function flag(name: string, value: Value): string {
  if (typeof value === 'boolean') return value ? `--${name}` : `--no-${name}`;
  const words = wordsOf(value);
  const joint = words.length > 1 && words.join(' ').length > readable ? ' \\\n    ' : ' ';
  // What begins with a hyphen would be taken for the next flag.
  return words[0]?.startsWith('-') ? `--${name}=${words.join(' ')}` : `--${name} ${words.join(joint)}`;
}

/** A file that a command reads, and what has to be written into it before. */
interface File {
  readonly path: string;
  readonly content: string;
}

export interface Command {
  /** `aws ec2 create-vpc` */
  readonly verb: string;
  /** `--cidr-block 10.20.0.0/16` */
  readonly flags: readonly string[];
  readonly files: readonly File[];
}

/** The AWS CLI's command for a call of its API; versions 1 and 2 take the same. */
export function toCommand({ service, operation, input }: Call, spellings: Spellings = {}): Command {
  const flags: string[] = [];
  const files: File[] = [];
  for (const [field, value] of Object.entries(input) as [string, Value | undefined][]) {
    const spelling = spellings[`${operation}.${field}`] ?? { as: field };
    if (value === undefined || spelling === 'left out') continue;
    if ('as' in spelling || typeof value !== 'string') {
      flags.push(flag(kebab('as' in spelling ? spelling.as : field), value));
      continue;
    }
    const { file, prefix, base64 } = spelling;
    files.push({ path: file, content: base64 ? Buffer.from(value, 'base64').toString() : value });
    flags.push(`--${kebab(field)} ${prefix}${file}`);
  }
  return { verb: `aws ${service} ${kebab(operation)}`, flags, files };
}

/** A command on one line, or broken with backslashes. */
export function layOut(verb: string, flags: readonly string[]): string {
  const line = [verb, ...flags].join(' ');
  return line.length <= readable && !line.includes('\n') ? line : [verb, ...flags].join(' \\\n  ');
}

/** What writes a file that a command reads. */
export const writeFile = ({ path, content }: File): string =>
  content.endsWith('\n') && namesIn(content).length === 0
    ? `cat >${path} ${hereDocument(content, 'END_OF_FILE')}`
    : `printf %s ${word(content)} >${path}`;
