import type { AccountData, RegionData } from './account.ts';
import type { Scenario } from './scenarios.ts';
import { allServices, services } from './services.ts';

type Taking<One, Where extends string> =
  One extends Readonly<Record<Where, { atFirst(...about: never[]): infer Part }>> ? (part: Part) => void : never;

/** What the services keep together, where the compiler sees that it is all that an account, or a region of it, has. */
type Kept<Where extends 'global' | 'regional'> =
  Taking<(typeof services)[keyof typeof services], Where> extends (all: infer All) => void ? All : never;

export const emptyAccount = (): AccountData => ({
  seeds: 0,
  regions: {},
  ...(Object.assign({}, ...allServices.map(([, { global }]) => global?.atFirst())) as Kept<'global'>),
});

const emptyRegion = (region: string, scenario: Scenario): RegionData =>
  Object.assign({}, ...allServices.map(([, { regional }]) => regional?.atFirst(region, scenario))) as Kept<'regional'>;

/** The region's part of an account; at first it has what AWS provides, and what the scenario puts there. */
export const regionOf = (account: AccountData, region: string, scenario: Scenario): RegionData =>
  (account.regions[region] ??= emptyRegion(region, scenario));

/** An account as it was kept, perhaps by a rehearsal that knew fewer services. */
export function keptAccount(json: string, scenario: Scenario): AccountData {
  const kept = JSON.parse(json) as AccountData;
  const regions = Object.entries(kept.regions).map(
    ([name, here]) => [name, { ...emptyRegion(name, scenario), ...here }] as const,
  );
  return { ...emptyAccount(), ...kept, regions: Object.fromEntries(regions) };
}
