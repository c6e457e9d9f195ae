import { policy } from './policy.ts';

interface Whose {
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

/**
 * What to ask IAM's policy simulator: each action once, about an example of what our own policy allows it for. Asked
 * about anything, without tags and names, the simulator would deny most of them even to a user with exactly our policy.
 */
export function simulations(whose: Whose): Simulation[] {
  const asked = new Set<string>();
  return policy.Statement.flatMap(({ Action, Resource, Condition = {} }) => {
    const ActionNames = Action.filter((action) => !asked.has(action));
    for (const action of ActionNames) asked.add(action);
    const ResourceArns = [Resource].flat().map((arn) => example(arn, whose));
    const ContextEntries = Object.entries(Condition).flatMap(([operator, keys = {}]) =>
      Object.entries(keys).map(([ContextKeyName, values = []]) => ({
        ContextKeyName,
        ContextKeyValues: [operator === 'Null' ? whose.stack : example([values].flat()[0] ?? '', whose)],
        ContextKeyType: 'string' as const,
      })),
    );
    return ActionNames.length > 0 ? [{ ActionNames, ResourceArns, ContextEntries }] : [];
  });
}

/** One of the ARNs that a pattern stands for; anything else as it is. */
function example(pattern: string, { partition, region, account, stack }: Whose): string {
  if (!pattern.startsWith('arn:')) return pattern;
  const [arn, , service, regions, accounts, ...resource] = pattern.split(':');
  const within = [regions === '*' ? region : regions, accounts === '*' ? account : accounts];
  return [arn, partition, service, ...within, resource.join(':').replaceAll('*', stack)].join(':');
}
