import {
  createPrompt,
  isBackspaceKey,
  isEnterKey,
  isTabKey,
  makeTheme,
  useKeypress,
  usePrefix,
  useState,
  type Status,
} from '@inquirer/core';
import stringWidth from 'string-width';
import { wrap } from '../ui/table.ts';
import type { Answer } from './question.ts';

/** What stands on the line, for whoever hears the same keys. */
export interface Typing {
  empty: boolean;
  /** What was entered last is refused, and the reason stands below. */
  refused: boolean;
}

interface LineConfig {
  readonly message: string;
  /** Columns of the terminal: Inquirer would break a line within a word. */
  readonly width: number;
  /** What can be answered. */
  readonly hint?: string;
  /** What an empty line stands for. */
  readonly fallback?: string;
  readonly theme: object;
  readonly typing: Typing;
  /** The answer, or why it is none. */
  read(raw: string): Promise<{ readonly answer: Answer } | { readonly problem: string }>;
  /** An answer as it stays on the screen. */
  shown(answer: Answer): string;
}

/** A line to type: the first Backspace takes the last letter of what is offered, not all of it. */
export const line = createPrompt<Answer, LineConfig>(
  ({ message, width, hint, fallback = '', theme: given, typing, read, shown }, done) => {
    const theme = makeTheme(given);
    const [status, setStatus] = useState<Status>('idle');
    const [offered, setOffered] = useState(fallback);
    const [value, setValue] = useState('');
    const [problem, setProblem] = useState('');
    const prefix = usePrefix({ status, theme });
    const put = (text: string) => {
      setValue(text);
      typing.empty = text === '';
      typing.refused = false;
      setProblem('');
    };

    useKeypress(async (key, typed) => {
      if (status !== 'idle') return;
      if (isEnterKey(key)) {
        setStatus('loading');
        const result = await read(value || offered);
        if ('answer' in result) {
          setValue(shown(result.answer));
          setStatus('done');
          done(result.answer);
          return;
        }
        // Enter has emptied the line; what stood there is to be mended, not typed anew.
        typed.write(value);
        setProblem(result.problem);
        typing.refused = true;
        setStatus('idle');
      } else if ((isBackspaceKey(key) || isTabKey(key)) && value === '' && offered !== '') {
        const start = isTabKey(key) ? offered : Array.from(offered).slice(0, -1).join('');
        setOffered('');
        typed.clearLine(0);
        typed.write(start);
        put(start);
      } else put(typed.line);
    });

    const isDone = status === 'done';
    const unsaid = hint ?? offered;
    const beside =
      isDone || (value !== '' && hint === undefined) || unsaid === '' ? [] : [theme.style.defaultAnswer(unsaid)];
    const asked = [prefix, theme.style.message(message, status), ...beside].join(' ');
    const answer = isDone ? theme.style.answer(value) : value;
    // What is typed stays on the last line, however long it gets: by that the cursor is found.
    const fits = stringWidth(`${asked} ${answer}`) <= width;
    const head = fits ? asked : wrap(`${asked} ${isDone ? answer : ''}`.trimEnd(), width).join('\n');
    return [fits || !isDone ? `${head} ${answer}` : head, problem && theme.style.error(problem)];
  },
);
