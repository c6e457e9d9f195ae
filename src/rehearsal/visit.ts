import type { Clock } from '../clock.ts';
import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Visit } from '../visit/visit.ts';
import type { AccountData, RegionData } from './account.ts';
import { letsIn } from './ec2/rules.ts';
import { ownCertificates } from './ec2/own-certificate.ts';
import { hasApp } from './codedeploy/shared.ts';
import type { Target } from './elb/data.ts';
import { addressesOf, setElsewhere, type Elsewhere } from './elsewhere.ts';
import { groupsOf } from './elb/shared.ts';
import { healthOf } from './elb/health.ts';
import { at } from './phase.ts';
import { canonical, zoneFor } from './route53/data.ts';
import type { Scenario } from './scenarios.ts';
import type { Call } from './service.ts';

/** What a visitor of a site in this account sees, from the name to the server's answer; of an app, that it is assumed. */
export const simulatedVisit =
  (account: AccountData, scenario: Scenario, clock: Clock) =>
  async (host: string, remembered?: Elsewhere): Promise<Visit> => {
    const now = clock.now();
    const name = canonical(host);
    const led = remembered ?? ledBy(account, scenario, host, now);
    if (!led) return { is: 'unknown' };
    for (const here of Object.values(account.regions)) {
      const call = { now, account, here, scenario } as Call;
      const balancer = balancerOf(led, here);
      const seen =
        balancer !== undefined
          ? throughLoadBalancer(name, balancer, call)
          : 'addresses' in led
            ? directly(name, led.addresses, call)
            : undefined;
      if (seen) return seen;
    }
    return { is: 'unknown' };
  };

/** Where a name leads, and for how many seconds resolvers remember it. */
export const simulatedResolver =
  (account: AccountData, scenario: Scenario, clock: Clock) =>
  (host: string): { readonly led: Elsewhere | undefined; readonly ttl: number } => {
    const led = ledBy(account, scenario, host, clock.now());
    return { led, ttl: led && 'alias' in led ? 60 : 300 };
  };

/** Where a name leads: by a record of the account's, or of another DNS. */
function ledBy(account: AccountData, scenario: Scenario, host: string, now: number): Elsewhere | undefined {
  const name = canonical(host);
  const found = zoneFor(account, scenario, name, now)?.records.find((one) => one.name === name && one.type === 'A');
  const record = found && found.inSyncAt > now ? found.before : found;
  if (!record) return setElsewhere(account, scenario, host, now);
  return record.alias ? { alias: record.alias.name } : { addresses: record.values };
}

/** The name of the load balancer that it leads to, if it does. */
const balancerOf = (led: Elsewhere, here: RegionData): string | undefined =>
  'alias' in led
    ? canonical(led.alias)
    : here.loadBalancers
        .map(({ dnsName }) => canonical(dnsName))
        .find((one) => addressesOf(here, one).some((address) => led.addresses.includes(address)));

const nobody: Visit = { is: 'unreachable', why: 'ETIMEDOUT' };

const anothers: Visit = { is: 'distrusted', why: 'ERR_TLS_CERT_ALTNAME_INVALID', fault: 'other-name' };

/** The welcome page is known; what an app would say is not, since none is run here. */
const answer = (status: number, redirected: boolean, servers: readonly string[], call: Call): Visit => ({
  is: 'answered',
  status,
  redirected,
  ...(status === 200 && servers.some((id) => hasApp(id, call)) && { assumed: true }),
});

const isOpen = (groups: readonly string[], port: number, { here }: Call) => letsIn(here.rules, groups, port, []);

function throughLoadBalancer(name: string, alias: string, call: Call): Visit | undefined {
  const { here, now } = call;
  const balancer = here.loadBalancers.find(({ dnsName }) => canonical(dnsName) === alias.replace(/^dualstack\./, ''));
  if (!balancer) return undefined;
  const listenerOn = (port: number) =>
    here.listeners.find((one) => one.loadBalancerArn === balancer.arn && one.port === port);
  const secure = listenerOn(443);
  if (!secure || at(balancer.state, now) !== 'active' || !isOpen(balancer.groupIds, 443, call)) return nobody;
  const certificates = here.certificates.filter(({ arn }) => secure.certificateArns.includes(arn));
  if (!certificates.some(({ names }) => names.some((one) => canonical(one) === name))) return anothers;
  const groups = here.targetGroups.filter(({ arn }) => groupsOf(secure.actions).includes(arn));
  const targets = groups.flatMap((group) => group.targets.map((one) => ({ ...one, ...healthOf(group, one, call) })));
  const redirects = listenerOn(80)?.actions.some(({ Type }) => Type === 'redirect') ?? false;
  const isRedirected = redirects && isOpen(balancer.groupIds, 80, call);
  return answer(
    statusFrom(targets, call),
    isRedirected,
    targets.map(({ id }) => id),
    call,
  );
}

function statusFrom(targets: readonly (Target & TargetHealth)[], call: Call): number {
  if (targets.some(({ State }) => State === 'healthy')) return 200;
  if (targets.length === 0) return 503;
  // Without a healthy target a load balancer sends to all of them.
  return call.scenario.healthCheckAnswer === 200 ? 504 : call.scenario.healthCheckAnswer;
}

function directly(name: string, addresses: readonly string[], call: Call): Visit | undefined {
  const { here, now, scenario } = call;
  const address = here.addresses.find(({ ip }) => addresses.includes(ip));
  if (!address) return undefined;
  const port = here.interfaces.find(({ id }) => id === address.association?.interfaceId);
  const instance = here.instances.find(({ id }) => id === port?.instanceId);
  const isRunning = instance && at(instance.state, now) === 'running' && instance.upAt <= now && !scenario.setupFails;
  if (!port || !isRunning || !isOpen(port.groupIds, 443, call)) return nobody;
  const certified = ownCertificates(instance, call).of.some(({ names }) => names.map(canonical).includes(name));
  if (!certified) return anothers;
  return answer(scenario.healthCheckAnswer, isOpen(port.groupIds, 80, call), [instance.id], call);
}
