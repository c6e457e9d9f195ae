import type { IamPrefix } from '../aws/services.ts';
import type { Clock } from '../clock.ts';
import type { Dns } from '../dns/dns.ts';
import type { AccountData, AccountStore } from './account.ts';
import { emptyAccount, keptAccount, regionOf } from './at-first.ts';
import { simulatedDns } from './dns.ts';
import type { Elsewhere } from './elsewhere.ts';
import { refuse, RehearsalError } from './errors.ts';
import { inventory, type Item } from './inventory.ts';
import { typical, type Latencies } from './latencies.ts';
import { answerFor, type Request, type SdkClient } from './middleware.ts';
import { permit } from './permit.ts';
import { priceList } from './pricing.ts';
import { canonical, newZone } from './route53/data.ts';
import { streamed } from './s3/streams.ts';
import { scenarioNamed, type Scenario, type ScenarioName } from './scenarios.ts';
import type { Call, Service } from './service.ts';
import { services } from './services.ts';
import { settle } from './settle.ts';
import { simulatedResolver, simulatedVisit } from './visit.ts';
import type { Rate } from '../prices/prices.ts';
import type { Visit } from '../visit/visit.ts';
import { slowDown, unlessThrottled } from './throttling.ts';
import type { RepositoryIds } from '../repository-ids.ts';

export type { AccountStore } from './account.ts';
export { drawn, typical, type Latencies } from './latencies.ts';
export { scenarioNames, scenarios, type ScenarioName } from './scenarios.ts';

/** A call that reached the account. `service` is the prefix of its IAM actions, such as elasticloadbalancing. */
export interface ObservedCall {
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly write: boolean;
}

export interface RehearsalOptions {
  /** All of the account's time passes on it. */
  readonly clock: Clock;
  readonly scenario?: ScenarioName | undefined;
  /** How the account differs from that scenario's. */
  readonly otherwise?: Partial<Omit<Scenario, 'name' | 'title'>> | undefined;
  /** Where the account is kept; without it, in memory only. */
  readonly store?: AccountStore;
  readonly latencies?: Latencies;
  readonly rates?: readonly Rate[];
  /** Awaited before an operation acts, once an attempt. What it throws comes back in place of an answer. */
  readonly onCall?: (call: ObservedCall) => void | Promise<void>;
  /** Awaited after an operation has acted and been saved. When it throws, the answer is lost. */
  readonly afterCall?: (call: ObservedCall) => void | Promise<void>;
}

/** The simulated account for whoever sets up a rehearsal, behind the program's back. */
export interface Account {
  /** All of it; what is changed here shows at once, and is saved with the next change. */
  readonly data: AccountData;
  /** What the account has that it did not have at first. */
  inventory(): Item[];
  /** Puts a hosted zone there that existed before, to which the domain is delegated already, if not said otherwise. */
  addHostedZone(name: string, otherwise?: 'private' | 'not delegated'): { id: string; nameServers: readonly string[] };
}

export interface Rehearsal {
  /** Gives a real SDK client this account to talk to. */
  attach(client: SdkClient): void;
  readonly dns: Dns;
  /** What somebody sees who types a name of the account's into a browser. */
  visit(host: string, remembered?: Elsewhere): Promise<Visit>;
  /** Where a name leads now, and for how many seconds that is remembered. */
  resolve(host: string): { readonly led: Elsewhere | undefined; readonly ttl: number };
  /** The address from which the user seems to come. */
  myAddress(): Promise<string>;
  repositoryIds(): Promise<RepositoryIds | undefined>;
  readonly account: Account;
}

/** Plays an AWS account: in memory, by the clock, the way AWS is known to behave. */
export function rehearse({
  clock,
  scenario: scenarioName = 'smooth',
  otherwise,
  store,
  latencies = typical,
  rates = [],
  onCall,
  afterCall,
}: RehearsalOptions): Rehearsal {
  const scenario: Scenario = { ...scenarioNamed(scenarioName), ...otherwise };
  const kept = store?.load();
  const account = kept === undefined ? emptyAccount() : keptAccount(kept, scenario);
  const all: Readonly<Record<IamPrefix, Service>> = { ...services, pricing: { operations: priceList(rates) } };
  const refusesNow = slowDown(scenario.throttled);

  const seed = () => `${++account.seeds}`;

  async function answer({ service, operation, region, input }: Request): Promise<object> {
    const act = all[service].operations[operation];
    if (!act) throw new RehearsalError(`The rehearsal does not know ${service} ${operation}`);
    const write = !/^(BatchGet|Describe|Get|Head|List|Simulate)/.test(operation);
    const observed = { service, operation, input, write };
    return unlessThrottled(clock, refusesNow, service, async () => {
      await onCall?.(observed);
      await clock.sleep(latencies('round trip'));
      const now = clock.now();
      const here = regionOf(account, region, scenario);
      settle(account, scenario, now);
      permit(scenario, { action: `${service}:${operation}`, region });
      if ('DryRun' in input && input.DryRun) {
        refuse('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
      }
      const call: Call = { now, region, account, here, scenario, after: (what) => now + latencies(what), seed };
      const output = streamed(structuredClone(act(input as never, call)));
      if (write) store?.save(JSON.stringify(account));
      await afterCall?.(observed);
      return output;
    });
  }

  return {
    attach: (client) => answerFor(client, answer),
    dns: simulatedDns(account, scenario, clock),
    visit: simulatedVisit(account, scenario, clock),
    resolve: simulatedResolver(account, scenario, clock),
    myAddress: async () => '203.0.113.25',
    repositoryIds: async () => ({ owner: 583231, repository: 1296269 }),
    account: {
      data: account,
      inventory: () => {
        settle(account, scenario, clock.now());
        return inventory(account);
      },
      addHostedZone(name, otherwise) {
        const now = clock.now();
        const facts = {
          callerReference: `before ${name}`,
          createdAt: now,
          visibleAt: now,
          delegatedAt: otherwise === 'not delegated' ? Number.MAX_SAFE_INTEGER : now,
          provided: true,
          ...(otherwise === 'private' && { private: true as const }),
        } as const;
        const zone = newZone(seed(), canonical(name), facts);
        account.zones.push(zone);
        return zone;
      },
    },
  };
}
