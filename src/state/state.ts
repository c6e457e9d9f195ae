import { same, type Facts } from '../facts.ts';
import type { Answer, Source } from '../questions/question.ts';
import type { Words } from '../words.ts';
import type { DurableEvent, GivenFacts } from './events.ts';

/** What is known about one step's resource. */
export interface Recorded {
  /** The steps it was created from: they must be deleted after it. */
  readonly needs: readonly string[];
  readonly given: GivenFacts;
  readonly startedAt: number;
  /** Absent after a crash between the create call and its answer. */
  readonly handle?: Facts;
  readonly madeAt?: number;
  /** Absent while it is not ready yet. */
  readonly output?: Facts;
  readonly removingSince?: number;
}

export interface Pin {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

export interface State {
  readonly name: string;
  /** Random, chosen once, and on everything that the stack makes: it tells two stacks of one name apart. */
  readonly id: string;
  /** Of the events, as the program wrote them that began the stack; the first did not put the id on what it made. */
  readonly version: number;
  /** When it was begun, in milliseconds since 1970. */
  readonly begunAt: number;
  readonly answers: ReadonlyMap<string, { readonly value: Answer; readonly from: Source }>;
  readonly pin: Pin | undefined;
  readonly steps: ReadonlyMap<string, Recorded>;
  /** How often each step's resource has been created and deleted already. */
  readonly generations: ReadonlyMap<string, number>;
  /** What was kept on purpose by a teardown. */
  readonly kept: readonly KeptThing[];
}

export interface KeptThing {
  readonly step: string;
  readonly id: string;
  readonly why: Words;
}

export const emptyState: State = {
  name: '',
  id: '',
  version: 0,
  begunAt: 0,
  answers: new Map(),
  pin: undefined,
  steps: new Map(),
  generations: new Map(),
  kept: [],
};

/** Whether anything is recorded that may be there. */
export const hasBegun = ({ steps }: State): boolean => steps.size > 0;

/** What the handles of a stack hold, the ids of its resources among it. */
export const idsIn = ({ steps }: State): ReadonlySet<unknown> =>
  new Set([...steps.values()].flatMap(({ handle }) => (handle ? Object.values(handle) : [])));

/** The answers, by the keys of their questions, without who gave them. */
export const answersIn = ({ answers }: State): ReadonlyMap<string, Answer> =>
  new Map([...answers].map(([key, { value }]) => [key, value]));

/** Whether a version began it that did not put its id on what it made. */
export const isBeforeIds = ({ version }: State): boolean => version < 2;

/** How often a step's thing was made and has gone, or made way for another. */
export const generationOf = ({ generations }: Pick<State, 'generations'>, step: string): number =>
  generations.get(step) ?? 0;

const beside = '~';

/** What a thing is written down under that has made way for another one of its step. */
export const retiredId = (state: State, step: string): string => `${step}${beside}${generationOf(state, step) + 1}`;

/** The step that made what is written down under an id. */
export const stepIdOf = (recorded: string): string => recorded.split(beside, 1)[0] ?? recorded;

/** The ids under which the things of a step are written down: its one, and those that have made way for it. */
export const idsOf = ({ steps }: Pick<State, 'steps'>, step: string): string[] =>
  [...steps.keys()].filter((id) => stepIdOf(id) === step);

/** Of those of a step, or of all steps, those that have made way for others. */
export const retiredIn = ({ steps }: Pick<State, 'steps'>, step?: string): string[] =>
  [...steps.keys()].filter((id) => stepIdOf(id) !== id && (step === undefined || stepIdOf(id) === step));

const withEntry = <V>(map: ReadonlyMap<string, V>, key: string, value: V) => new Map(map).set(key, value);

const without = <V>(map: ReadonlyMap<string, V>, key: string) => {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
};

/** Whether one of `ids` is `step` or was created from it. */
function restOn(step: string, ids: readonly string[], steps: State['steps']): boolean {
  const all = new Set(ids);
  // What is added on the way is visited as well.
  for (const id of all) for (const need of steps.get(id)?.needs ?? []) all.add(need);
  return all.has(step);
}

/** The state after one more event. Throws when the event makes no sense after those before it. */
export function next(state: State, event: DurableEvent): State {
  const update = (step: string, change: (known: Recorded) => Recorded): State => {
    const known = state.steps.get(step);
    if (!known) throw new Error(`${event.is} without started: ${step}`);
    return { ...state, steps: withEntry(state.steps, step, change(known)) };
  };
  switch (event.is) {
    case 'begun':
      if (state.id) throw new Error('begun twice');
      return { ...state, name: event.name, id: event.id, version: event.version, begunAt: event.at };
    case 'recovered':
      if (state.steps.size > 0) throw new Error('recovered over things that were made');
      return { ...state, id: event.id, version: event.version };
    case 'answered':
      return { ...state, answers: withEntry(state.answers, event.question, { value: event.value, from: event.from }) };
    case 'pinned':
      return { ...state, pin: { account: event.account, region: event.region, partition: event.partition } };
    case 'started':
      if (!state.pin) throw new Error(`${event.step} started in no account`);
      if (restOn(event.step, event.needs, state.steps)) throw new Error(`${event.step} rests on itself`);
      return {
        ...state,
        steps: withEntry(state.steps, event.step, {
          needs: event.needs,
          given: event.given,
          startedAt: event.at,
        }),
      };
    case 'made':
      return {
        ...update(event.step, (known) => ({ ...known, handle: event.handle, madeAt: event.at })),
        // What was kept of an earlier one no longer matters.
        kept: state.kept.filter(({ step }) => stepIdOf(step) !== event.step),
      };
    case 'ready':
      return update(event.step, ({ removingSince: _removing, ...known }) => {
        if (!known.handle) throw new Error(`ready without made: ${event.step}`);
        // What others read of a thing begins with its handle.
        const other = Object.entries(known.handle).find(
          ([field, value]) => !Object.hasOwn(event.output, field) || !same(value, event.output[field]),
        );
        if (other) throw new Error(`made as something else than is ready: ${event.step} with another ${other[0]}`);
        return { ...known, output: event.output };
      });
    case 'changed':
      return update(event.step, (known) => ({ ...known, given: event.given, handle: event.handle }));
    case 'retired': {
      const known = state.steps.get(event.step);
      if (!known?.handle || state.steps.has(event.as)) throw new Error(`retired without made: ${event.step}`);
      return {
        ...state,
        steps: withEntry(without(state.steps, event.step), event.as, known),
        generations: withEntry(state.generations, event.step, generationOf(state, event.step) + 1),
      };
    }
    case 'restored': {
      const known = state.steps.get(event.from);
      if (!known || state.steps.has(event.step)) throw new Error(`restored over another: ${event.step}`);
      return { ...state, steps: withEntry(without(state.steps, event.from), event.step, known) };
    }
    case 'removing':
      return update(event.step, (known) => ({ ...known, removingSince: event.at }));
    case 'removed':
      return {
        ...state,
        steps: without(state.steps, event.step),
        generations: withEntry(state.generations, event.step, generationOf(state, event.step) + 1),
        kept: state.kept.filter(({ id }) => id !== Object.values(state.steps.get(event.step)?.handle ?? {})[0]),
      };
    case 'kept':
      return {
        ...state,
        kept: [...state.kept.filter(({ id }) => id !== event.id), { step: event.step, id: event.id, why: event.why }],
      };
  }
}
