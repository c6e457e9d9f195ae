import { isIPv4 } from 'node:net';
import type { DescribeAssociationCommandOutput } from '@aws-sdk/client-ssm';
import type { RegionData } from '../../src/rehearsal/account.ts';
import { latest } from '../../src/rehearsal/s3/shared.ts';
import { parameters } from '../../src/rehearsal/ssm/parameters.ts';
import type { SdkClient } from '../../src/rehearsal/middleware.ts';
import { rehearse, type Rehearsal } from '../../src/rehearsal/rehearsal.ts';
import { canonical, zoneFor } from '../../src/rehearsal/route53/data.ts';
import { scenarioNamed } from '../../src/rehearsal/scenarios.ts';
import type { Call } from '../../src/rehearsal/service.ts';
import type { Database } from '../../src/rehearsal/rds/data.ts';
import type { Clock } from '../../src/clock.ts';
import { newAgents, type Agents } from './agent.ts';
import { newBalancer, type Balanced, type Listening } from './balancer.ts';
import type { Authority } from './certificates.ts';
import { groundClock, paces } from './clock.ts';
import { engines, type DatabaseServer } from './database.ts';
import { forget, play } from './deployments.ts';
import { hostNamed, type Host } from './hosts.ts';
import { logKeeper, type LogLine } from './log-lines.ts';
import type { Identity } from './metadata.ts';
import type { Network, Opening } from './network.ts';
import { figureKeeper, type OwnFigure } from './own-figures.ts';
import { newServers, type Disks, type Servers } from './servers.ts';
import { runShellScript, underWay, type Invocation } from './shell-commands.ts';
import { controlPlane } from './control-plane.ts';
import { storage } from './storage.ts';

/** The rehearsal's account, with machines behind it: what it says of them is what they do. */
export interface Account {
  readonly rehearsal: Rehearsal;
  readonly clock: Clock;
  readonly servers: Servers;
  readonly agents: Agents;
  /** What AWS's hosts say to servers. */
  readonly hosts: readonly Host[];
  /** What servers have sent to CloudWatch Logs. */
  readonly lines: readonly LogLine[];
  /** The figures that they have sent to CloudWatch. */
  readonly figures: readonly OwnFigure[];
  /** Gives an SDK client this account to talk to. */
  attach(client: SdkClient): void;
  /** Addresses of a name as the world sees it. */
  lookup(name: string): readonly string[] | undefined;
  identityOf(ip: string): Identity | undefined;
  /** The public address of the server. */
  publicIp(): string | undefined;
  /** All that AWS knows, and that servers have told it, as text; without the values that it keeps secret. */
  known(): string;
  /** Says whether somebody waits for a site to answer. */
  waitsForSite: boolean;
  /** Gives the database's master another password, as RDS does every seven days. */
  rotate(): Promise<void>;
  /** Those that the database's master has had. */
  passwords(): readonly string[];
  close(): Promise<void>;
}

export const region = 'us-east-1';

type Middleware = Parameters<SdkClient['middlewareStack']['add']>[0];
/** What becomes of a call's answer, when it has acted. */
type Amend = (input: never, output: never) => object | Promise<object>;

export function newAccount(network: Network, authority: Authority, more: readonly Host[], disks: Disks): Account {
  const scenario = scenarioNamed('smooth');
  let waitsForTarget = false;
  let running = 0;
  let playing = 0;
  let lookedAt = -Infinity;
  /** Somebody who looks at a server's console waits for what the server does, and looks again every five seconds. */
  const watchesConsole = () => performance.now() - lookedAt < 6_000;
  const clock = groundClock(() => {
    const isBusy = running > 0 || servers.moving > 0;
    if (isBusy || account.waitsForSite || watchesConsole()) return 'real';
    return playing > 0 || waitsForTarget ? 'watching' : 'idle';
  });
  const servers = newServers(network, disks, () => clock.now());
  const agents = newAgents(region);
  const balancer = newBalancer(network.folder, network.at.balancer);
  const rehearsal = rehearse({ clock });
  const { data } = rehearsal.account;
  data.seeds = network.seed;

  const during = <T>(work: Promise<T>): Promise<T> => {
    running += 1;
    return work.finally(() => (running -= 1));
  };

  const here = (): RegionData | undefined => data.regions[region];
  const call = (): Call => {
    const now = clock.now();
    const there = here();
    if (!there) throw new Error('nobody has talked to the account yet');
    return { now, region, account: data, here: there, scenario, after: () => now, seed: () => `${++data.seeds}` };
  };

  /** By version, and by bucket and key where there are no versions. */
  const bodies = new Map<string, Buffer>();
  const invocations = new Map<string, Invocation>();
  const failedAssociations = new Set<string>();
  const secrets = new Map<string, string>();
  const certificates = new Map<string, Promise<string>>();
  let started: Promise<DatabaseServer> | undefined;
  const passwords: string[] = [];
  let rotate = async () => {};

  const bodyKey = (bucket = '', key = '', version = 'null') => `${bucket}/${key}?${version}`;

  async function associate(id: string): Promise<void> {
    const association = here()?.associations.find((one) => one.id === id);
    if (!association) return;
    const { version } = association;
    association.takes = Number.MAX_SAFE_INTEGER - association.changedAt;
    failedAssociations.delete(id);
    for (const instanceId of association.targets.flatMap(({ Values = [] }) => Values)) {
      const machine = await servers.machine(instanceId);
      if (!machine || association.version !== version) return;
      const invocation = underWay();
      await runShellScript(machine, association.parameters, invocation);
      invocations.set(id, invocation);
      if (association.version !== version) return;
      if (invocation.Status !== 'Success') failedAssociations.add(id);
    }
    association.takes = 0;
  }

  const inOverview = (id: string | undefined, output: object): object =>
    id !== undefined && failedAssociations.has(id)
      ? { ...output, Overview: { Status: 'Failed', DetailedStatus: 'Failed' } }
      : output;

  /** What the machines have to say to a call, by its operation. */
  const amends: Readonly<Record<string, Amend>> = {
    PutObject({ Bucket, Key, Body }: Stored, output: { VersionId?: string }) {
      bodies.set(bodyKey(Bucket, Key, output.VersionId), Buffer.from(Body as string));
      return output;
    },

    GetConsoleOutput: async ({ InstanceId }: { InstanceId: string }, output: object) => {
      lookedAt = performance.now();
      const machine = await servers.machine(InstanceId);
      const last = (machine?.console() ?? '').slice(-64 * 1024);
      return { ...output, Output: Buffer.from(last).toString('base64') };
    },

    SendCommand(
      input: { InstanceIds?: string[]; Parameters?: Record<string, string[]> },
      output: { Command: { CommandId: string } },
    ) {
      for (const id of input.InstanceIds ?? []) {
        const invocation = underWay();
        invocations.set(`${output.Command.CommandId} ${id}`, invocation);
        const run = async () => {
          const machine = await servers.machine(id);
          if (machine) await runShellScript(machine, input.Parameters ?? {}, invocation);
        };
        void during(run());
      }
      return output;
    },

    GetCommandInvocation: ({ CommandId, InstanceId }: { CommandId: string; InstanceId: string }, output: object) => {
      const { Status, ...said } = invocations.get(`${CommandId} ${InstanceId}`) ?? underWay();
      return { ...output, Status, StatusDetails: Status, ...said };
    },

    CreateAssociation: (_: object, output: DescribeAssociationCommandOutput) => {
      void during(associate(output.AssociationDescription?.AssociationId ?? ''));
      return output;
    },

    UpdateAssociation: ({ AssociationId }: { AssociationId: string }, output: object) => {
      void during(associate(AssociationId));
      return output;
    },

    DescribeAssociation: ({ AssociationId }: { AssociationId: string }, output: DescribeAssociationCommandOutput) => ({
      ...output,
      AssociationDescription: inOverview(AssociationId, output.AssociationDescription ?? {}),
    }),

    ListAssociations: (_: object, output: { Associations: { AssociationId?: string }[] }) => ({
      ...output,
      Associations: output.Associations.map((one) => inOverview(one.AssociationId, one)),
    }),

    async DescribeTargetHealth(_: object, output: { TargetHealthDescriptions: TargetHealth[] }) {
      const all = await Promise.all(
        output.TargetHealthDescriptions.map(async (one) =>
          one.TargetHealth.State === 'unused' ? one : { ...one, TargetHealth: await balancer.healthOf(one.Target.Id) },
        ),
      );
      waitsForTarget = all.some(({ TargetHealth: { State } }) => State === 'initial' || State === 'unhealthy');
      return { ...output, TargetHealthDescriptions: all };
    },

    CreateDeployment(input: { ignoreApplicationStopFailures?: boolean }, output: { deploymentId: string }) {
      const { here } = call();
      const deployment = here.deployments.find(({ id }) => id === output.deploymentId);
      const group = here.deploymentGroups.find(
        (one) => one.application === deployment?.application && one.name === deployment.group,
      );
      if (!deployment || !group) return output;
      forget(deployment, call());
      if (deployment.error) return output;
      const ignoring = input.ignoreApplicationStopFailures ?? false;
      playing += 1;
      void play(deployment, group, { agents, call, addressOf: servers.ipOf }, ignoring).finally(() => (playing -= 1));
      return output;
    },
  };

  /** Brings the world to what the account says. */
  async function follow(): Promise<void> {
    if (!here()) return;
    const now = call();
    servers.follow(now);
    await network.set([...servers.all].map(([id, { ip }]) => pluggedOf(id, ip, now)));
    const balanced = await balancedOf(now, (arn) => certificateOf(arn, now), servers);
    if (balanced) await balancer.set(balanced);
    const [database] = now.here.databases;
    if (database && !started) started = newDatabase(database);
    await started;
  }

  const certificateOf = (arn: string, { here }: Call): Promise<string> => {
    const { names = [] } = here.certificates.find((one) => one.arn === arn) ?? {};
    const issued = certificates.get(arn) ?? authority.issue(...names).then(({ cert, key }) => cert + key);
    certificates.set(arn, issued);
    return issued;
  };

  function newDatabase({
    engine,
    host,
    port,
    user,
    databaseName = 'postgres',
    secret,
  }: Database): Promise<DatabaseServer> {
    const password = 'a password of the ground';
    const secretly = (known: string) => {
      passwords.push(known);
      if (secret) secrets.set(secret.arn, JSON.stringify({ username: user, password: known }));
    };
    secretly(password);
    rotate = async () => {
      const fresh = 'another "password" of the $ground';
      await (await started)?.rotate(fresh);
      secretly(fresh);
    };
    const options = { address: network.at.database, port, host, user, password, database: databaseName };
    const start = engines[engine];
    if (!start) throw new Error(`the ground has no ${engine}`);
    return start(network.folder, authority, options);
  }

  let following = Promise.resolve();
  const respond: Middleware = (next, context) => async (args) => {
    const { commandName = '' } = context as { commandName?: string };
    const operation = commandName.replace(/Command$/, '');
    const { response, output } = await next(args);
    const amended = (await amends[operation]?.(args.input as never, output as never)) ?? output;
    if (!/^(BatchGet|Describe|Get|Head|List|Simulate)/.test(operation)) await (following = following.then(follow));
    return { response, output: amended };
  };

  function lookup(name: string): readonly string[] | undefined {
    if (isIPv4(name)) return [name];
    if (hostNamed(hosts, name)) return [network.at.hosts];
    const there = here();
    if (there?.databases.some(({ host }) => host === name)) return [network.at.database];
    if (there?.loadBalancers.some(({ dnsName }) => dnsName.toLowerCase() === name)) return [network.at.balancer];
    const wanted = canonical(name);
    const found = zoneFor(data, scenario, wanted, clock.now())?.records.find(
      (one) => one.name === wanted && one.type === 'A',
    );
    const record = found && found.inSyncAt > clock.now() ? found.before : found;
    if (!record) return undefined;
    return record.alias ? lookup(record.alias.name.replace(/^dualstack\.|\.$/g, '')) : record.values;
  }

  /** The policies of the role of the server at an address, as text. */
  function allowedAt(from: string): string {
    const id = servers.instanceAt(from);
    const instance = here()?.instances.find((one) => one.id === id);
    const role = data.profiles.find((one) => one.id === instance?.profile?.id)?.role?.name;
    return Object.values(data.roles.find(({ name }) => name === role)?.inline ?? {}).join();
  }

  function settings(from: string, input: { readonly Path: string }) {
    if (!allowedAt(from).includes(`:parameter${input.Path}/*`)) return 'AccessDenied';
    const { Parameters, NextToken } = parameters.GetParametersByPath(input, call());
    // The wire has seconds.
    const onWire = Parameters.map((one) => ({ ...one, LastModifiedDate: Number(one.LastModifiedDate) / 1000 }));
    return { Parameters: onWire, ...(NextToken !== undefined && { NextToken }) };
  }

  function object(from: string, bucket: string, key: string, version: string | undefined) {
    if (!allowedAt(from).includes(`:s3:::${bucket}/`)) return 'AccessDenied';
    const found = data.buckets.find(({ name }) => name === bucket);
    const newest = version ?? (found && latest(found, key)?.id);
    return bodies.get(bodyKey(bucket, key, newest)) ?? 'NoSuchKey';
  }

  const stored = { object, secret: (arn: string) => secrets.get(arn), parameters: settings, databaseCa: authority.ca };
  const attach = (client: SdkClient) => {
    client.middlewareStack.add(respond, { step: 'initialize', priority: 'high', name: 'ground' });
    rehearsal.attach(client);
  };
  const logs = logKeeper(region, (from, group) => {
    if (!here()?.logGroups.some(({ name }) => name === group)) return 'ResourceNotFoundException';
    return allowedAt(from).includes(`:log-group:${group}:`) ? undefined : 'AccessDeniedException';
  });
  const monitoring = figureKeeper(region, (from, namespace) => {
    const policies = allowedAt(from);
    return policies.includes('cloudwatch:PutMetricData') && policies.includes(`"cloudwatch:namespace":"${namespace}"`);
  });
  const ofAws = controlPlane(region, attach, storage(region, stored));
  const hosts = [...agents.hosts, ...ofAws, logs.host, monitoring.host, ...more];
  const account: Account = {
    rehearsal,
    clock,
    servers,
    agents,
    hosts,
    lines: logs.lines,
    figures: monitoring.figures,
    waitsForSite: false,
    rotate: () => rotate(),
    passwords: () => passwords,
    attach,
    lookup,
    identityOf(ip) {
      const id = servers.instanceAt(ip);
      const instance = here()?.instances.find((one) => one.id === id);
      if (!instance) return undefined;
      const now = call();
      const publicIp = publicIpOf(instance.interfaceId, now);
      const role = data.profiles.find((one) => one.id === instance.profile?.id)?.role?.name;
      return {
        'instance-id': instance.id,
        'instance-type': instance.type,
        'local-ipv4': ip,
        region,
        zone: now.here.subnets.find((one) => one.id === instance.subnetId)?.zone ?? '',
        ...(publicIp !== undefined && { 'public-ipv4': publicIp }),
        ...(role !== undefined && { role }),
      };
    },
    known() {
      const regions = Object.values(data.regions).map((there) => ({ ...there, parameters: [] }));
      const objects = [...bodies].map(([key, body]) => [key, body.toString('latin1')]);
      return JSON.stringify([{ ...data, regions }, [...invocations], objects]);
    },
    publicIp: () => here()?.instances.map(({ interfaceId }) => publicIpOf(interfaceId, call()))[0],
    async close() {
      await following;
      await servers.close();
      await balancer.stop();
      await (await started)?.stop();
    },
  };
  return account;
}

interface Stored {
  readonly Bucket?: string;
  readonly Key?: string;
  readonly Body?: unknown;
}

interface TargetHealth {
  readonly Target: { readonly Id: string };
  readonly TargetHealth: { readonly State: string };
}

const publicIpOf = (interfaceId: string, { here }: Call): string | undefined =>
  here.addresses.find(({ association }) => association?.interfaceId === interfaceId)?.ip ??
  here.interfaces.find(({ id }) => id === interfaceId)?.publicIp;

function pluggedOf(instanceId: string, privateIp: string, call: Call) {
  const { here } = call;
  const instance = here.instances.find(({ id }) => id === instanceId);
  const port = here.interfaces.find(({ id }) => id === instance?.interfaceId);
  const balancers = new Set(here.loadBalancers.flatMap(({ groupIds }) => groupIds));
  const open = here.rules
    .filter(
      ({ groupId, egress, protocol }) => port?.groupIds.includes(groupId) && !egress && /^(tcp|-1)$/.test(protocol),
    )
    .flatMap(({ protocol, from, to, cidr, referencedGroupId }): Opening[] => {
      const ports = protocol === '-1' ? '0-65535' : `${from}-${to}`;
      if (cidr === '0.0.0.0/0')
        return [
          { ports, for: 'internet' },
          { ports, for: 'balancer' },
        ];
      return referencedGroupId !== undefined && balancers.has(referencedGroupId) ? [{ ports, for: 'balancer' }] : [];
    });
  const hops = instance?.metadata.hops ?? 1;
  return { privateIp, publicIp: port && publicIpOf(port.id, call), open, hops };
}

/** The load balancer of an account; undefined as long as nobody could reach it. */
async function balancedOf(
  { here }: Call,
  certificateOf: (arn: string) => Promise<string>,
  servers: Servers,
): Promise<Balanced | undefined> {
  const [balancer] = here.loadBalancers;
  const listeners = here.listeners.filter(({ loadBalancerArn }) => loadBalancerArn === balancer?.arn);
  const group = here.targetGroups.find(({ arn }) =>
    JSON.stringify(listeners.map(({ actions }) => actions)).includes(arn),
  );
  if (!balancer || listeners.length === 0) return undefined;
  const listening = listeners.map(async ({ port, actions, certificateArns: [arn] }): Promise<Listening> => {
    if (actions.some(({ Type }) => Type === 'redirect')) return { port, does: 'redirect' };
    return { port, does: 'forward', ...(arn !== undefined && { certificate: await certificateOf(arn) }) };
  });
  const targets = (group?.targets ?? []).flatMap(({ id, port }) => {
    const ip = servers.ipOf(id);
    return ip === undefined ? [] : [{ id, ip, port }];
  });
  const check = group?.check ?? { path: '/', interval: 30, timeout: 5, healthy: 2, unhealthy: 2, codes: '200' };
  return {
    listeners: await Promise.all(listening),
    targets,
    check: {
      ...check,
      // Whoever waits for it has a clock that is as much faster.
      interval: check.interval / paces.watching,
      port: 'port' in check && check.port !== 'traffic-port' ? Number(check.port) : (targets[0]?.port ?? 80),
    },
    idleTimeout: Number(balancer.attributes['idle_timeout.timeout_seconds'] ?? 60),
  };
}
