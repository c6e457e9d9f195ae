import { harmless, unseen } from '../plain.ts';
import { withoutSecrets, withoutSecretsIn } from '../secrets.ts';

type Stream = Pick<NodeJS.WriteStream, 'write'>;

/** The colours that `paint` makes. */
// eslint-disable-next-line no-control-regex
const ours = /(\u001b\[\d{1,2}m)/;

/** One line as it may be shown: no secret in it, and nothing that a terminal obeys but our own colours. */
export function printable(text: string, colour: boolean): string {
  const plain = (part: string) => harmless(part).replaceAll('\n', ' ');
  const shown = withoutSecrets(text);
  if (!colour) return plain(shown);
  return shown
    .split(ours)
    .map((part, index) => (index % 2 === 1 ? part : plain(part)))
    .join('');
}

/** Writes lines of text. Whatever the program says goes through here or through `printJson`. */
export function print(stream: Stream, text: string, colour = false): void {
  stream.write(
    text
      .split('\n')
      .map((line) => printable(line, colour))
      .join('\n'),
  );
}

/** What cannot be seen, escaped as JSON does it. */
const visible = (json: string): string =>
  json.replace(unseen, (text) =>
    Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );

/** Writes one JSON document, on one line unless it is indented; what cannot be seen in it is escaped. */
export function printJson(stream: Stream, value: unknown, indent?: number): void {
  stream.write(`${visible(JSON.stringify(value, withoutSecretsIn, indent))}\n`);
}

/** The same with what is secret in it, for somebody who asked to see just that. */
export function revealJson(stream: Stream, value: unknown): void {
  stream.write(`${visible(JSON.stringify(value, undefined, 2))}\n`);
}

/** Writes a text with what is secret in it, for somebody who asked to see just that; to the letter, but to a terminal. */
export function reveal(stream: Stream & { readonly isTTY?: boolean }, text: string): void {
  stream.write(stream.isTTY ? harmless(text) : text);
}

/** Writes bytes of somebody else's as they are, and says whether it keeps up: if not, `drain` is to be waited for. */
export const pass = (stream: Pick<NodeJS.WriteStream, 'write'>, bytes: Buffer): boolean => stream.write(bytes);
