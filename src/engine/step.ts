import type { Blocker } from '../aws/blocker.ts';
import type { Aws } from '../aws/clients.ts';
import type { Owner, Tagged } from '../aws/tags.ts';
import type { Clock } from '../clock.ts';
import type { Dns } from '../dns/dns.ts';
import type { Trouble } from '../errors.ts';
import { canonical, type Facts, type Json } from '../facts.ts';
import type { Allowance } from '../permissions/allow.ts';
import type { PriceItem } from '../prices/prices.ts';
import type { AnswersTo, AnyQuestion } from '../questions/question.ts';
import { asStrictAs } from '../state/strict.ts';
import type { Words } from '../words.ts';
import type { Outputs } from './outputs.ts';
import type { Check } from './verdict.ts';

/** Where a step works, for which stack, and how it names its resource. */
export interface Context extends Aws, Owner {
  readonly clock: Clock;
  readonly dns: Dns;
  readonly account: string;
  readonly region: string;
  /** The AWS partition: `aws`, `aws-cn`, … */
  readonly partition: string;
  readonly stack: string;
  /** The resource's name: the stack's, a hyphen and the step's id; see `names.ts` for services with shorter limits. */
  readonly name: string;
  /** The same with the stack's id, for names that all regions of an account, or all accounts, share. */
  readonly uniqueName: string;
  /** That, and the name that an earlier version gave where it may have made the resource. */
  readonly uniqueNames: readonly string[];
  /** The ids of those that have made way for another one, or are about to. */
  readonly retired: readonly string[];
  /** 32 hexadecimal digits, the same at every attempt to create this one resource, new after it is gone. */
  readonly token: string;
}

/** What the user chose to do with data that cannot be recreated. */
export interface Removal {
  readonly data: 'snapshot' | 'delete' | undefined;
  /** When this removal began, in milliseconds since 1970; the same after an interruption. */
  readonly since: number;
  /** Another one of its step has taken its place, and the rest of the stack stays. */
  readonly replaced?: true;
}

/** Something that is kept after a removal, and why. */
export interface Kept {
  readonly id: string;
  readonly why: Words;
  /** Whether it is the one that we made cannot be known, so it was left alone. */
  readonly unknown?: true;
  /** Others need it, or it was ordered to stay: from now on it is theirs, and nothing of ours is kept because of it. */
  readonly theirs?: true;
  /** AWS lets nobody delete it before that day (YYYY-MM-DD): until then nothing is wrong with its staying. */
  readonly until?: string;
}

/** What there is of a resource, for the engine to compare with what it should be. */
export interface Found {
  /** Absent for what cannot carry tags. */
  readonly tags?: Tagged;
  /** By their names in the step's table. */
  readonly settings?: Facts;
}

/** What has to be put back. */
export interface Drift {
  readonly tags?: Tagged;
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

/** How long a resource usually takes to become ready or to be deleted. All in seconds. */
export interface Duration {
  /** AWS is not polled before this. */
  readonly earliest: number;
  /** What the user is told; after twice this time, polling slows down. */
  readonly usual: number;
  /** Between two polls. */
  readonly every: number;
  readonly limit: number;
}

/** What other steps may read of a step. */
export interface Yields<Output> {
  /** Carries the type only. */
  output?(output: Output): void;
}

export type Needs = { readonly [name: string]: Need };
export type Asks = { readonly [name: string]: AnyQuestion };

export interface AnyStep extends Step<Needs, Asks, Facts, Facts, Settings<Given<Needs, Asks>>> {}

/** What has to be there first: a step, or one of several. */
export type Need = AnyStep | (Yields<Json | undefined> & { readonly oneOf: readonly AnyStep[] });

export type OutputOf<N> = N extends Yields<infer Output> ? Output : never;
export type OutputsOf<Needs> = { readonly [K in keyof Needs]: OutputOf<Needs[K]> };

export type Given<Needs, Asks = Record<never, never>> = Context & {
  readonly needs: OutputsOf<Needs>;
  readonly answers: AnswersTo<Asks>;
};

/** What is known before the first write: all answers, and those needs that exist already. */
type GivenEarly<Needs, Asks> = Context & {
  readonly needs: Partial<OutputsOf<Needs>>;
  readonly answers: AnswersTo<Asks>;
  /** Which answers somebody gave: the others are defaults. */
  readonly decided: { readonly [K in keyof Asks]: boolean };
  /** The steps of the plan. */
  readonly chosen: readonly AnyStep[];
  /** What all of the plan costs, in USD a month. */
  monthly(): Promise<number>;
};

type Names<Needs, Asks> = Extract<keyof Needs | keyof Asks, string>;

/** One setting that a resource has to keep. */
export interface Setting<Given = never> {
  /** What people call it. */
  readonly title: Words;
  /** What it has to be; undefined when it does not matter. Pure. */
  readonly wanted: Json | From<Given>['from'];
  /** Whether what there is will do; without it, only what is wanted will. */
  holds?(is: Json | undefined, wanted: Json): boolean;
}

/** A method, so that one which wants to be given more serves where any step's is meant. */
interface From<Given> {
  from(given: Given): Json | undefined;
}

export type Settings<Given = never> = { readonly [name: string]: Setting<Given> };

type Resolved<Wanted> = Wanted extends (...given: never) => infer Value ? Value : Wanted;

/** What is wanted, by the names of the settings. */
export type WantedBy<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends { readonly wanted: infer Wanted } ? Resolved<Wanted> : never;
};

/** What a step is given and, from that, what it wants: it is passed to AWS, and never made up again. */
export type Wanting<Needs, Asks, Table> = Given<Needs, Asks> & { readonly wanted: WantedBy<Table> };

/** How an existing resource goes along with other needs and answers than it was created from. */
export interface Follows<Needs, Asks, Handle = unknown> {
  /** Which ones `change` can apply to it. */
  readonly live?: readonly Names<Needs, Asks>[];
  /** What of it those change that change only a part. */
  readonly within?: { readonly names: readonly Names<Needs, Asks>[]; readonly part: Words };
  /** With which ones another one is made beside it: this one goes once all that used it uses the other. */
  readonly replaces?: readonly Names<Needs, Asks>[];
  /** The one before stays then, and its data with it: only a teardown of the stack deletes it. */
  readonly outlasts?: true;
  /** Which ones matter only at creation. Any other that differs cannot be followed. */
  readonly initial?: readonly Names<Needs, Asks>[];
  /** What answers amounted to before they could be given, for records that are older than the question. */
  readonly former?: { readonly [K in keyof Asks]?: Json };
  /** What to do instead when an answer cannot be followed. */
  readonly otherwise?: Words;
  /** Fields of its own handle that other steps do not read, and need not follow: only `check` compares with them. */
  readonly own?: readonly Extract<keyof Handle, string>[];
}

/** How it comes to be. */
interface Making<Handle> {
  /**
   * Of the steps of one place a plan has one, and what another one has made there becomes this one's, by `change`: where
   * a name leads is changed at once, and never taken away. `once` is what has to be there first, `called` what people
   * call what changes with the step that has the place.
   */
  readonly place?: { readonly of: string; readonly once: readonly AnyStep[]; readonly called: Words };
  /** What comes first if it is in the plan, although none of its outputs are needed. */
  readonly after?: readonly AnyStep[];
  /** Until ready. Without it the resource is ready as soon as it is created, and `check` adds nothing. */
  readonly takes?: Duration;
  /**
   * What only the user can do: shown in the plan, and again with details when it is time. The rest continues
   * meanwhile, and running out of patience is no failure.
   */
  readonly task?: { readonly ahead: Words; now(handle: Handle): Words };
  /**
   * It is made from another one, and has from it what `create` cannot say: once it is there, `change` makes of it what it
   * has to be, before anything is made of it.
   */
  readonly inherits?: true;
  /** `create` has neither a token nor a unique name: called twice, it creates two. */
  readonly unrepeatable?: true;
}

/** How it goes, and what may be in the way of that. */
interface Going<Handle> {
  readonly takes?: Duration;
  /** What has to be there until it has gone, although it rests on none of it. */
  readonly before?: readonly AnyStep[];
  /** Because of what AWS refuses to delete the resource; asked when it does. */
  blockers?(context: Context, handle: Handle): Promise<readonly Blocker[]>;
  /** Its data cannot be recreated: nothing deletes it before the user has decided about the data. */
  readonly data?: {
    /** What `--data snapshot` keeps of it. */
    readonly kept: Words;
    /** Why what was ordered for its data cannot be had; asked before anything is deleted. */
    impossible?(context: Context & Removal, handle: Handle): Promise<Trouble | undefined>;
  };
  /** What else is lost with it, without anyone being asked. */
  readonly loses?: Words;
  /** For how many seconds what it rests on may still be in use once none of that is wanted: so long all of it stays. */
  readonly lingers?: { readonly seconds: number; readonly note: Words };
  /** Whether something that stays is this very thing, which then goes on under that one's name. */
  isAmong?(handle: Facts, staying: readonly Facts[]): boolean;
  /**
   * For a lookup of what is not ours to delete: its line in the receipt. `staying` is what of the stack is not about to go;
   * undefined when all that it found goes on as a part of that.
   */
  stays?(handle: Handle, staying: readonly Facts[]): Kept | undefined;
}

/** What it tells people, and of the answers that it was made from. */
export interface Says<Answers, Output> {
  price?(answers: Answers): readonly PriceItem[];
  outputs?(output: Output): Outputs;
  /** For a stack whose state was lost: what its settings, or that it is there at all, tell of the answers. */
  answers?(settings: Facts, output: Output): { readonly [Name in keyof Answers]?: Json | undefined };
  /** What it tells of them that there is none. */
  readonly absence?: { readonly [Name in keyof Answers]?: Json };
}

/**
 * One AWS resource: how to find, create, watch, and delete it. Three kinds follow from what
 * is defined: a resource of ours has `create`; a lookup has `find` only; a gate has `find` and `check`.
 *
 * The handle is what AWS returned at creation. It is recorded at once, before any waiting, and is all that
 * `check` and `delete` see, so that a teardown needs nothing but the state. Its first field is the id people know
 * the resource by. Other steps read the handle and what `check` adds to it.
 */
export interface Definition<Needs, Asks, Handle extends Facts, Extra, Table> extends Yields<Handle & Extra> {
  readonly id: string;
  readonly title: Words;
  readonly needs?: Needs | undefined;
  readonly asks?: Asks | undefined;
  /** What its calls, and those that AWS makes for them, may do: the IAM policies and the check of permissions follow. */
  readonly allows: readonly Allowance[];
  /** Whether the answers want this at all. */
  when?(answers: AnswersTo<Asks>): boolean;
  /** Only earlier versions made it: `up` takes it away once all that is wanted is there. */
  readonly former?: true;
  /** No answer asks for it: a command makes it and takes it away again, and `up` what one that broke off has left. */
  readonly passing?: true;
  readonly follows?: Follows<Needs, Asks, Handle>;
  readonly making?: Making<Handle>;
  /** Why `create` or `change` would fail; checked before the first write, for a lookup whenever there is any write. */
  readonly preflight?: readonly Check<GivenEarly<Needs, Asks>>[];
  /**
   * The settings that it has to have, by the names that `check` finds them under: `create` and `change` make them so,
   * and the engine compares.
   */
  readonly settings?: Table;
  /** Ours or nothing; a stranger of the same name is an error. */
  find(given: Wanting<Needs, Asks, Table>): Promise<Handle | undefined>;
  create?(given: Wanting<Needs, Asks, Table>): Promise<Handle>;
  check?(context: Context, handle: Handle): Promise<Seen<Extra>>;
  /** Applies what is given now to an existing resource; safe to repeat. */
  change?(given: Wanting<Needs, Asks, Table>, handle: Handle): Promise<Handle | void>;
  /** Asks AWS to delete it; "not found" is fine. Returns what is kept on purpose. */
  delete?(context: Context & Removal, handle: Handle): Promise<readonly Kept[] | void>;
  readonly going?: Going<Handle>;
  readonly says?: Says<AnswersTo<Asks>, Handle & Extra> | undefined;
}

/** The same with what it left out, because it needs or asks nothing. */
export interface Step<N, A, Handle extends Facts, Extra, Table> extends Definition<N, A, Handle, Extra, Table> {
  readonly needs: N;
  readonly asks: A;
}

export const defineStep = <
  const N extends Needs = Record<never, never>,
  const A extends Asks = Record<never, never>,
  Handle extends Facts = Facts,
  const Table extends Settings<Given<N, A>> = Settings<Given<N, A>>,
  Extra extends Facts = Record<never, never>,
>(
  step: Definition<N, A, Handle, Extra, Table>,
) => ({ ...step, needs: step.needs ?? {}, asks: step.asks ?? {} }) as Step<N, A, Handle, Extra, Table>;

/** What other steps read of an output. */
export const shared = ({ follows: { own = [] } = {} }: AnyStep, output: Facts): Facts =>
  asStrictAs(output, Object.fromEntries(Object.entries(output).filter(([field]) => !own.includes(field))));

/** The id people know a resource by: the first field of its handle. */
export function idOf(handle: Facts): string {
  const id = Object.values(handle)[0];
  return typeof id === 'string' ? id : canonical(id);
}
