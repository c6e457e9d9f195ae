import { together, Trouble } from '../errors.ts';
import type { Listed } from '../prices/kept.ts';
import type { State } from '../state/state.ts';
import { inEach, verbatim, type Words } from '../words.ts';
import {
  fits,
  asFlag,
  isUnasked,
  read,
  type Answer,
  type Answered,
  type AnyQuestion,
  type Choice,
  type Looking,
  type Question,
  type Setting,
  type Source,
} from './question.ts';

/** The person goes back instead of answering. */
export class WentBack extends Error {
  override readonly name = 'WentBack';
}

/** Somebody who can be asked. Rejects with `WentBack` instead of an answer. */
export interface Respondent {
  /** @returns undefined when there is nothing to ask. */
  ask<T extends Answer>(
    question: Question<T>,
    fallback: T | undefined,
    answered: Answered,
    found?: Found<T>,
  ): Promise<T | undefined>;
  /** A better default, which only the account and the DNS know. */
  lookUp?<T extends Answer>(question: Question<T>, answered: Answered): Promise<T | undefined>;
}

/** What the account and the DNS have to do with a question. */
export interface Found<T extends Answer> {
  /** What the question is about. */
  readonly told?: Words | undefined;
  /** @throws Unsuitable with why AWS does not take the answer. */
  test?(value: T): Promise<void>;
  /** What AWS has of what is offered; empty where it does not tell. */
  readonly there?: readonly Choice<T>[] | undefined;
  /** The day's prices, as far as they are there. */
  readonly listed?: Listed | undefined;
  /** What was refused, and is not offered again. */
  readonly refused?: T | undefined;
  /** What is offered instead, the nearest first. */
  readonly near?: readonly Choice<string>[] | undefined;
  /** Hears what else is answered by what is picked. */
  also?(others: NonNullable<Choice<T>['also']>): void;
}

/** What a list offers: of what was refused, only others. Undefined where something is to be typed. */
export function offered<T extends Answer>(question: Question<T>, answered: Answered, found?: Found<T>) {
  const { refused, near = [], there = [], listed } = found ?? {};
  const usual = there.length > 0 ? there : (question.offers?.(answered, listed) ?? question.choices);
  const all = near.length > 0 ? (near as readonly Choice<string & T>[]) : usual;
  return all?.filter(({ value }) => value !== refused);
}

/** Which of them is proposed: the one that says what is answered so far, also besides; else the first with that value. */
export function proposed<T extends Answer>(
  choices: readonly Choice<T>[],
  fallback: T | undefined,
  answered: Answered,
): Choice<T> | undefined {
  const usual = choices.filter(({ value }) => value === fallback);
  const isSo = ([key, answer]: [string, Answer]) => answered({ key } as AnyQuestion) === answer;
  return usual.find(({ also = {} }) => Object.entries(also).every(isSo)) ?? usual[0];
}

/** What is found by typing it, besides what a list offers: nothing where AWS says what it has. */
export const besides = <T extends Answer>(question: Question<T>, { near = [], there = [] }: Found<T> = {}) =>
  near.length + there.length > 0 ? [] : (question.more ?? []);

/** Shows what a question is about; the lines that the question itself takes stand below that. */
export type Explain = (question: AnyQuestion, lines: number) => Promise<void>;

export interface Person extends Respondent {
  /** A yes or no that is not a question of the set-up. Rejects with `WentBack` when it is neither. */
  agree(message: string, fallback?: boolean): Promise<boolean>;
  /** The same, or one of these keys, pressed instead. */
  agreeOr<K extends string>(message: string, keys: readonly K[]): Promise<boolean | K>;
  choose<T extends string>(message: string, choices: readonly Choice<T>[]): Promise<T>;
  type(message: string): Promise<string>;
  /** What is typed is not shown. */
  hidden(message: string): Promise<string>;
}

export interface Given {
  /** Raw values by question key, as typed. */
  readonly flags: ReadonlyMap<string, string>;
  readonly file: ReadonlyMap<string, string>;
  /** On which line of the file each stands. */
  readonly lines?: ReadonlyMap<string, number>;
  readonly setting: Setting;
  /** Whether examples may replace missing answers. */
  readonly examples: boolean;
}

export interface GivenAnswer {
  readonly value: Answer;
  readonly from: Source;
}

/** These have neither an answer nor a default. */
class Missing extends Trouble {
  readonly questions: readonly AnyQuestion[];

  constructor(questions: readonly AnyQuestion[]) {
    const flags = questions.map(({ key }) => `--${key}`).join(', ');
    const each = inEach((language) =>
      questions.map(({ key, placeholder, help }) => `--${key} ${placeholder}: ${help[language]}`).join('\n'),
    );
    super(
      'usage',
      { en: `${flags} ${questions.length > 1 ? 'are' : 'is'} required.`, ko: `${flags} 값이 필요합니다.` },
      { en: `Add ${each.en}`, ko: `다음 플래그를 추가하세요.\n${each.ko}` },
    );
    this.questions = questions;
  }
}

/** Collects answers, each from the strongest source that has it: flag, file, saved, person, example, default. */
export class Answers {
  readonly #given: Given;
  readonly #answers = new Map<string, GivenAnswer>();
  #saved: State['answers'] = new Map();
  /** What the person has said in this run. */
  readonly #told = new Map<string, GivenAnswer>();
  /** What was answered then of all other questions. */
  readonly #toldBeside = new Map<string, ReadonlyMap<string, GivenAnswer>>();
  /** Of that, what was said last of all: it is stronger than a flag. */
  readonly #changed = new Set<string>();

  #respondent: Respondent | undefined;

  constructor(given: Given) {
    this.#given = given;
  }

  /** Prompts from now on; before that, there is nobody to ask. */
  askFrom(respondent: Respondent): void {
    this.#respondent = respondent;
  }

  get all(): ReadonlyMap<string, GivenAnswer> {
    return this.#answers;
  }

  /** Whether somebody gave this answer, in this run or an earlier one, and it is no default. */
  isDecided({ key }: AnyQuestion): boolean {
    const answer = this.#answers.get(key);
    const from = answer?.from === 'saved' ? this.#saved.get(key)?.from : answer?.from;
    return from !== undefined && from !== 'default';
  }

  /** Whether it was answered in an earlier run. */
  isSaved({ key }: AnyQuestion): boolean {
    return this.#answers.get(key)?.from === 'saved';
  }

  /** Looks up the defaults that only the account and the DNS know, in place of those without them. */
  async lookUp(questions: readonly AnyQuestion[], looking: Omit<Looking, 'answered'>): Promise<void> {
    for (const question of questions) {
      const before = this.#answers.get(question.key);
      if (!question.lookUp || !before || this.isDecided(question)) continue;
      const value = await question.lookUp({ ...looking, answered: this.answered });
      if (value !== undefined && value !== before.value) this.#answers.set(question.key, { value, from: 'default' });
    }
  }

  readonly answered: Answered = <T extends Answer>({ key }: Question<T>) =>
    this.#answers.get(key)?.value as T | undefined;

  /** Takes up what was answered in an earlier run. */
  remember(saved: State['answers']): void {
    this.#saved = saved;
  }

  /** Whether a flag or the answers file says it. */
  isGiven(key: string): boolean {
    return this.#given.flags.has(key) || this.#given.file.has(key);
  }

  /** The answers so far, and defaults for the rest. */
  preview(questions: readonly AnyQuestion[]): ReadonlyMap<string, Answer> {
    const values = new Map<string, Answer>();
    const answered = (({ key }: AnyQuestion) => values.get(key)) as Answered;
    for (const question of questions) {
      const { key } = question;
      const known = this.#answers.get(key) ?? this.#said(question, answered) ?? this.#saved.get(key);
      const value = known?.value ?? question.fallback?.(this.#given.setting, answered);
      if (value !== undefined) values.set(key, value);
    }
    return values;
  }

  /** Whether the person can give another answer to what has been answered: not where the question makes no sense, or cannot be taken back. */
  canChange(question: AnyQuestion): boolean {
    return this.#answers.has(question.key) && !question.final && this.isOpen(question);
  }

  /**
   * Asks the person once more. What was answered to the other questions stays as long as it goes with the new answer:
   * after this, all have to be answered again, and most answer themselves.
   *
   * @param instead what is offered in place of an answer that was refused; without it, the answer is.
   */
  async change(question: AnyQuestion, instead?: readonly Choice<string>[]): Promise<void> {
    const respondent = this.#respondent;
    if (!respondent) throw new Error('there is nobody to ask');
    const before = this.#answers.get(question.key)?.value;
    let others: Readonly<Record<string, Answer>> = {};
    const also = (picked: typeof others) => void (others = picked);
    const value = instead
      ? await respondent.ask(question, this.#usualBut(question, before, instead), this.answered, {
          refused: before,
          near: instead,
          also,
        })
      : await respondent.ask(question, before, this.answered, { also });
    if (value !== undefined) this.give(question, value, others);
  }

  /** Takes another answer of the person, with the same consequences as if it had been asked for. */
  give(question: AnyQuestion, value: Answer, others: Readonly<Record<string, Answer>> = {}): void {
    this.#changed.add(question.key);
    this.#tell(question, value);
    this.#tellAlso(others);
    this.#answers.clear();
  }

  #tell({ key }: Pick<AnyQuestion, 'key'>, value: Answer): GivenAnswer {
    const told: GivenAnswer = { value, from: 'asked' };
    this.#told.set(key, told);
    this.#toldBeside.set(key, new Map(this.#answers));
    return told;
  }

  /** What was answered by picking something for another question was said last of all. */
  #tellAlso(others: Readonly<Record<string, Answer>>): void {
    for (const [key, value] of Object.entries(others)) {
      this.#changed.add(key);
      this.#tell({ key }, value);
    }
  }

  /** Whether what a question is about is something else than when it was answered. */
  #isPast({ key, about = [] }: AnyQuestion): boolean {
    const then = this.#toldBeside.get(key) ?? this.#saved;
    return about.some((other) => {
      const [was, is] = [then.get(other.key)?.value, this.#answers.get(other.key)?.value];
      return was !== undefined && is !== undefined && was !== is;
    });
  }

  /** The default, unless it is what was refused, or is not among what is taken instead. */
  #usualBut(question: AnyQuestion, refused: Answer | undefined, near: readonly Choice<string>[]): Answer | undefined {
    const usual = question.fallback?.(this.#given.setting, this.answered);
    const isNear = near.length === 0 || near.some(({ value }) => value === usual);
    return isNear && usual !== refused ? usual : undefined;
  }

  /** Reads what flags and file say: what is wrong with it, what is not, and the answers, with defaults for the rest. */
  reading(questions: readonly AnyQuestion[]): {
    readonly wrong: readonly Trouble[];
    readonly right: readonly AnyQuestion[];
    readonly answered: Answered;
  } {
    const wrong: Trouble[] = [];
    const raw = new Map<string, Answer>();
    const said: Answered = ({ key }) => raw.get(key) as never;
    for (const question of questions) {
      try {
        const answer = this.#said(question, said);
        if (answer) raw.set(question.key, answer.value);
      } catch (error) {
        if (!(error instanceof Trouble)) throw error;
        wrong.push(error);
      }
    }
    const answered: Answered = (question) => said(question) ?? question.fallback?.(this.#given.setting, said);
    return { wrong, right: questions.filter(({ key }) => raw.has(key)), answered };
  }

  /** What has no answer from anywhere, each by itself: not what follows from another one, which may only be wrong. */
  lacking(questions: readonly AnyQuestion[]): readonly Trouble[] {
    const { answered } = this.reading(questions);
    const unknown = questions.filter((question) => answered(question) === undefined && !this.#saved.has(question.key));
    const isOpen = (question: AnyQuestion) =>
      !this.isGiven(question.key) &&
      (question.when?.(answered) ?? true) &&
      !(this.#given.examples && question.example !== undefined) &&
      !this.#readsAny(question, unknown);
    return unknown.filter(isOpen).map((question) => new Missing([question]));
  }

  /**
   * Reads what flags and file say, so that a wrong word is known before anybody is asked.
   *
   * @throws Trouble `usage` with all that is wrong.
   */
  check(questions: readonly AnyQuestion[]): void {
    const trouble = together(this.reading(questions).wrong);
    if (trouble) throw trouble;
  }

  /** Where an answer was said, in the words of a command line or a file. */
  whence(question: AnyQuestion): Words {
    const { key } = question;
    const flag = this.#given.flags.get(key);
    if (flag !== undefined || !this.#given.file.has(key)) return verbatim(asFlag(question, flag ?? ''));
    const line = this.#given.lines?.get(key);
    const at = line === undefined ? { en: '', ko: '' } : { en: `, line ${line}`, ko: ` ${line}번째 줄` };
    return { en: `${key} (answers file${at.en})`, ko: `${key}(답변 파일${at.ko})` };
  }

  #said(question: AnyQuestion, answered: Answered): GivenAnswer | undefined {
    const { key } = question;
    const from = this.#given.flags.has(key) ? 'flag' : 'file';
    const text = this.#given[from === 'flag' ? 'flags' : 'file'].get(key);
    return text === undefined ? undefined : { value: read(question, text, this.whence(question), answered), from };
  }

  /** Whether a question makes sense after the answers so far: what is taken without it is not worth remembering. */
  isOpen(question: AnyQuestion): boolean {
    return question.when?.(this.answered) ?? true;
  }

  /** The answer to a question; undefined when it makes no sense after those before it. */
  async answer(question: AnyQuestion): Promise<GivenAnswer | undefined> {
    const answer = await this.#find(question);
    if (answer) this.#answers.set(question.key, answer);
    return answer;
  }

  /**
   * The answers to all these questions.
   *
   * @throws Trouble `usage` with all that are missing: not those that follow from one that is.
   */
  async answerAll(questions: readonly AnyQuestion[]): Promise<void> {
    const lacking: AnyQuestion[] = [];
    for (const question of questions)
      try {
        await this.answer(question);
      } catch (error) {
        if (!(error instanceof Missing)) throw error;
        if (!this.#readsAny(question, lacking)) lacking.push(...error.questions);
      }
    if (lacking.length > 0) throw new Missing(lacking);
  }

  #readsAny(question: AnyQuestion, others: readonly AnyQuestion[]): boolean {
    const read = new Set<string>();
    const answered: Answered = (other) => {
      read.add(other.key);
      return this.answered(other);
    };
    question.fallback?.(this.#given.setting, answered);
    return others.some(({ key }) => read.has(key));
  }

  async #find(question: AnyQuestion): Promise<GivenAnswer | undefined> {
    const { setting, examples } = this.#given;
    const respondent = this.#respondent;
    const { key } = question;
    const { answered } = this;

    const said = this.#changed.has(key) ? undefined : this.#said(question, answered);
    if (said) return said;
    const usual = question.fallback?.(setting, answered);
    if (question.when && !question.when(answered))
      return usual === undefined ? undefined : { value: usual, from: 'default' };
    const known = this.#told.get(key) ?? this.#saved.get(key);
    const from = this.#told.has(key) ? 'asked' : 'saved';
    // A saved answer may not fit later ones: then it is asked, or derived, again.
    const isKept =
      known && (fits(question, String(known.value), answered) || (!respondent && known.from !== 'default'));
    const asBefore = (): GivenAnswer | undefined =>
      isKept
        ? {
            value: read(question, String(known.value), { en: `--${key} (saved)`, ko: `--${key}(지난번 답)` }, answered),
            from,
          }
        : undefined;
    if (isKept && !(respondent && this.#isPast(question))) return asBefore();
    const fallback = (await respondent?.lookUp?.(question, answered)) ?? usual;
    // What somebody had chosen, and no longer fits, is nothing that a default may replace unasked.
    const isDecided = known !== undefined && known.from !== 'default';
    const value =
      isUnasked(question, answered) && !isDecided
        ? undefined
        : await respondent?.ask(question, question.suggestion ?? fallback, answered, {
            also: (others) => this.#tellAlso(others),
          });
    if (value !== undefined) return this.#tell(question, value);
    // There is nothing to ask about.
    if (isKept) return asBefore();
    if (fallback !== undefined) return { value: fallback, from: 'default' };
    if (examples && question.example !== undefined) return { value: question.example, from: 'example' };
    throw new Missing([question]);
  }
}

/** The answers with nothing left open: defaults, `auto` and `my-ip` looked up. */
export async function settleAnswers(
  questions: readonly AnyQuestion[],
  answers: Answers,
  looking: Omit<Looking, 'answered'>,
): Promise<ReadonlyMap<string, Answer>> {
  await answers.lookUp(questions, looking);
  const settled = new Map<string, Answer>();
  await Promise.all(
    questions.map(async (question) => {
      const value = answers.all.get(question.key)?.value;
      if (value === undefined) return;
      const whole = { ...looking, answered: answers.answered };
      settled.set(question.key, question.resolve ? await question.resolve(value, whole) : value);
    }),
  );
  return settled;
}
