import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isUpKey,
  makeTheme,
  useKeypress,
  usePagination,
  usePrefix,
  useState,
  type Status,
} from '@inquirer/core';
import type { Typing } from './line.ts';

/** One line of the list. */
export interface Item {
  readonly value: string;
  readonly name: string;
  /** How it is called once it is chosen. */
  readonly short: string;
}

interface ListConfig {
  readonly message: string;
  /** How to choose. */
  readonly keys: string;
  /** The value that is proposed. */
  readonly fallback: string | undefined;
  /** Lines that are seen at once. */
  readonly pageSize: number;
  readonly theme: object;
  readonly typing: Typing;
  /** What there is to choose of after that was typed; never nothing. */
  offer(typed: string): readonly Item[];
  /** What is wrong with a value; undefined for one that will do. */
  wrongWith(value: string): string | undefined;
}

/**
 * A list in which typing finds. Inquirer's own looks its choices up later: an Enter that follows at once, as of a text
 * that is pasted, is lost there.
 */
export const list = createPrompt<string, ListConfig>(
  ({ message, keys, fallback, pageSize, theme: given, typing, offer, wrongWith }, done) => {
    const theme = makeTheme(given);
    const [status, setStatus] = useState<Status>('idle');
    const [typed, setTyped] = useState('');
    const [problem, setProblem] = useState('');
    const items = offer(typed);
    const proposed = items.findIndex(({ value }) => value === fallback);
    const [moved, setMoved] = useState<number | undefined>(undefined);
    const active = moved ?? Math.max(0, proposed);
    const chosen = items[active];
    const prefix = usePrefix({ status, theme });

    useKeypress((key, line) => {
      if (status !== 'idle') return;
      if (isEnterKey(key)) {
        const wrong = chosen && wrongWith(chosen.value);
        if (chosen && wrong === undefined) {
          setStatus('done');
          done(chosen.value);
          return;
        }
        // Enter has emptied the line; what stood there is to be mended, not typed anew.
        line.write(typed);
        setProblem(wrong ?? '');
        typing.refused = true;
      } else if (isUpKey(key) || isDownKey(key)) {
        // They lead through what was typed before, too.
        line.clearLine(0);
        line.write(typed);
        setMoved((active + (isUpKey(key) ? items.length - 1 : 1)) % items.length);
      } else {
        setTyped(line.line);
        setMoved(undefined);
        setProblem('');
        typing.empty = line.line === '';
        typing.refused = false;
      }
    });

    const page = usePagination({
      items,
      active,
      pageSize,
      loop: false,
      renderItem: ({ item, isActive }) => (isActive ? theme.style.highlight(`❯ ${item.name}`) : `  ${item.name}`),
    });
    const asked = `${prefix} ${theme.style.message(message, status)}`;
    if (status === 'done') return `${asked} ${theme.style.answer(chosen?.short ?? '')}`;
    return [`${asked} ${typed}`, [page, '', ...(problem ? [theme.style.error(problem)] : []), keys].join('\n')];
  },
);
