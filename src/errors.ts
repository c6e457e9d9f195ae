import { inEach, type Words } from './words.ts';

export const exitCodes = {
  done: 0,
  defect: 1,
  usage: 2,
  waiting: 3,
  aws: 4,
  state: 5,
  interrupted: 130,
} as const;

export type Kind = Exclude<keyof typeof exitCodes, 'done' | 'defect'>;

/** Something that can go wrong outside this program: one sentence on what happened, one on what to do. */
export class Trouble extends Error {
  override readonly name = 'Trouble';
  readonly kind: Kind;
  readonly what: Words;
  readonly todo: Words;

  /** What was known and created before it, for programs that read JSON. */
  readonly reached: object;

  constructor(kind: Kind, what: Words, todo: Words, options: ErrorOptions & { reached?: object } = {}) {
    super(what.en, options);
    this.kind = kind;
    this.what = what;
    this.todo = todo;
    this.reached = options.reached ?? {};
  }

  /** The same trouble, with what else was reached before it. */
  after(reached: object): Trouble {
    return new Trouble(this.kind, this.what, this.todo, {
      cause: this.cause,
      reached: { ...this.reached, ...reached },
    });
  }
}

/** So many troubles are listed: nobody reads more, and a file that is no answers file has one on each line. */
export const mostTroubles = 20;

/** Several troubles as one of the first's kind, numbered, each with what to do; one stays as it is. */
export function together(troubles: readonly Trouble[]): Trouble | undefined {
  const [first] = troubles;
  if (!first || troubles.length === 1) return first;
  const isMore = troubles.length > mostTroubles;
  const listed = inEach((language) =>
    [
      ...troubles
        .slice(0, mostTroubles)
        .map(({ what, todo }, at) => `${at + 1}. ${what[language]}\n   → ${todo[language]}`),
      ...(isMore ? ['…'] : []),
    ].join('\n'),
  );
  return new Trouble(
    first.kind,
    {
      en: `${isMore ? `More than ${mostTroubles}` : troubles.length} things are wrong:\n${listed.en}`,
      ko: `잘못된 것이 ${isMore ? `${mostTroubles}가지 넘게` : `${troubles.length}가지`} 있습니다:\n${listed.ko}`,
    },
    { en: 'Correct them, and run the command again.', ko: '모두 고친 뒤 다시 실행하세요.' },
  );
}

export const interrupted = () =>
  new Trouble(
    'interrupted',
    {
      en: 'Stopped. Your answers and everything created so far are saved.',
      ko: '요청대로 멈췄습니다. 답한 내용과 만든 자원은 모두 기록되어 있습니다.',
    },
    { en: 'Run the same command again to continue.', ko: '같은 명령을 다시 실행하면 이어서 진행합니다.' },
  );

/** What was begun is not over yet: the same is to be asked again. Only the engine sees it. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
  /** What it waits for. */
  readonly note: Words;

  constructor(note: Words) {
    super(note.en);
    this.note = note;
  }
}
