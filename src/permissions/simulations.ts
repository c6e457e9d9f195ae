import { serviceOf } from '../aws/services.ts';
import type { Allowance } from './allow.ts';

export interface Whose {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly stack: string;
}

export interface Simulation {
  readonly ActionNames: string[];
  readonly ResourceArns: string[];
  readonly ContextEntries: { ContextKeyName: string; ContextKeyValues: string[]; ContextKeyType: 'string' }[];
}

const regionFor = (global: boolean, { partition, region }: Whose) =>
  global && partition === 'aws' ? 'us-east-1' : region;

const stringEntry = (ContextKeyName: string, ...ContextKeyValues: string[]) => ({
  ContextKeyName,
  ContextKeyValues,
  ContextKeyType: 'string' as const,
});

/**
 * What to ask IAM's policy simulator: each action about an example of what we would do with it. Asked about `*`, without
 * tags and names, the simulator would deny most of them even to a user with exactly our policy; without the region, to
 * everyone restricted to one. Where a call touches several things, the first that is allowed to a step stands for them.
 *
 * @param wanted what each step may do.
 */
export function simulations(wanted: readonly (readonly Allowance[])[], whose: Whose): Simulation[] {
  const asked = new Map<
    string,
    { readonly about: Allowance; readonly global: boolean; readonly actions: Set<string> }
  >();
  for (const allowances of wanted) {
    const met = new Set<string>();
    for (const about of allowances)
      for (const action of about.actions) {
        if (met.has(action) || about.for === 'checks') continue;
        met.add(action);
        const global = serviceOf(action)?.global ?? false;
        const scope = JSON.stringify([global, about.on, about.when]);
        const one = asked.get(scope) ?? { about, global, actions: new Set() };
        asked.set(scope, one);
        one.actions.add(action);
      }
  }
  return [...asked.values()].map(({ about: { on, when = {} }, global, actions }) => ({
    ActionNames: [...actions],
    ResourceArns: on.map((arn) => example(arn, whose)),
    ContextEntries: [
      ...Object.entries(when).flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, values]) =>
          stringEntry(key, valueFor(operator, [values].flat()[0] ?? '', whose)),
        ),
      ),
      stringEntry('aws:RequestedRegion', regionFor(global, whose)),
    ],
  }));
}

/** A context value that meets a condition; for a negated one, the record type A. */
function valueFor(operator: string, value: string, whose: Whose): string {
  if (operator === 'Null') return whose.stack;
  return operator.includes('Not') ? 'A' : example(value, whose);
}

/**
 * The same question about single resources instead of all: someone allowed only the resources of one region is
 * denied it for `*`.
 */
export function narrowed({ ContextEntries }: Simulation, denied: readonly string[], whose: Whose): Simulation[] {
  return [...new Set(denied.map(serviceOf))].flatMap((service) => {
    if (!service?.examples) return [];
    const ActionNames = denied.filter((action) => serviceOf(action) === service);
    return { ActionNames, ResourceArns: service.examples.map((arn) => example(arn, whose)), ContextEntries };
  });
}

/** One ARN that matches a pattern; anything else unchanged. */
function example(pattern: string, { partition, region, account, stack }: Whose): string {
  if (!pattern.startsWith('arn:')) return pattern;
  const [arn, , service, regions, accounts, ...resource] = pattern.split(':');
  const within = [regions === '*' ? region : regions, accounts === '*' ? account : accounts];
  return [arn, partition, service, ...within, resource.join(':').replaceAll('*', stack)].join(':');
}
