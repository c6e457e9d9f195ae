import type { RegionData } from '../account.ts';
import type { Thing } from '../service.ts';
import type { NetworkData, Resource } from './data.ts';
import { kinds } from './resources.ts';

/** Things of EC2, without those that come and go with another one: the main route table, the default group. */
export function inventory(here: RegionData): Thing[] {
  const main = here.routeTables.filter(({ associations }) => associations.some((one) => one.main));
  const defaults = here.groups.filter(({ name }) => name === 'default');
  const implied = new Set([...main, ...defaults].map(({ id }) => id));
  return (Object.keys(kinds) as (keyof NetworkData)[]).flatMap((kind) =>
    (here[kind] as (Resource & { groupId?: string; egress?: boolean })[])
      .filter(({ provided, goneAt, id, groupId }) => !provided && !goneAt && !implied.has(groupId ?? id))
      .map(({ id, tags }) => ({ kind: kinds[kind].type, id, tags })),
  );
}
