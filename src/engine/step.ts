import type { Blocker } from '../aws/blocker.ts';
import type { Aws } from '../aws/clients.ts';
import type { Owner, TagList } from '../aws/tags.ts';
import type { Clock } from '../clock.ts';
import type { Dns } from '../dns/dns.ts';
import type { Trouble } from '../errors.ts';
import { canonical, type Facts, type Json } from '../facts.ts';
import type { PriceItem } from '../prices/prices.ts';
import type { AnswersTo, AnyQuestion } from '../questions/question.ts';
import { asStrictAs } from '../state/strict.ts';
import type { Words } from '../words.ts';
import type { Outputs } from './outputs.ts';

/** What there is of a resource, for the engine to compare with what it should be. */
export interface Found {
  /** Absent for what cannot carry tags. */
  readonly tags?: TagList;
  /** By the names that `wants` has for them. */
  readonly settings?: Facts;
}

/** What has to be put back. */
export interface Drift {
  readonly tags: boolean;
  readonly settings: boolean;
}

/** Asked for only when it is compared. */
interface Comparable {
  readonly found?: () => Found | Promise<Found>;
}

/** What AWS says about a resource right now. */
export type Seen<Extra> =
  /** `note` is what is worth knowing of it although it works. */
  | ({ readonly is: 'ready'; readonly output: Extra; readonly note?: Words } & Comparable)
  /** `fix` is what to do if it stays so or, when it waits for the user, what the user has to do. */
  | ({ readonly is: 'pending'; readonly note: Words; readonly fix?: Words } & Comparable)
  /**
   * It exists, but differs from what was created; `change` repairs it. `fix`: what to do if it never was right.
   * `drift`: what the engine found by comparing.
   */
  | ({ readonly is: 'drifted'; readonly note: Words; readonly fix?: Words; readonly drift?: Drift } & Comparable)
  /** `note` is what is in its place. */
  | { readonly is: 'gone'; readonly note?: Words };

export function ready(): Seen<Record<never, never>>;
export function ready<const Extra>(output: Extra, found?: Comparable['found'], note?: Words): Seen<Extra>;
export function ready(output: object = {}, found?: Comparable['found'], note?: Words): Seen<object> {
  return { is: 'ready', output, ...(found && { found }), ...(note && { note }) };
}
/** It is there, which is all that it takes to be ready, and this is what there is of it. */
export const there = (found: Found): Seen<Record<never, never>> => ready({}, () => found);
const notReady =
  (is: 'pending' | 'drifted') =>
  (note: Words, fix?: Words, found?: Comparable['found']): Seen<never> => ({
    is,
    note,
    ...(fix && { fix }),
    ...(found && { found }),
  });
/** With `found`: it may never become ready as long as it is not what it should be. */
export const pending = notReady('pending');
export const drifted = notReady('drifted');
export const gone: Seen<never> = { is: 'gone' };
/** Gone, because something else has taken its place. */
export const replaced = (note: Words): Seen<never> => ({ is: 'gone', note });

/** Where a step works, for which stack, and how it names its resource. */
export interface Context extends Aws, Owner {
  readonly clock: Clock;
  readonly dns: Dns;
  readonly account: string;
  readonly region: string;
  /** The AWS partition: `aws`, `aws-cn`, … */
  readonly partition: string;
  /** The stack's name. */
  readonly stack: string;
  /** The resource's name: the stack's, a hyphen and the step's id; see `names.ts` for services with shorter limits. */
  readonly name: string;
  /** The same with the stack's id, for names that all regions of an account, or all accounts, share. */
  readonly uniqueName: string;
  /** That, and the name that an earlier version gave where it may have made the resource. */
  readonly uniqueNames: readonly string[];
  /** 32 hexadecimal digits, the same at every attempt to create this one resource, new after it is gone. */
  readonly token: string;
}

/** What the user chose to do with data that cannot be recreated. */
export interface Removal {
  readonly data: 'snapshot' | 'delete' | undefined;
  /** When this removal began, in milliseconds since 1970; the same after an interruption. */
  readonly since: number;
}

/** Something that is kept after a removal, and why. */
export interface Kept {
  readonly id: string;
  readonly why: Words;
  /** Whether it is the one that we made cannot be known, so it was left alone. */
  readonly unknown?: true;
  /** Others need it: from now on it is theirs, and nothing of ours is kept because of it. */
  readonly theirs?: true;
}

/** How long a resource usually takes to become ready or to be deleted. All in seconds. */
export interface Duration {
  /** AWS is not polled before this. */
  readonly earliest: number;
  /** What the user is told; after twice this time, polling slows down. */
  readonly usual: number;
  /** Between two polls. */
  readonly every: number;
  readonly limit: number;
  /** Waiting for the user instead of AWS: the rest continues, and running out of patience is no failure. */
  readonly forUser?: boolean;
}

/** The result of a check before the first write. `unknown`: AWS or the DNS did not tell. */
export interface Verdict {
  readonly result: 'ok' | 'warning' | 'obstacle' | 'unknown';
  /** What was found; an `ok` needs no text. */
  readonly what?: Words;
  /** Of an `ok`: people should read it all the same. */
  readonly noteworthy?: true;
  readonly fix?: Words;
  /** Of an obstacle: whether an answer has to change, or the account. */
  readonly kind?: 'usage' | 'aws';
}

export const ok: Verdict = { result: 'ok' };
export const noteworthy = (what: Words): Verdict => ({ result: 'ok', what, noteworthy: true });
export const warning = (what: Words, fix: Words): Verdict => ({ result: 'warning', what, fix });
export const obstacle = (what: Words, fix: Words, kind: Verdict['kind'] = 'aws'): Verdict => ({
  result: 'obstacle',
  what,
  fix,
  kind,
});
export const unknown = (what: Words): Verdict => ({ result: 'unknown', what });

/** One check that can be made before the first write. */
export interface Check<Given> {
  readonly about: Words;
  /**
   * Asks, and changes nothing; undefined when there is nothing to report. What AWS refuses to answer is `unknown`.
   *
   * @param id of the resource that is to be changed; absent when it is to be created.
   * @param was the answers that it was created from, or last changed to.
   */
  ask(given: Given, id?: string, was?: Facts): Promise<Verdict | undefined>;
}

/** The one of these steps that is in the plan; their outputs are of one type. */
export interface Either<Output extends Facts> {
  readonly oneOf: readonly AnyStep[];
  /** Carries the type only. */
  readonly output?: (output: Output) => void;
}

/** A step that is used if it is in the plan, and optional otherwise. */
export interface Optional<Output extends Facts> {
  readonly oneOf: readonly AnyStep[];
  readonly optional: true;
  /** Carries the type only. */
  readonly output?: (output: Output | undefined) => void;
}

export type Need = AnyStep | { readonly oneOf: readonly AnyStep[] };

export const isOptional = (need: Need): boolean => 'optional' in need;

/** The steps that may meet a need. */
export const alternatives = (need: Need): readonly AnyStep[] => ('oneOf' in need ? need.oneOf : [need]);

/** A step of any type. */
// The steps of a list have nothing in common but this shape, and each checks its own types where it is defined.
/* eslint-disable @typescript-eslint/no-explicit-any */
export interface AnyStep {
  readonly id: string;
  readonly title: Words;
  readonly needs: { readonly [name: string]: any };
  readonly asks: { readonly [name: string]: AnyQuestion };
  readonly after?: readonly AnyStep[];
  readonly takes?: Duration;
  readonly goes?: Duration;
  readonly live?: readonly string[];
  readonly initial?: readonly string[];
  readonly former?: Facts;
  readonly lasting?: Words;
  readonly own?: readonly string[];
  readonly settings?: Readonly<Record<string, Setting>>;
  readonly holdsData?: true;
  readonly unrepeatable?: true;
  readonly userTask?: { readonly ahead: Words; now(handle: any): Words };
  when?(answers: any): boolean;
  readonly preflight?: readonly Check<any>[];
  find(given: any): Promise<Facts | undefined>;
  create?(given: any): Promise<Facts>;
  check?(context: Context, handle: any): Promise<Seen<object>>;
  wants?(given: any): Facts;
  tells?(settings: Facts, output: any): Facts;
  readonly absence?: Facts;
  change?(given: any, handle: any): Promise<Facts | void>;
  tag?(context: Context, handle: any): Promise<unknown>;
  impossible?(context: Context & Removal, handle: any): Promise<Trouble | undefined>;
  delete?(context: Context & Removal, handle: any): Promise<readonly Kept[] | void>;
  blockers?(context: Context, handle: any): Promise<readonly Blocker[]>;
  stays?(handle: any): Kept;
  price?(answers: any): readonly PriceItem[];
  outputs?(output: any): Outputs;
}
/* eslint-enable @typescript-eslint/no-explicit-any */

export type OutputOf<N> = N extends { readonly output?: (output: infer Output) => void } ? Output : never;
export type OutputsOf<Needs> = { readonly [K in keyof Needs]: OutputOf<Needs[K]> };

export type Given<Needs, Asks> = Context & {
  readonly needs: OutputsOf<Needs>;
  readonly answers: AnswersTo<Asks>;
};

/** What is known before the first write: all answers, and those needs that exist already. */
type GivenEarly<Needs, Asks> = Context & {
  readonly needs: Partial<OutputsOf<Needs>>;
  readonly answers: AnswersTo<Asks>;
  /** Which answers somebody gave: the others are defaults. */
  readonly decided: { readonly [K in keyof Asks]: boolean };
};

type Names<Needs, Asks> = Extract<keyof Needs | keyof Asks, string>;

/** One setting that a resource has to keep. */
export interface Setting {
  readonly title: Words;
  /** Whether what there is will do; without it, only what is wanted will. */
  holds?(is: Json | undefined, wanted: Json): boolean;
}

/**
 * One AWS resource: how to find, create, watch, and delete it. Three kinds follow from what
 * is defined: a resource of ours has `create`; a lookup has `find` only; a gate has `find` and `check`.
 *
 * The handle is what AWS returned at creation. It is recorded at once, before any waiting, and is all that
 * `check` and `delete` see, so that a teardown needs nothing but the state. Its first field is the id people know
 * the resource by. Other steps read the handle and what `check` adds to it.
 */
export interface Step<Needs, Asks, Handle extends Facts, Extra, Wanted extends Facts = Facts> {
  readonly id: string;
  readonly title: Words;
  readonly needs: Needs;
  readonly asks: Asks;
  /** What comes first if it is in the plan, although none of its outputs are needed. */
  readonly after?: readonly AnyStep[];
  /** Until ready. Without it the resource is ready as soon as it is created, and `check` adds nothing. */
  readonly takes?: Duration;
  /** Until gone. */
  readonly goes?: Duration;
  /** Which needs and answers `change` can apply to an existing resource. */
  readonly live?: readonly Names<Needs, Asks>[];
  /** Which needs and answers matter only at creation. Any other that differs cannot be followed. */
  readonly initial?: readonly Names<Needs, Asks>[];
  /** What answers amounted to before they could be given, for records that are older than the question. */
  readonly former?: { readonly [K in keyof Asks]?: Json };
  /** What to do instead when an answer cannot be followed. */
  readonly lasting?: Words;
  /** `create` has neither a token nor a unique name: called twice, it creates two. */
  readonly unrepeatable?: true;
  /** Fields of the handle that only `check` compares with: other steps do not read them, and need not follow. */
  readonly own?: readonly Extract<keyof Handle, string>[];
  /** What people call the settings that it wants. */
  readonly settings?: { readonly [Name in keyof Wanted]: Setting };
  /** Its data cannot be recreated: nothing deletes it before the user has decided about the data. */
  readonly holdsData?: true;
  /** What only the user can do: shown in the plan, and again with details when it is time. */
  readonly userTask?: { readonly ahead: Words; now(handle: Handle): Words };
  /** Whether the answers want this at all. */
  when?(answers: AnswersTo<Asks>): boolean;
  /** Why `create` or `change` would fail; checked before the first write, for a lookup whenever there is any write. */
  readonly preflight?: readonly Check<GivenEarly<Needs, Asks>>[];
  /** Ours or nothing; a stranger of the same name is an error. */
  find(given: Given<Needs, Asks>): Promise<Handle | undefined>;
  create?(given: Given<Needs, Asks>): Promise<Handle>;
  check?(context: Context, handle: Handle): Promise<Seen<Extra>>;
  /**
   * The settings that it has to have, by names that `check` finds them under: `create` and `change` make them so, and
   * the engine compares. Pure; one that is undefined does not matter.
   */
  wants?(given: Given<Needs, Asks>): Wanted;
  /**
   * The other way round, for a stack whose state was lost: what its settings, or that it is there at all, tell of the
   * answers that it was made from.
   */
  tells?(settings: Facts, output: Handle & Extra): { readonly [Name in keyof Asks]?: Json | undefined };
  /** What it tells of them that there is none. */
  readonly absence?: { readonly [Name in keyof Asks]?: Json };
  /** Puts its tags back on it. */
  tag?(context: Context, handle: Handle): Promise<unknown>;
  /** Applies what is given now to an existing resource; safe to repeat. */
  change?(given: Given<Needs, Asks>, handle: Handle): Promise<Handle | void>;
  /** Why what was ordered for its data cannot be had; asked before anything is deleted. */
  impossible?(context: Context & Removal, handle: Handle): Promise<Trouble | undefined>;
  /** Asks AWS to delete it; "not found" is fine. Returns what is kept on purpose. */
  delete?(context: Context & Removal, handle: Handle): Promise<readonly Kept[] | void>;
  /** Because of what AWS refuses to delete the resource; asked when it does. */
  blockers?(context: Context, handle: Handle): Promise<readonly Blocker[]>;
  /** For a lookup of something that existed before us and is kept: its line in the receipt. */
  stays?(handle: Handle): Kept;
  price?(answers: AnswersTo<Asks>): readonly PriceItem[];
  outputs?(output: Handle & Extra): Outputs;
  /** Carries the type only. */
  readonly output?: (output: Handle & Extra) => void;
}

export function defineStep<
  const Needs extends { readonly [name: string]: Need },
  const Asks extends { readonly [name: string]: AnyQuestion },
  Handle extends Facts,
  Extra extends Facts = Record<never, never>,
  Wanted extends Facts = Record<never, never>,
>(step: Step<Needs, Asks, Handle, Extra, Wanted>): Step<Needs, Asks, Handle, Extra, Wanted> {
  return step;
}

/** A need that any of these steps meets; exactly one of them is in a plan. */
export function either<const Steps extends readonly AnyStep[]>(
  ...oneOf: Steps
): Either<OutputOf<Steps[number]> & Facts> {
  return { oneOf };
}

/** A need that is not in every plan: a resource created without it follows when it is added or removed. */
export const optional = <Output extends Facts>(
  step: AnyStep & { output?: (output: Output) => void },
): Optional<Output> => ({
  oneOf: [step],
  optional: true,
});

/** What other steps read of an output. */
export const shared = ({ own = [] }: AnyStep, output: Facts): Facts =>
  asStrictAs(output, Object.fromEntries(Object.entries(output).filter(([field]) => !own.includes(field))));

/** The id people know a resource by: the first field of its handle. */
export function idOf(handle: Facts): string {
  const id = Object.values(handle)[0];
  return typeof id === 'string' ? id : canonical(id);
}
