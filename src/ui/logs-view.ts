import type { LikelyCause } from '../deploy/causes.ts';
import type { LogLine } from '../logs/line.ts';
import { oneLine } from '../plain.ts';
import { print, printJson } from './output.ts';
import type { Screen } from './screen.ts';

type Stream = Parameters<typeof print>[0];

/** A request in few words, where nginx has said it in many. */
function shortly({ name, text }: LogLine): string {
  if (name !== 'access') return text;
  try {
    const { status, method, host, uri, seconds, from } = JSON.parse(text) as Record<string, string | number>;
    return `${status} ${method} ${host}${uri} ${Math.round(Number(seconds) * 1000)} ms ${from}`;
  } catch {
    return text;
  }
}

/** Writes a line as one line, its time first; nothing of it is for a terminal to obey. */
export function printLogLine(stream: Stream, line: LogLine): void {
  print(stream, `${line.time} ${line.source}/${line.name} ${shortly(line).replaceAll('\n', ' ')}\n`);
}

/** The same as a document of JSON on one line. */
export const printLogLineJson = (stream: Stream, { time, source, name, text }: LogLine): void =>
  printJson(stream, { time, source, name, text });

/** What lines tell of a mistake, and what to do about it. */
export function showCause(screen: Screen, found: LikelyCause | undefined): void {
  screen.line();
  if (!found)
    return screen.paragraph({
      en: 'These lines tell of no problem that stepway knows. `stepway doctor` checks the whole way to your app.',
      ko: '이 로그에는 stepway가 아는 문제가 없습니다. `stepway doctor`는 앱까지의 모든 경로를 확인합니다.',
    });
  screen.paragraph(found.cause);
  if (found.line !== undefined) screen.remark({ en: oneLine(found.line), ko: oneLine(found.line) });
  screen.paragraph(found.fix);
}
