import type { AccountData } from './account.ts';
import { issueCertificates } from './acm/index.ts';
import { moveTraffic } from './codedeploy/shared.ts';
import { finishModifications } from './rds/shared.ts';
import type { Scenario } from './scenarios.ts';

/** Lets the time that has passed have its effect: deletions finish, and so do changes in progress. */
export function settle(account: AccountData, scenario: Scenario, now: number): void {
  account.buckets = account.buckets.filter(({ goneAt = Infinity }) => goneAt > now);
  for (const here of Object.values(account.regions)) {
    for (const things of Object.values(here) as { goneAt?: number }[][]) {
      const left = things.filter(({ goneAt = Infinity }) => goneAt > now);
      if (left.length < things.length) things.splice(0, things.length, ...left);
    }
    for (const address of here.addresses) {
      if (!here.interfaces.some(({ id }) => id === address.association?.interfaceId)) delete address.association;
    }
    moveTraffic(here, now);
    finishModifications(here, now);
    issueCertificates(account, here, scenario, now);
  }
}
