#!/usr/bin/env node
// Writes the list of IAM actions that stepway needs, and the IAM policy that allows them, from the SDK calls in src/.
// Usage: node scripts/permissions.mjs [--check]
//   --check   writes nothing; the exit code says whether the files are up to date
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * What IAM calls each service. In these services every action has the name of its operation, but for those below:
 * before adding another, look it up in the Service Authorization Reference.
 */
const prefixes = {
  acm: 'acm',
  codedeploy: 'codedeploy',
  ec2: 'ec2',
  'elastic-load-balancing-v2': 'elasticloadbalancing',
  freetier: 'freetier',
  iam: 'iam',
  rds: 'rds',
  'route-53': 'route53',
  s3: 's3',
  'service-quotas': 'servicequotas',
  ssm: 'ssm',
  sts: 'sts',
};

/** Operations of S3 that IAM has another name for. */
const renamed = {
  's3:DeleteObjects': 's3:DeleteObject',
  's3:GetBucketLifecycleConfiguration': 's3:GetLifecycleConfiguration',
  's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
  's3:HeadObject': 's3:GetObject',
  's3:ListMultipartUploads': 's3:ListBucketMultipartUploads',
  's3:ListObjectVersions': 's3:ListBucketVersions',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:PutBucketLifecycleConfiguration': 's3:PutLifecycleConfiguration',
  's3:PutPublicAccessBlock': 's3:PutBucketPublicAccessBlock',
};

/**
 * The policies, of which each has to fit into IAM's 6,144 characters: what every stack needs, and what is needed
 * besides by whoever delivers an app with it.
 */
const policies = [
  { path: 'iam-policy.json', scopes: 'src/permissions/scopes.json' },
  {
    path: 'iam-policy-delivery.json',
    scopes: 'src/permissions/scopes-delivery.json',
    sources: /^src[\\/](steps[\\/]delivery|deploy|commands[\\/]deploys?\b)/,
  },
];

/** What several chapters call: which policies need an action of these follows from the scopes that name it. */
const shared = /^src[\\/](aws[\\/]|steps[\\/]roles\.ts)/;

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

const policyFor = (path) => policies.find(({ sources }) => sources?.test(path)) ?? policies[0];

const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** The program's sources; the rehearsal answers calls and makes none, and the templates' calls are those of the user's app. */
export function sources(folder = join(root, 'src')) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['rehearsal', 'templates'].includes(entry.name) ? [] : sources(path);
    return path.endsWith('.ts') ? [{ path: relative(root, path), text: readFileSync(path, 'utf8') }] : [];
  });
}

/** The IAM actions of the commands and paginators that a source imports from the SDK. */
export function actionsOf({ path, text }) {
  const imports = text.matchAll(
    /import\s*\{([^}]*)\}\s*from\s*'(?:@aws-sdk|\.{1,2}(?:\/[\w./-]+)?)\/client-([\w-]+?)(?:\.ts)?'/g,
  );
  return [...imports].flatMap(([, names, client]) =>
    names
      .split(',')
      .map((name) => name.trim().split(' ')[0])
      .flatMap((name) => {
        if (name.startsWith('waitUntil'))
          throw new Error(`${path}: ${name} does not say which operation it calls; call that operation instead`);
        const operation = /^(\w+)Command$/.exec(name)?.[1] ?? /^paginate(\w+)$/.exec(name)?.[1];
        if (!operation) return [];
        // Prices are asked for by a flag alone, and do without: the policy has no room for what is not needed.
        if (client === 'pricing') return [];
        if (!prefixes[client])
          throw new Error(`${path}: scripts/permissions.mjs does not know @aws-sdk/client-${client}`);
        const action = `${prefixes[client]}:${operation}`;
        return [renamed[action] ?? action];
      }),
  );
}

/** Looks without changing anything. */
export const isRead = (action) => /:(BatchGet|Describe|Get|List|Simulate)/.test(action);

/** Those of the actions that a prefix covers, as that prefix. */
export const byPrefix = (actions, prefixes = harmless) =>
  sorted(actions.map((action) => prefixes.find((prefix) => action.startsWith(prefix.slice(0, -1))) ?? action));

const needsLabel = ({ Condition }) => Condition?.Null?.['aws:ResourceTag/stepway:name'] === 'false';

/** @param {string[]} actions */
const sorted = (actions) => [...new Set(actions)].toSorted();

/** All that is needed: what is called, and what those calls need besides. */
export function neededActions(called, implied = read('src/permissions/implied.json')) {
  const needs = implied.filter(({ of }) => of.some((action) => called.includes(action)));
  return sorted([...called, ...needs.flatMap((entry) => entry.needs)]);
}

/**
 * A statement a scope, with those of its actions that are needed. What no scope mentions is allowed everywhere: the
 * reads, which is as it should be, and apart from them whatever nobody has decided about yet.
 */
export function policyOf(needed, scopes = read('src/permissions/scopes.json')) {
  const scoped = new Set(scopes.flatMap(({ Action }) => Action));
  const free = needed.filter((action) => !scoped.has(action));
  const everywhere = (Sid, Action) => ({ Sid, Effect: 'Allow', Action, Resource: '*' });
  const statements = [
    everywhere('Look', byPrefix(free.filter(isRead))),
    ...scopes.map((scope) => ({
      Sid: scope.Sid,
      Effect: 'Allow',
      Action: byPrefix(
        needed.filter((action) => scope.Action.includes(action)),
        needsLabel(scope) ? ofLabelled : [],
      ),
      Resource: scope.Resource,
      ...(scope.Condition && { Condition: scope.Condition }),
    })),
    everywhere(
      'Undecided',
      free.filter((action) => !isRead(action)),
    ),
  ];
  return { Version: '2012-10-17', Statement: statements.filter(({ Action }) => Action.length > 0) };
}

/** The files of the program that a policy alone is made from. */
const sourcesOf = (policy) => sources().filter(({ path }) => !shared.test(path) && policyFor(path) === policy);

const mentions = (scopes, action) => scopes.some(({ Action }) => Action.includes(action));

/** The generated files: their paths and what should be in them. */
export async function generate() {
  const all = policies.map((policy) => ({ policy, scopes: read(policy.scopes) }));
  const common = sources()
    .filter(({ path }) => shared.test(path))
    .flatMap(actionsOf);
  const made = all.map(({ policy, scopes }, index) => {
    const unmentioned = (action) => index === 0 && !all.some((one) => mentions(one.scopes, action));
    const ofCommon = common.filter((action) => mentions(scopes, action) || unmentioned(action));
    const needed = neededActions(sorted([...sourcesOf(policy).flatMap(actionsOf), ...ofCommon]));
    return { path: policy.path, needed, scopes };
  });
  const scoped = new Set(made.flatMap(({ scopes }) => scopes.flatMap(({ Action }) => Action)));
  const [base, ...others] = made;
  // Who has the others has the first one as well: what that lets everybody look at is not said again.
  const looked = new Set(base.needed.filter((action) => isRead(action) && !scoped.has(action)));
  const files = {
    'src/permissions/actions.json': sorted(made.flatMap(({ needed }) => needed)),
    [base.path]: policyOf(base.needed, base.scopes),
    ...Object.fromEntries(
      others.map(({ path, needed, scopes }) => [
        path,
        policyOf(
          needed.filter((action) => !looked.has(action)),
          scopes,
        ),
      ]),
    ),
  };
  return Promise.all(
    Object.entries(files).map(async ([path, value]) => {
      const style = await resolveConfig(join(root, path), { editorconfig: true });
      return { path, text: await format(JSON.stringify(value), { ...style, filepath: path }) };
    }),
  );
}

export const isCurrent = ({ path, text }) =>
  existsSync(join(root, path)) && readFileSync(join(root, path), 'utf8') === text;

async function main([option]) {
  const stale = (await generate()).filter((file) => !isCurrent(file));
  for (const { path, text } of stale) {
    if (option === '--check') console.error(`${path} is not up to date: run \`node scripts/permissions.mjs\``);
    else writeFileSync(join(root, path), text);
  }
  if (option === '--check' && stale.length > 0) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv.slice(2));
