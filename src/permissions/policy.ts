import type { Allowance, Condition } from './allow.ts';

export interface Policy {
  readonly Version: string;
  readonly Statement: readonly {
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: Condition;
  }[];
}

/**
 * Reads that tell only how things are set up, and so are allowed all at once: named one by one they would take the room
 * of what changes something. In other services a read can tell more, such as ec2:DescribeInstanceAttribute, which
 * returns user data.
 */
const harmless = [
  'acm:Describe*',
  'acm:List*',
  'ec2:DescribeInstanceType*',
  'ec2:DescribeSecurityGroup*',
  'ec2:DescribeVpc*',
  'elasticloadbalancing:Describe*',
  'iam:ListInstanceProfiles*',
  'iam:ListRole*',
  'rds:Describe*',
  'route53:Get*',
  'route53:List*',
];

/**
 * Changes that are allowed to labelled things alone, and so all at once: whatever they do, they do it to what stepway
 * made.
 */
const ofLabelled = ['ec2:Delete*', 'ec2:Modify*', 'elasticloadbalancing:Delete*', 'elasticloadbalancing:Modify*'];

const prefixesFor = ({ on, when }: Allowance): readonly string[] => {
  if (!on.includes('*')) return [];
  if (!when) return harmless;
  return when['Null']?.['aws:ResourceTag/stepway:name'] === 'false' ? ofLabelled : [];
};

const sorted = (values: readonly string[]) => [...new Set(values)].toSorted();

/** Allowances of which one thing differs, by what is the same. */
function grouped(all: readonly Allowance[], same: (one: Allowance) => unknown) {
  const groups = new Map<string, [Allowance, ...Allowance[]]>();
  for (const one of all) {
    const key = JSON.stringify(same(one));
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

const reasons = (all: readonly Allowance[]) => [...new Set(all.flatMap(({ why }) => why))].join(' ');

const serviceIn = ({ when }: Allowance) => when?.['StringEquals']?.['iam:AWSServiceName'];

/** As few as say the same: one a scope and reason, and one for what is allowed alike in several scopes. */
export function merged(all: readonly Allowance[]): Allowance[] {
  const byScope = grouped(all, ({ on, when, why }) => [on, when, why]).map((some) => ({
    ...some[0],
    actions: sorted(some.flatMap(({ actions }) => actions)),
  }));
  const byActions = grouped(byScope, ({ actions, when }) => [actions, when]).map((some) => ({
    ...some[0],
    on: sorted(some.flatMap(({ on }) => on)),
    why: reasons(some),
  }));
  return grouped(byActions, (one) => [one.actions, one.on, serviceIn(one) ? '' : one.when]).map(([first, ...rest]) => {
    if (rest.length === 0) return first;
    const services = [first, ...rest].flatMap((one) => serviceIn(one) ?? []);
    return { ...first, when: { StringEquals: { 'iam:AWSServiceName': sorted(services) } } };
  });
}

const statementOf = (allowance: Allowance): Policy['Statement'][number] => {
  const prefixes = prefixesFor(allowance);
  const short = (action: string) => prefixes.find((prefix) => action.startsWith(prefix.slice(0, -1))) ?? action;
  return {
    Effect: 'Allow',
    Action: sorted(allowance.actions.map(short)),
    Resource: allowance.on.length === 1 ? allowance.on.join() : allowance.on,
    ...(allowance.when && { Condition: allowance.when }),
  };
};

export interface Document {
  /** The chapter that it is for; undefined for what every stack may need. */
  readonly part: string | undefined;
  readonly allowances: readonly Allowance[];
  readonly policy: Policy;
}

const documentOf = (part: string | undefined, all: readonly Allowance[]): Document => {
  const allowances = merged(all);
  return { part, allowances, policy: { Version: '2012-10-17', Statement: allowances.map(statementOf) } };
};

const granted = ({ on, when }: Allowance, action: string) => JSON.stringify([action, on, when]);

/** What of a chapter counts here. */
interface Part {
  readonly id: string;
  /** `own`, or the id of the chapter whose policy is this one's as well. */
  readonly policy?: string;
  readonly steps: readonly { readonly allows: readonly Allowance[] }[];
  readonly allows?: readonly Allowance[];
}

const allowedIn = (parts: readonly Part[]) =>
  parts.flatMap(({ steps, allows = [] }) => [...steps.flatMap((step) => step.allows), ...allows]);

/**
 * The policies for running stepway, and little else: one for what every stack may need, and one for each chapter that
 * has its own. Who has one of those has the first as well: what that allows is not said again.
 */
export function documents(chapters: readonly Part[]): Document[] {
  const base = allowedIn(chapters.filter(({ policy }) => policy === undefined));
  const there = new Set(base.flatMap((one) => one.actions.map((action) => granted(one, action))));
  const besides = (allowance: Allowance): Allowance[] => {
    const actions = allowance.actions.filter((action) => !there.has(granted(allowance, action)));
    return actions.length > 0 ? [{ ...allowance, actions }] : [];
  };
  const own = chapters.filter(({ policy }) => policy === 'own');
  return [
    documentOf(undefined, base),
    ...own.map((chapter) => {
      const parts = chapters.filter((one) => one === chapter || one.policy === chapter.id);
      return documentOf(chapter.id, allowedIn(parts).flatMap(besides));
    }),
  ];
}
