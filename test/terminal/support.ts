import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { isUnasked, type Answered, type AnyQuestion } from '../../src/questions/question.ts';
import type { ScenarioName } from '../../src/rehearsal/scenarios.ts';
import { questions } from '../../src/steps/index.ts';
import type { Language } from '../../src/words.ts';
import { temporaryFolder } from '../support/folder.ts';
import { openTerminal, type Terminal, type TerminalOptions } from '../support/terminal.ts';

/** A project's folder, from whose name its stack gets its own: `shop`. */
export function project(): string {
  const folder = join(temporaryFolder(), 'shop');
  mkdirSync(folder);
  return folder;
}

/** The same for all tests of a file, which copy it. */
export function lastingProject(): string {
  const above = realpathSync(mkdtempSync(join(tmpdir(), 'stepway-')));
  afterAll(() => rmSync(above, { recursive: true, force: true, maxRetries: 3 }));
  const folder = join(above, 'shop');
  mkdirSync(folder);
  return folder;
}

/** A project of its own for one test, as another one was left. */
export function copyOf(folder: string): string {
  const cwd = project();
  cpSync(folder, cwd, { recursive: true });
  return cwd;
}

/** The state of the rehearsed stack as the program has written it; empty before that. */
export function stateOf(folder: string): string {
  const file = join(folder, '.stepway', 'rehearsal', 'shop.jsonl');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Every answer but the last yes, as an experienced user gives them. */
export const answered = (
  '--name shop --region us-east-1 --parts none --network own --entry load-balancer --app-port 8080 --ssh none ' +
  '--instance-type t3.micro --no-elastic-ip --database none --domain app.example.com --zone example.com ' +
  '--hosted-zone auto --no-www --no-copy-records --health-path / --delivery none'
).split(' ');

/** A text without its line breaks, which depend on the width of the screen. */
export const unbroken = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What is asked once all is answered: whether to build for the price, or to go on for it. */
export const lastYes = /^\? .*[\d.]+(?: USD|달러).*\(Y\/n\)/m;

/** Only whoever delivers from GitHub is asked from where, and nobody what a flag is enough for. */
export const isAskedByDefault = (question: AnyQuestion): boolean =>
  !isUnasked(question, ofDefaults) && question.key !== 'repository' && question.key !== 'branch';

const ofDefaults: Answered = ({ key }) =>
  ({ domain: 'app.example.com', parts: 'advised', 'copy-records': true })[key] as never;

export interface Guided extends Terminal {
  /** Waits until this is asked. */
  asked(question: AnyQuestion): Promise<void>;
  /** Answers questions with Enter, the domain with its name, up to this one or, without it, to the last yes. */
  answerUpTo(question?: AnyQuestion): Promise<void>;
}

/** A rehearsal in a terminal. */
export function rehearse(language: Language, { scenario, ...options }: TerminalOptions & { scenario?: ScenarioName }) {
  const rehearsing = ['--rehearse', ...(scenario ? [scenario] : []), '--lang', language];
  const terminal = openTerminal({ ...options, args: [...options.args, ...rehearsing] });
  const isGiven = ({ key }: AnyQuestion) => options.args.includes(`--${key}`);
  const asked = (question: AnyQuestion) => terminal.waitFor(`? ${question.message[language]}`);
  const guided: Guided = {
    ...terminal,
    asked,
    async answerUpTo(last) {
      for (const question of questions.filter((one) => isAskedByDefault(one) && !isGiven(one))) {
        await asked(question);
        if (question === last) return;
        if (question.key === 'domain') terminal.type('app.example.com');
        terminal.press('enter');
      }
      await terminal.waitFor(lastYes);
    },
  };
  return guided;
}
