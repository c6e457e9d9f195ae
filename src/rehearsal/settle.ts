import type { AccountData } from './account.ts';
import type { Scenario } from './scenarios.ts';
import { allServices } from './services.ts';

/** Takes away what is gone by now. */
function clear(data: object, now: number): void {
  for (const things of Object.values(data)) {
    if (!Array.isArray(things)) continue;
    const left = (things as { goneAt?: number }[]).filter(({ goneAt = Infinity }) => goneAt > now);
    if (left.length < things.length) things.splice(0, things.length, ...left);
  }
}

/** Lets the time that has passed have its effect: deletions finish, and so do changes in progress. */
export function settle(account: AccountData, scenario: Scenario, now: number): void {
  clear(account, now);
  for (const here of Object.values(account.regions)) {
    clear(here, now);
    for (const [, service] of allServices) service.settle?.({ now, account, here, scenario });
  }
}
