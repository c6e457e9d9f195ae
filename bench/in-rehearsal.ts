import { join } from 'node:path';
import type { Clock } from '../src/clock.ts';
import { drawn, typical, type Latencies } from '../src/rehearsal/rehearsal.ts';
import type { Event } from '../src/state/events.ts';
import { temporaryFolder } from '../test/support/folder.ts';
import { newStack, type Stack } from '../test/support/stack.ts';
import { virtualClock } from '../test/support/virtual-clock.ts';
import { randomFrom } from './statistics.ts';

/** When each step began, with its needs met, and when it was ready. */
interface Times {
  readonly needs: readonly string[];
  readonly startedAt: number;
  readonly readyAt: number;
}

function timesOf(events: readonly Event[]): Map<string, Times> {
  const times = new Map<string, Times>();
  for (const event of events) {
    if (event.is === 'started') times.set(event.step, { needs: event.needs, startedAt: event.at, readyAt: event.at });
    const known = event.is === 'ready' && times.get(event.step);
    if (known) times.set(event.step, { ...known, readyAt: event.at });
  }
  return times;
}

export interface Chain {
  readonly seconds: number;
  /** The steps, the first one first. */
  readonly steps: readonly string[];
}

/** The longest way through the graph of steps, each as long as it took from its needs being met to being ready. */
function longestChain(times: ReadonlyMap<string, Times>): Chain {
  const known = new Map<string, Chain>();
  const longer = (a: Chain, b: Chain) => (b.seconds > a.seconds ? b : a);
  const nothing: Chain = { seconds: 0, steps: [] };

  const upTo = (id: string): Chain => {
    const already = known.get(id);
    const step = times.get(id);
    if (already || !step) return already ?? nothing;
    const before = step.needs.map(upTo).reduce(longer, nothing);
    const chain = {
      seconds: before.seconds + (step.readyAt - step.startedAt) / 1000,
      steps: [...before.steps, id],
    };
    known.set(id, chain);
    return chain;
  };
  return [...times.keys()].map(upTo).reduce(longer, nothing);
}

const isRoundTrip = (of: Parameters<Latencies>[0]) => of === 'round trip';

/**
 * How long `up` takes for the default stack, all of AWS taking as long as it usually does, and how long it could take
 * at best: the longest chain of the graph of its steps.
 *
 * A step's own time in that chain is what it physically takes: its own calls, each a round trip of 0.15 s (look, create,
 * look again), plus AWS's latency until the thing is ready, or until another service knows what it is made from. It is
 * measured in a second run that differs in one thing: the program never pauses for more than 20 ms between two looks, so
 * that of its own delay at most the last look is left. What comes before the graph (signing in, the checks before
 * anything is made) counts for `up` and not for the chain.
 */
export async function againstLongestChain(): Promise<{ up: number; chain: Chain }> {
  const usual = newStack();
  const up = await duration(usual);

  const clock = virtualClock();
  const restless: Clock = { now: clock.now, sleep: (ms, signal) => clock.sleep(Math.min(ms, 20), signal) };
  const bare = newStack({
    clock: restless,
    // The account's round trips are slept through on the true clock instead.
    latencies: (of) => (isRoundTrip(of) ? 0 : typical(of)),
    onCall: () => clock.sleep(typical('round trip')),
  });
  await bare.up();
  return { up, chain: longestChain(timesOf(bare.events)) };
}

async function duration({ clock, up }: Stack): Promise<number> {
  const began = clock.now();
  await up();
  return (clock.now() - began) / 1000;
}

/** When AWS, and the registrar, had done what a step waits for, as the simulated account itself knows. */
function readyInAws({ rehearsal: { account } }: Stack): Record<string, { kind: string; at: number }[]> {
  const [here] = Object.values(account.data.regions);
  const [zone] = account.data.zones;
  const [server] = here?.instances ?? [];
  const [balancer] = here?.loadBalancers ?? [];
  const [certificate] = here?.certificates ?? [];
  const [database] = here?.databases ?? [];
  const [target] = here?.targetGroups.flatMap(({ targets }) => targets) ?? [];
  const forwarding = here?.listeners.filter(({ actions }) => actions.some(({ Type }) => Type === 'forward')) ?? [];
  if (!here || !zone || !server || !balancer || !certificate || !database || !target)
    throw new Error('the stack is not complete');
  const records = (type: string) => zone.records.filter((record) => record.type === type);
  const checked = Math.max(
    target.registeredAt,
    server.upAt,
    balancer.state.until,
    Math.min(...forwarding.map(({ createdAt }) => createdAt)),
  );
  const inSync = (type: string) =>
    records(type).map(({ inSyncAt }) => ({ kind: 'record in sync (Route 53)', at: inSyncAt }));
  return {
    database: [{ kind: 'database available (RDS)', at: database.availableAt }],
    'load-balancer': [{ kind: 'load balancer active (ALB)', at: balancer.state.until }],
    server: [{ kind: 'server running (EC2)', at: server.state.until }],
    certificate: [{ kind: 'validation record told (ACM)', at: certificate.recordAt }],
    issued: [{ kind: 'certificate issued (ACM)', at: certificate.issuedAt ?? Number.NaN }],
    'validation-records': inSync('CNAME'),
    'site-alias': inSync('A'),
    healthy: [{ kind: 'target healthy (ALB)', at: checked + target.checksTake }],
    delegated: [{ kind: 'name servers set (your registrar, not AWS)', at: zone.delegatedAt }],
  };
}

/**
 * How late the program hears of what is ready, in seconds, by kind of thing: from the moment in AWS to our own event,
 * the round trip of the look included. Each run draws all latencies anew from the ranges that AWS is known to keep to.
 */
export async function lateness(runs: number): Promise<Map<string, number[]>> {
  const folder = temporaryFolder();
  const late = new Map<string, number[]>();
  for (let run = 1; run <= runs; run++) {
    const stack = newStack({ folder: join(folder, String(run)), latencies: drawn(randomFrom(run)) });
    await stack.up();
    const times = timesOf(stack.events);
    for (const [step, moments] of Object.entries(readyInAws(stack))) {
      const seen = times.get(step);
      if (!seen) throw new Error(`${step} was never ready`);
      for (const { kind, at } of moments) {
        // What was ready before anybody could look for it is not late for that.
        const seconds = (seen.readyAt - Math.max(at, seen.startedAt)) / 1000;
        late.set(kind, [...(late.get(kind) ?? []), seconds]);
      }
    }
  }
  return late;
}
