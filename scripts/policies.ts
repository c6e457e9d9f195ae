import type { Allowance } from '../src/permissions/allow.ts';
import type { Policy } from '../src/permissions/policy.ts';
import { chapters } from '../src/steps/index.ts';

/** What is left free of IAM's 6,144 characters: the next step should fit. */
export const longest = 6144 - 500;

/** As IAM counts: white space is free. */
export const lengthOf = (policy: Policy): number => JSON.stringify(policy).replaceAll(/\s/g, '').length;

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
function grouped(all: readonly Allowance[], same: (one: Allowance) => unknown): Allowance[][] {
  const groups = new Map<string, Allowance[]>();
  for (const one of all) {
    const key = JSON.stringify(same(one));
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

const reasons = (all: readonly Allowance[]) => [...new Set(all.flatMap(({ why }) => why))].join(' ');

const serviceIn = ({ when }: Allowance) => when?.['StringEquals']?.['iam:AWSServiceName'];

/** As few as say the same: one a scope and reason, and one for what is allowed alike in several scopes. */
export function merged(all: readonly Allowance[]): Allowance[] {
  const byScope = grouped(all, ({ on, when, why }) => [on, when, why]).map((some) => ({
    ...some[0]!,
    actions: sorted(some.flatMap(({ actions }) => actions)),
  }));
  const byActions = grouped(byScope, ({ actions, when }) => [actions, when]).map((some) => ({
    ...some[0]!,
    on: sorted(some.flatMap(({ on }) => on)),
    why: reasons(some),
  }));
  return grouped(byActions, (one) => [one.actions, one.on, serviceIn(one) ? '' : one.when]).map(([first, ...rest]) => {
    if (rest.length === 0) return first!;
    const services = [first!, ...rest].flatMap((one) => serviceIn(one) ?? []);
    return { ...first!, when: { StringEquals: { 'iam:AWSServiceName': sorted(services) } } };
  });
}

const one = <Item>(list: readonly Item[]) => (list.length === 1 ? list[0]! : list);

const statementOf = (allowance: Allowance) => {
  const prefixes = prefixesFor(allowance);
  const short = (action: string) => prefixes.find((prefix) => action.startsWith(prefix.slice(0, -1))) ?? action;
  return {
    Effect: 'Allow',
    Action: sorted(allowance.actions.map(short)),
    Resource: one(allowance.on),
    ...(allowance.when && { Condition: allowance.when }),
  };
};

/** A document that is generated: what it allows, and how that is written. */
interface Document {
  readonly path: string;
  readonly allowances: readonly Allowance[];
  readonly policy: Policy;
}

const documentOf = (path: string, all: readonly Allowance[]): Document => {
  const allowances = merged(all);
  return { path, allowances, policy: { Version: '2012-10-17', Statement: allowances.map(statementOf) } };
};

const granted = ({ on, when }: Allowance, action: string) => JSON.stringify([action, on, when]);

/**
 * The policies: one for what every stack may need, and one for each chapter that has its own. Who has one of those has
 * the first as well: what that allows is not said again.
 */
export function documents(): Document[] {
  const allowed = (own: boolean) => chapters.filter(({ policy }) => (policy === 'own') === own);
  const base = allowed(false).flatMap(({ steps }) => steps.flatMap(({ allows }) => allows));
  const there = new Set(base.flatMap((one) => one.actions.map((action) => granted(one, action))));
  const besides = (allowance: Allowance): Allowance => ({
    ...allowance,
    actions: allowance.actions.filter((action) => !there.has(granted(allowance, action))),
  });
  return [
    documentOf('iam-policy.json', base),
    ...allowed(true).map(({ id, steps }) =>
      documentOf(
        `iam-policy-${id}.json`,
        steps.flatMap(({ allows }) => allows.map(besides)).filter(({ actions }) => actions.length > 0),
      ),
    ),
  ];
}
