import type { CommanderError } from 'commander';
import { Trouble } from '../errors.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { cut, oneLine, quoted, typed } from '../plain.ts';
import type { Words } from '../words.ts';
import { commands } from './index.ts';

/** What can be typed where the mistake was made. */
export interface Typeable {
  /** The command that was typed; absent when there was none. */
  readonly command?: string | undefined;
  readonly flags: readonly string[];
  /** The words that stand after it and are more than it takes. */
  readonly surplus: readonly string[];
}

interface Complaint {
  what(word: string, typeable: Typeable): Words;
  meant?(word: string, typeable: Typeable): string | undefined;
}

/** The command of that name, of nearly that name, or what other tools call it. */
function commandLike(word: string): string | undefined {
  const elsewhere = Object.entries(commands).find(([, entry]) => entry.elsewhere.includes(word.toLowerCase()));
  return nearest(word, Object.keys(commands)) ?? elsewhere?.[0];
}

/** Commander's errors, by code, with the word that caused them. */
const complaints: Readonly<Record<string, Complaint>> = {
  'commander.unknownCommand': {
    what: (word) => ({ en: `Unknown command "${word}".`, ko: `"${word}" 명령은 없습니다.` }),
    meant: commandLike,
  },
  'commander.unknownOption': {
    what: (word, { flags }) =>
      flags.includes(word)
        ? { en: `${word} goes with a command, and there is none.`, ko: `${word} 플래그와 함께 쓸 명령이 없습니다.` }
        : { en: `Unknown flag ${word}.`, ko: `${word} 플래그는 없습니다.` },
    meant: (word, { flags }) => (flags.includes(word) ? undefined : nearest(word.split('=')[0] ?? '', flags)),
  },
  'commander.optionMissingArgument': {
    what: (word) => ({ en: `${word} needs a value.`, ko: `${word}의 값이 없습니다.` }),
  },
};

/** More words than a command takes; commander says how many that were. */
const excess = (message: string, surplus: readonly string[]): Words => {
  const shown = surplus.slice(0, 5).map((word) => quoted(oneLine(word)));
  const words = [...shown, ...(surplus.length > shown.length ? ['…'] : [])].join(', ');
  const be = surplus.length > 1 ? 'are' : 'is';
  return message.includes('Expected 0 ')
    ? {
        en: `${words} ${be} more than this command takes: only flags, no arguments.`,
        ko: `${words}: 쓸 수 없는 말입니다. 이 명령 뒤에는 플래그만 쓸 수 있습니다.`,
      }
    : {
        en: `${words} ${be} more than this command takes: one argument; put it in quotes if it contains spaces.`,
        ko: `${words}: 쓸 수 없는 말입니다. 이 명령 뒤에는 하나만 쓸 수 있으니, 공백이 있으면 따옴표로 감싸세요.`,
      };
};

/** The flag that a word without its dashes stands for; a domain is what most mean who type one. */
function flagLike({ flags, surplus: [word = ''] }: Typeable): string | undefined {
  if (flags.includes('--domain') && /^[^\s/]+\.\p{L}{2,}$/u.test(word)) return `--domain ${typed(word)}`;
  return flags.find((flag) => flag === `--${word.toLowerCase()}`);
}

/** Commander repeats what was typed in the middle of what it says. */
const ends = (message: string) =>
  message.length > 2000 ? `${message.slice(0, 1000)}…${message.slice(-1000)}` : message;

/** A value that is not among an option's choices; commander lists them. */
function wrongChoice(message: string): { readonly what: Words; readonly meant: string | undefined } {
  const [, flag = '', value = '', allowed = ''] =
    /'(\S+).*?' argument '(.*)' is invalid\. .* are (.*)\./.exec(message) ?? [];
  return {
    what: {
      en: `${flag} must be one of ${allowed}, not "${cut(value)}".`,
      ko: `${flag} 값은 다음 중 하나여야 합니다: ${allowed}. 입력한 값: "${cut(value)}".`,
    },
    meant: nearest(value, allowed.split(', ')),
  };
}

/** Commander's errors, as one sentence in the user's language, with what to do. */
export function misuse({ code, message }: CommanderError, typeable: Typeable): Trouble {
  const said = oneLine(ends(message));
  const word = cut(/'([^' ]+)/.exec(said)?.[1] ?? '');
  const complaint = complaints[code];
  const { what, meant } =
    code === 'commander.excessArguments'
      ? { what: excess(said, typeable.surplus), meant: flagLike(typeable) }
      : complaint
        ? { what: complaint.what(word, typeable), meant: complaint.meant?.(word, typeable) }
        : wrongChoice(said);
  const { command } = typeable;
  const help = command === undefined ? 'stepway --help' : `stepway ${command} --help`;
  const otherwise = { en: `Run \`${help}\` to see what is available.`, ko: `\`${help}\`에서 사용법을 볼 수 있습니다.` };
  return new Trouble('usage', what, didYouMean(meant, otherwise));
}
