import type { AccountData } from './account.ts';
import type { Thing } from './service.ts';
import { allServices } from './services.ts';

/** Something in the account that was not there at first. */
export interface Item extends Thing {
  readonly service: string;
  /** Absent where the service is the same in all regions. */
  readonly region?: string;
}

/** Everything in the account but what AWS, or whoever set the rehearsal up, put there, and what ends by itself. */
export const inventory = (account: AccountData): Item[] => [
  ...allServices.flatMap(([service, { global }]) =>
    (global?.inventory(account) ?? []).map((thing) => ({ service, ...thing })),
  ),
  ...Object.entries(account.regions).flatMap(([region, here]) =>
    allServices.flatMap(([service, { regional }]) =>
      (regional?.inventory(here) ?? []).map((thing) => ({ service, ...thing, region })),
    ),
  ),
];
