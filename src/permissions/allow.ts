/** What a request has to be like: operator → key → values, as IAM writes it. */
export interface Condition {
  readonly [operator: string]: { readonly [key: string]: string | readonly string[] };
}

/** What a step may do in somebody's account, and why. It becomes a part of the IAM policies and of the docs. */
export interface Allowance {
  /** In the names of IAM, which in S3 are others than those of the operations. */
  readonly actions: readonly string[];
  /** Patterns of ARNs, or `*`. */
  readonly on: readonly string[];
  readonly when?: Condition;
  /** A sentence for whoever has to agree. */
  readonly why: string;
  /**
   * `build`: without it, nothing can be made. `later`: only a change or a removal needs it. `checks`: good to have;
   * what cannot be looked at is not checked, or has a check of its own.
   */
  readonly for: 'build' | 'later' | 'checks';
}

export type Allowing = (...actions: string[]) => Allowance;

/** A scope: what may be done there follows. */
export const allow =
  (why: string, on: string | readonly string[], when?: Condition): Allowing =>
  (...actions) => ({ actions, on: [on].flat(), ...(when && { when }), why, for: 'build' });

/** The same, but to build one does without. */
export const later = (allowance: Allowance): Allowance => ({ ...allowance, for: 'later' });
export const forChecks = (allowance: Allowance): Allowance => ({ ...allowance, for: 'checks' });

/** Looking, which changes nothing. Where a read can tell secrets it gets a scope of its own instead. */
export const reads = allow('Reads tell how things are set up, and change nothing.', '*');

const requestLabelled = { Null: { 'aws:RequestTag/stepway:name': 'false' } };
const resourceLabelled = { Null: { 'aws:ResourceTag/stepway:name': 'false' } };

/** Makes something that gets our label at once. */
export const makes = allow(
  'Nothing is created without the label by which it is recognized later. AWS checks it on the new resource only; whatever else the call touches is allowed on its own.',
  '*',
  requestLabelled,
);

/** Changes, deletes or builds upon something that has our label. */
export const uses = allow(
  'Whatever is changed, deleted or built upon has the label: a subnet’s VPC, the group of a rule or server, a listener’s load balancer, a snapshot’s database. A label can be completed where a part of it is left.',
  '*',
  resourceLabelled,
);

/** The same for what has the label, or is going to have it, and a name or kind of its own besides. */
export const makesAt = (why: string, on: string | readonly string[]): Allowing => allow(why, on, requestLabelled);
export const usesAt = (why: string, on: string | readonly string[]): Allowing => allow(why, on, resourceLabelled);

const labelling = (action: string, key: string): readonly Allowance[] => [
  allow(
    'A resource without a label gets one only while it is being created. Labeling somebody else’s would make it ours.',
    '*',
    { Null: { [key]: 'false' } },
  )(action),
  uses(action),
];

/** Labels of what EC2 makes: they are authorized on their own. */
export const labelsOfEc2 = labelling('ec2:CreateTags', 'ec2:CreateAction');
export const labelsOfElb = labelling('elasticloadbalancing:AddTags', 'elasticloadbalancing:CreateAction');

/** What calls of EC2 touch in a network without a label. */
export const touchesNetwork = allow(
  'What calls of EC2 touch without a label: the account’s own VPC and subnets with --network default, a server’s network interface.',
  ['arn:*:ec2:*:*:network-interface/*', 'arn:*:ec2:*:*:subnet/*', 'arn:*:ec2:*:*:vpc/*'],
);

export const revokes = allow(
  'stepway removes the rules of its VPC’s default group, which AWS creates without a label. Revoking a rule can only close access.',
  'arn:*:ec2:*:*:security-group/*',
);

/** A zone of Route 53, and the records in it. */
export const inZone = allow(
  'Route 53 does not support conditions on labels. Existing records are copied into a zone that stepway creates; NS and SOA records are out of reach.',
  'arn:*:route53:::hostedzone/*',
  { 'ForAllValues:StringNotEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['NS', 'SOA'] } },
);

/** The role that the step of this id makes. */
export const inRole = (step: string): Allowing =>
  allow(
    'By name. PutRolePolicy defines what the role may do, and no condition can check its content.',
    `arn:*:iam::*:role/*-${step}`,
  );

export const passRole = (step: string, service: string): Allowance =>
  allow('A role that can be passed to anything is a path to any privilege.', `arn:*:iam::*:role/*-${step}`, {
    StringEquals: { 'iam:PassedToService': service },
  })('iam:PassRole');

/** Makes a service's own role with its first resource in an account. */
export const linkedRole = (service: string): Allowance =>
  forChecks(
    allow(
      'AWS creates a service’s own role with its first resource in an account.',
      'arn:*:iam::*:role/aws-service-role/*',
      { StringEquals: { 'iam:AWSServiceName': service } },
    )('iam:CreateServiceLinkedRole'),
  );

export const isLinkedRole = ({ when }: Allowance, service: string): boolean =>
  when?.['StringEquals']?.['iam:AWSServiceName'] === service;
