import type { CommanderError } from 'commander';
import { Trouble } from '../errors.ts';
import { oneLine } from '../plain.ts';
import type { Words } from '../words.ts';

/** What commander complains of, by its error codes, with the word that it stumbled over. */
const complaints: Readonly<Record<string, (word: string) => Words>> = {
  'commander.unknownCommand': (word) => ({
    en: `There is no command "${word}".`,
    ko: `"${word}"이라는 명령은 없습니다.`,
  }),
  'commander.unknownOption': (word) => ({ en: `There is no flag ${word}.`, ko: `${word} 플래그는 없습니다.` }),
  'commander.optionMissingArgument': (word) => ({ en: `${word} lacks its value.`, ko: `${word}의 값이 없습니다.` }),
};

/** More words than a command takes; commander says how many that were. */
const excess = (message: string): Words =>
  message.includes('Expected 0 ')
    ? { en: 'Only flags are taken after the command.', ko: '명령 뒤에는 플래그만 쓸 수 있습니다.' }
    : {
        en: 'One word is taken after the command; what has spaces in it needs quotation marks.',
        ko: '명령 뒤에는 하나만 쓸 수 있습니다. 공백이 있으면 따옴표로 감싸세요.',
      };

/** A value that is none of an option's choices; commander lists them. */
function wrongChoice(message: string): Words {
  const [, flag = '', value = '', allowed = ''] =
    /'(\S+).*?' argument '(.*)' is invalid\. .* are (.*)\./.exec(message) ?? [];
  return {
    en: `${flag} must be one of ${allowed}, not "${value}".`,
    ko: `${flag} 값은 다음 중 하나여야 합니다: ${allowed}. 받은 값: "${value}".`,
  };
}

/** Commander's own complaints, in one sentence of the user's language and with a way on. */
export function misuse({ code, message }: CommanderError): Trouble {
  const said = oneLine(message);
  const word = /'([^' ]+)/.exec(said)?.[1] ?? '';
  const what = code === 'commander.excessArguments' ? excess(said) : (complaints[code]?.(word) ?? wrongChoice(said));
  return new Trouble('usage', what, {
    en: '`stepway --help` and `stepway up --help` list what there is.',
    ko: '`stepway --help`와 `stepway up --help`에서 사용법을 볼 수 있습니다.',
  });
}
