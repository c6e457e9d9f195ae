import type { Metric } from '../aws/metrics.ts';
import type { ByHand } from '../cli-commands/by-hand.ts';
import type { Outputs } from '../engine/outputs.ts';
import type { AnyStep } from '../engine/step.ts';
import type { Facts } from '../facts.ts';
import type { Allowance } from '../permissions/allow.ts';
import type { Rate } from '../prices/prices.ts';
import type { Answer, Answered, AnyQuestion, Looking } from '../questions/question.ts';
import type { Words } from '../words.ts';

/** The places of the chain between a visitor and the data, from the outside in. */
export const places = [
  'delegation',
  'certificate',
  'records',
  'network',
  'entry',
  'firewall',
  'setup',
  'server',
  'health',
  'data',
  'delivery',
] as const;

/** One link of that chain: it holds when all its steps do. */
export interface Link {
  readonly id: string;
  readonly title: Words;
  readonly steps: readonly AnyStep[];
}

/** Links of the same id are one. */
export interface PlacedLink extends Link {
  readonly at: (typeof places)[number];
}

/** What something is drawn as in the picture of the architecture; `src/report/picture/signs.ts` has the shapes. */
export type Sign =
  'visitor' | 'names' | 'lock' | 'split' | 'server' | 'data' | 'box' | 'ship' | 'lines' | 'shell' | 'build';

/** What the picture shows of something: a name, and few words. */
interface Drawn {
  readonly sign: Sign;
  readonly name: Words;
  readonly details: Words;
}

/** One station on the way from the visitor to the data. */
export interface Station extends Drawn {
  readonly at: (typeof places)[number];
  /** The part of the network that it stands in. */
  readonly on: 'public' | 'private';
  /** The port on which the station before it comes in. */
  readonly port: Answer | undefined;
}

/** What stands beside that way: `names` is asked by visitors before they come, `beside` serves the site unseen. */
export interface Bystander extends Drawn {
  readonly on: 'names' | 'beside';
}

/** What the network and its parts are called in the picture. */
export interface Grounds {
  readonly network: Words;
  readonly public: Words;
  readonly private: Words;
}

/** What a report tells how to do, in this order. */
export const deeds = ['deploy', 'watch', 'restore', 'remove'] as const;

/** A sentence on how one of them is done, with what to type in backticks. */
export interface HowTo {
  readonly to: (typeof deeds)[number];
  readonly how: Words;
}

/** The places of `outputs`: first what to open, last how to get in. */
export const shelves = ['site', 'entry', 'address', 'names', 'data', 'access', 'delivery'] as const;

/** Something that `outputs` shows. Its lines stand alone, ready to be copied; without any it is left out. */
export interface Shown {
  readonly at: (typeof shelves)[number];
  readonly what: Words;
  readonly lines: readonly (string | Words | undefined)[];
}

/** A figure of something that stands, for whoever watches. */
export interface Gauge {
  readonly at: (typeof places)[number];
  readonly id: string;
  readonly title: Words;
  readonly unit: 'count' | 'percent' | 'seconds' | 'bytes';
  readonly metric: Metric;
}

/**
 * What a first site does without, and `add` and `remove` turn on and off: one answer decides. It is a flag of `up` as
 * well.
 */
export interface Part {
  /** What is typed for it. */
  readonly id: string;
  /** What it gives, in a sentence. */
  readonly gives: Words;
  readonly question: AnyQuestion;
  /** What `add` takes where nobody is asked, `monthly` in USD; without it somebody has to say. */
  on?(answered: Answered, monthly: (answered: Answered) => number): Answer;
  /** What `remove` answers, also to what is nothing without it. */
  readonly off: readonly { readonly question: AnyQuestion; readonly answer: Answer }[];
  /** Whether the answers have it. */
  isOn(answered: Answered): boolean;
  /** Another part without which it is nothing, by its id. */
  readonly needs?: string;
}

/** A part of the build that a few sentences can explain. */
export interface Chapter {
  readonly id: string;
  readonly title: Words;
  /** Why it exists at all, for someone who has never heard of it. */
  readonly why: Words;
  /** The questions asked here, in order; a step may use those of any chapter. */
  readonly asks: readonly AnyQuestion[];
  readonly steps: readonly AnyStep[];
  /**
   * Not everybody needs it: what its steps may do is an IAM policy of its own, `iam-policy-<id>.json`, or in that of
   * another chapter, by its id, without which there is nothing to do here.
   */
  readonly policy?: 'own' | 'delivery';
  /** What commands on it may do besides what its steps may. */
  readonly allows?: readonly Allowance[];
  /** What `doctor` looks at; steps without a link are looked at last. */
  readonly links?: readonly PlacedLink[];
  /** What the picture shows of it; undefined if these answers make no such station. */
  station?(answered: Answered): Station | undefined;
  /** The same of what is beside the way from the visitor to the data. */
  bystanders?(answered: Answered): readonly Bystander[];
  /** What the ground is called that the picture is drawn on; one chapter has it. */
  grounds?(answered: Answered): Grounds;
  /** Of the outputs, what is its own. */
  shows?(outputs: Outputs): readonly Shown[];
  /** What can be watched of it; `made` has the output of a step that is ready. */
  gauges?(made: (step: AnyStep) => Facts | undefined): readonly Gauge[];
  /** What can be added of it later, and removed again. */
  readonly parts?: readonly Part[];
  /** What there is to do in the life of a stack that has this. */
  howTo?(outputs: Outputs): readonly HowTo[];
  /** What is worth knowing once everything is there. */
  advice?(looking: Pick<Looking, 'aws' | 'answered' | 'handleOf'>): Promise<Words | undefined>;
  /** What its steps cost, and cost at their end. */
  readonly rates?: readonly Rate[];
  /** What of `--show-commands` does not follow from the calls of its steps. */
  readonly script?: readonly ByHand[];
}
