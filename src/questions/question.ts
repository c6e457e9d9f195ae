import type { Aws } from '../aws/clients.ts';
import type { Dns } from '../dns/dns.ts';
import { Trouble } from '../errors.ts';
import { inBothSpellings } from '../encoded-name.ts';
import type { Facts } from '../facts.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { oneLine, quoted } from '../plain.ts';
import { inEach, type Words } from '../words.ts';
import type { Listed } from '../prices/kept.ts';
import type { RepositoryIds } from '../repository-ids.ts';

export type Answer = string | number | boolean;

/** Where an answer can come from, the strongest first. */
export const sources = {
  flag: { en: 'flag', ko: '플래그' },
  file: { en: 'answers file', ko: '답변 파일' },
  saved: { en: 'saved', ko: '지난번 답' },
  asked: { en: 'entered', ko: '직접 입력' },
  example: { en: 'example', ko: '예시' },
  default: { en: 'default', ko: '기본값' },
} as const satisfies Record<string, Words>;

export type Source = keyof typeof sources;

/** Reads the answers given so far; undefined for a question that has none yet. */
export type Answered = <T extends Answer>(question: Question<T>) => T | undefined;

/** Where a run takes place: what defaults may follow from. */
export interface Setting {
  /** The name of the project's folder. */
  readonly folder: string;
  /** The region that the environment or the profile names. */
  readonly region: string | undefined;
}

/** Where an answer that leaves something open is looked up. */
export interface Looking {
  readonly aws: Aws;
  readonly dns: Dns;
  readonly stack: string;
  /** The stack's own, which tells it from another one of its name. */
  readonly id: string;
  readonly beforeIds: boolean;
  readonly answered: Answered;
  /** The handle of what a step has already made or found. */
  handleOf(step: string): Facts | undefined;
  /** What all that is answered so far comes to, in USD a month: where prices are not known, by those of another region. */
  monthly(answered: Answered): number;
  /** The day's prices, as far as they are there: nothing waits for them. */
  readonly listed?: Listed;
  /** The public IPv4 address of this machine, as the internet sees it. */
  myAddress(): Promise<string>;
  /** GitHub's ids of a repository (OWNER/REPO); undefined when GitHub does not tell. */
  repositoryIds(name: string): Promise<RepositoryIds | undefined>;
}

export interface Choice<T> {
  readonly value: T;
  readonly name: Words;
  /** What else whoever picks it has answered, by the keys of those questions. */
  readonly also?: Readonly<Record<string, Answer>>;
}

/** What is wrong with an answer, as a sentence that continues after the flag's name: "must be …". */
export class Unsuitable extends Error {
  readonly why: Words;
  readonly meant: string | undefined;
  /** What will do instead, the nearest first. */
  readonly near: readonly Choice<string>[];
  constructor(why: Words, meant?: string, near: readonly Choice<string>[] = []) {
    super(why.en);
    this.why = why;
    this.meant = meant;
    this.near = near;
  }

  /** All that is to be said of it, where nothing can be picked. */
  get all(): Words {
    return didYouMean(this.meant, listed(this.why, this.near));
  }
}

/** A sentence, and under it what can be used instead. */
const listed = (why: Words, choices: readonly Choice<string>[]): Words =>
  choices.length === 0
    ? why
    : inEach((language) =>
        [
          `${why[language]} ${{ en: 'You can use:', ko: '쓸 수 있는 값:' }[language]}`,
          ...choices.map(({ name }) => `• ${name[language]}`),
        ].join('\n'),
      );

/** One question: a prompt, a flag and a line of an answers file, all read by the same `parse`. */
export interface Question<T extends Answer> {
  /** Its flag without the dashes, and its key in answers files and in the state. */
  readonly key: string;
  readonly kind: 'text' | 'select' | 'confirm';
  /** What the answer is, as a list of all answers calls it. */
  readonly title: Words;
  readonly message: Words;
  /** One line for `--help`: what the answer decides. */
  readonly help: Words;
  /** What the flag takes, for `--help`. */
  readonly placeholder: string;
  readonly choices?: readonly Choice<T>[];
  /** The default; none when the question has to be answered. */
  fallback?(setting: Setting, answered: Answered): T | undefined;
  /**
   * A better default, which only the account and the DNS know; undefined where they know none.
   *
   * @throws DnsUnreachable when they do not tell.
   */
  lookUp?(looking: Looking): Promise<T | undefined>;
  /** What a person is offered first, where that differs from the default. */
  readonly suggestion?: T;
  /**
   * Its default is good for nearly everybody, always or after these answers: a person is not asked, but can change it,
   * or use the flag.
   */
  readonly unasked?: true | ((answered: Answered) => boolean);
  /** What it is about: once one of these is answered otherwise, a person is asked again, as far as there is something to ask. */
  readonly about?: readonly { readonly key: string }[];
  /** Once it is answered it cannot be changed: the state goes by it. */
  readonly final?: true;
  /**
   * Looks, before a person is asked, what there is to decide about. Where there is nothing, the question is not asked.
   */
  tell?(looking: Looking): Promise<Words | undefined>;
  /**
   * What a person may pick from, where something else can be typed as well.
   *
   * @param listed the day's prices, as far as they are there.
   */
  offers?(answered: Answered, listed?: Listed): readonly Choice<T>[];
  /** What else there is, for whoever types a part of it; more than a list can hold. */
  readonly more?: readonly Choice<T>[];
  /**
   * What AWS has of them, in the region of the stack, with what it says they are, or what they come to there: a list has
   * nothing that is not there.
   * Empty where AWS has none of them; rejects where it does not tell soon.
   */
  has?(looking: Looking): Promise<readonly Choice<T>[]>;
  /**
   * Asks AWS, in half a second, whether it takes the answer. What cannot be asked is taken: the checks of the plan ask
   * again.
   *
   * @throws Unsuitable with what AWS takes instead.
   */
  test?(value: T, looking: Looking): Promise<void>;
  /** Only what is given already is needed for the test: a flag is tested before anybody is asked anything. */
  readonly early?: true;
  /** Answers that many give: a shell completes them, besides the words of `placeholder`. */
  readonly suchAs?: readonly T[];
  /** The answer of a rehearsal without a person to prompt, where there is no default. */
  readonly example?: T;
  /** Whether the question makes sense, given the answers so far. */
  when?(answered: Answered): boolean;
  /** Turns typed text into an answer, or throws `Unsuitable`. */
  parse(raw: string, answered: Answered): T;
  /** What somebody who typed this may have meant, itself among it: one of them is chosen. */
  meant?(value: T): readonly Choice<T>[] | undefined;
  /** Settles what an answer leaves open (`auto`, `my-ip`), again at each run. */
  resolve?(value: T, looking: Looking): Promise<T>;
}

export type AnyQuestion = Question<Answer>;

/** The answers to questions by the names that a step gives them; where the names are not known, any facts. */
export type AnswersTo<Asks> = string extends keyof Asks
  ? Facts
  : { readonly [K in keyof Asks]: Asks[K] extends Question<infer T> ? T : never };

type Described<T extends Answer> = Omit<Question<T>, 'kind' | 'parse' | 'choices'>;

/** A free text; `check` says what is wrong with it, `read` makes the answer of it. */
export function text(
  question: Described<string> & { read(raw: string, answered: Answered): string },
): Question<string> {
  const { read, ...rest } = question;
  return { ...rest, kind: 'text', parse: (raw, answered) => read(raw.trim().normalize('NFC'), answered) };
}

/** A whole number. */
export function number(question: Described<number> & { min: number; max: number }): Question<number> {
  const { min, max, ...rest } = question;
  return {
    ...rest,
    kind: 'text',
    parse(raw) {
      const value = Number(raw.trim());
      if (!/^\d{1,9}$/.test(raw.trim()) || value < min || value > max)
        throw new Unsuitable({
          en: `must be a whole number from ${min} to ${max}`,
          ko: `${min}부터 ${max}까지의 정수여야 합니다`,
        });
      return value;
    },
  };
}

export function select<const T extends string>(
  question: Described<T> & { choices: readonly Choice<T>[] },
): Question<T> {
  return {
    ...question,
    kind: 'select',
    parse(raw) {
      const choice = question.choices.find(({ value }) => value === raw.trim());
      if (choice) return choice.value;
      const all = question.choices.map(({ value }) => value);
      const why = { en: `must be one of: ${all.join(', ')}`, ko: `다음 중 하나여야 합니다: ${all.join(', ')}` };
      throw new Unsuitable(why, nearest(raw, all));
    },
  };
}

/** The jamo are what the keys for y, n, yes and no type while the keyboard is set to Korean. */
const yes = new Set(['true', 'yes', 'y', '예', '네', '응', 'ㅛ', 'ㅛㄷㄴ']);
const no = new Set(['false', 'no', 'n', '아니요', '아니오', '아니', 'ㅜ', 'ㅜㅐ']);

/** What a word says to a question of yes or no; undefined when it is neither. */
export function yesOrNo(raw: string): boolean | undefined {
  const word = raw.trim().normalize('NFC').toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : undefined;
}

/** Yes or no, by the flags `--key` and `--no-key`; `check` may refuse one that does not go with other answers. */
export function confirm({
  check,
  ...question
}: Omit<Described<boolean>, 'placeholder'> & { check?(value: boolean, answered: Answered): void }): Question<boolean> {
  return {
    ...question,
    placeholder: '',
    kind: 'confirm',
    parse(raw, answered) {
      const value = yesOrNo(raw);
      if (value === undefined) throw new Unsuitable({ en: 'must be true or false', ko: 'true 또는 false여야 합니다' });
      check?.(value, answered);
      return value;
    },
  };
}

/** Whether a person is not asked after these answers. */
export const isUnasked = ({ unasked }: AnyQuestion, answered: Answered): boolean =>
  typeof unasked === 'function' ? unasked(answered) : unasked === true;

/** What is typed for what needs no value. */
const valueless: Readonly<Record<string, Words>> = {
  none: { en: 'None', ko: '없음' },
  auto: { en: 'Automatic', ko: '자동' },
};

/** An answer in the words in which it was asked for. */
export function inWords({ kind, choices }: AnyQuestion, value: Answer): Words {
  if (kind === 'confirm') return value === true ? { en: 'Yes', ko: '예' } : { en: 'No', ko: '아니요' };
  const { name } = choices?.find((choice) => choice.value === value) ?? {};
  // What stands before the colon says enough.
  if (name) return inEach((language) => name[language].replace(/:.*/s, ''));
  const text = String(value);
  return valueless[text] ?? inEach((language) => oneLine(inBothSpellings(text, language)));
}

/** Whether a text is an answer. */
export function fits(question: Pick<AnyQuestion, 'parse'>, raw: string, answered: Answered): boolean {
  try {
    question.parse(raw, answered);
    return true;
  } catch (error) {
    if (error instanceof Unsuitable) return false;
    throw error;
  }
}

/** How many milliseconds somebody waits for a list that is known nearly as well without AWS. */
const patience = 2000;

/** What ends a request that AWS does not answer soon. */
export const soon = () => ({ abortSignal: AbortSignal.timeout(patience) });

/** Why AWS does not take an answer, in one look; undefined where it does, or does not tell now. */
export async function refusalOf<T extends Answer>(
  question: Question<T>,
  value: T,
  looking: Looking,
): Promise<Unsuitable | undefined> {
  try {
    await question.test?.(value, looking);
    return undefined;
  } catch (error) {
    if (error instanceof Unsuitable) return error;
    return error instanceof Trouble && error.kind === 'usage' ? new Unsuitable(error.what) : undefined;
  }
}

/** Another answer to another question. */
export interface Elsewise {
  readonly question: AnyQuestion;
  readonly choice: Choice<string>;
}

/** An answer that AWS refuses, as soon as it is known who asks or once it is built from. */
export class Refused extends Trouble {
  readonly question: AnyQuestion;
  /** What happened, for a person who picks what is offered; the trouble itself lists it. */
  readonly why: Words;
  readonly near: readonly Choice<string>[];
  /** What helps as well, with the answer that was refused. */
  readonly elsewise: Elsewise | undefined;

  constructor(
    question: AnyQuestion,
    { why, near, elsewise }: Pick<Unsuitable, 'why' | 'near'> & { readonly elsewise?: Elsewise | undefined },
    todo: Words,
    { kind = 'usage', ...options }: ErrorOptions & { readonly kind?: 'usage' | 'aws' } = {},
  ) {
    super(kind, listed(why, [...(elsewise ? [elsewise.choice] : []), ...near]), todo, options);
    this.question = question;
    this.why = why;
    this.near = near;
    this.elsewise = elsewise;
  }
}

/** How an answer is given on the command line, without its value: `--domain`, `--no-www`. */
export const asFlag = ({ key, kind }: AnyQuestion, raw: string): string =>
  `--${kind === 'confirm' && yesOrNo(raw) === false ? 'no-' : ''}${key}`;

/** Reads an answer that came in a flag or a file, and names its source when it will not do. */
export function read<T extends Answer>(question: Question<T>, raw: string, from: Words, answered: Answered): T {
  try {
    return question.parse(raw, answered);
  } catch (error) {
    if (!(error instanceof Unsuitable)) throw error;
    const { why, meant } = error;
    // A yes or no is not wrong by itself, and a flag says which it is.
    if (question.kind === 'confirm' && yesOrNo(raw) !== undefined)
      throw new Trouble(
        'usage',
        { en: `${from.en} ${why.en}.`, ko: `${from.ko}: ${why.ko}.` },
        {
          en: `Leave it out, or change the other answer. ${question.help.en}`,
          ko: `빼거나, 함께 쓴 답을 바꿔 주세요. ${question.help.ko}`,
        },
      );
    const shown = quoted(raw);
    throw new Trouble(
      'usage',
      { en: `${from.en} ${why.en}, not ${shown}.`, ko: `${from.ko} 값은 ${why.ko}. 입력한 값: ${shown}.` },
      didYouMean(meant, {
        en: `Change --${question.key}. ${question.help.en}`,
        ko: `--${question.key} 값을 바꿔 주세요. ${question.help.ko}`,
      }),
    );
  }
}
