import { serviceOf } from '../aws/services.ts';
import { actionsIn, type Policy } from './policy.ts';

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

const isGlobal = (action: string) => serviceOf(action)?.global ?? false;

const regionFor = (global: boolean, { partition, region }: Whose) =>
  global && partition === 'aws' ? 'us-east-1' : region;

const stringEntry = (ContextKeyName: string, ...ContextKeyValues: string[]) => ({
  ContextKeyName,
  ContextKeyValues,
  ContextKeyType: 'string' as const,
});

/**
 * What to ask IAM's policy simulator: each action once, about an example of what our policy allows it
 * for. Asked about `*`, without tags and names, the simulator would deny most of them even to a user with
 * exactly our policy; without the region, to everyone restricted to one.
 */
export function simulations(
  policy: Policy,
  whose: Whose,
  needed: (action: string) => boolean = () => true,
): Simulation[] {
  const asked = new Set<string>();
  return policy.Statement.flatMap((statement) => {
    const { Resource, Condition = {} } = statement;
    const actions = actionsIn(statement).filter((action) => !asked.has(action) && needed(action));
    for (const action of actions) asked.add(action);
    const ResourceArns = [Resource].flat().map((arn) => example(arn, whose));
    const conditions = Object.entries(Condition).flatMap(([operator, keys = {}]) =>
      Object.entries(keys).map(([key, values = []]) =>
        stringEntry(key, valueFor(operator, [values].flat()[0] ?? '', whose)),
      ),
    );
    return [true, false].flatMap((global) => {
      const ActionNames = actions.filter((action) => isGlobal(action) === global);
      const ContextEntries = [...conditions, stringEntry('aws:RequestedRegion', regionFor(global, whose))];
      return ActionNames.length > 0 ? [{ ActionNames, ResourceArns, ContextEntries }] : [];
    });
  });
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
