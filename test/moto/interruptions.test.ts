import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readState } from '../../src/state/file-store.ts';
import { motoMissing, startMoto, type Moto } from '../support/moto.ts';
import type { Call } from '../support/proxy.ts';
import { accountOf, single, type Account } from './account.ts';
import { ok, projectOn, type Project } from './project.ts';

describe.skipIf(motoMissing())('an interrupted up', () => {
  let moto: Moto;
  let account: Account;
  let project: Project;

  beforeAll(async () => {
    moto = await startMoto();
    account = accountOf(moto);
  });

  beforeEach(() => moto.reset());
  afterEach(() => project.remove());
  afterAll(() => moto.stop());

  /**
   * Runs `up` until AWS has acted on all of these creates, and kills it before it hears of any of them. What else it
   * has begun may end first, so that of every create that it began AWS has heard.
   */
  async function killAfter(...creates: ((call: Call) => boolean)[]): Promise<void> {
    const pending = new Set(creates);
    const killed = new AbortController();
    moto.intercept({
      after(call) {
        const create = creates.find((matches) => matches(call));
        if (!create) return;
        pending.delete(create);
        return new Promise((resolve) => killed.signal.addEventListener('abort', () => resolve('drop')));
      },
    });
    const running = project.begin('up');
    const open = () => {
      const state = readState(project.stateFile);
      return [...(state?.steps.values() ?? [])].filter(({ handle }) => !handle).length;
    };
    await expect
      .poll(() => pending.size === 0 && open() === creates.length, { timeout: 30_000, interval: 5 })
      .toBe(true);
    running.kill('SIGKILL');
    expect((await running.ended).code).toBe('SIGKILL');
    killed.abort();
    moto.intercept({});
  }

  const operation = (name: string) => (call: Call) => call.operation === name;
  const newZone = (call: Call) => call.operation === 'POST /2013-04-01/hostedzone';

  it('makes nothing twice when it was killed after AWS had acted, twice in a row', { timeout: 300_000 }, async () => {
    project = projectOn(moto, '--domain example.com --elastic-ip', { alone: true });
    await killAfter(operation('CreateVpc'), operation('AllocateAddress'), newZone);
    await killAfter(
      operation('RunInstances'),
      operation('RequestCertificate'),
      operation('CreateDBInstance'),
      operation('CreateLoadBalancer'),
    );
    ok(await project.up());

    const sight = await account.look();
    const outputs = await project.outputs();
    expect(single(sight.vpcs.filter(({ IsDefault }) => !IsDefault)).VpcId).toBe(outputs.vpcId);
    expect(single(sight.addresses).PublicIp).toBe(outputs.publicIp);
    expect(single(sight.zones).id).toBe(outputs.hostedZoneId);
    expect(single(sight.instances).InstanceId).toBe(outputs.instanceId);
    expect(single(sight.certificates).CertificateArn).toBe(outputs.certificateArn);
    expect(single(sight.databases).Endpoint?.Address).toBe(outputs.database?.host);
    expect(single(sight.loadBalancers).DNSName).toBe(outputs.loadBalancer);
  });

  it(
    'looks before it asks again when the answer to a create without a token was lost',
    { timeout: 150_000 },
    async () => {
      project = projectOn(moto, '--domain example.com --entry elastic-ip --database none', { alone: true });
      const lost = new Set(['CreateVpc', 'CreateInternetGateway', 'AllocateAddress', 'CreateRole']);
      moto.intercept({ after: ({ operation }) => (lost.delete(operation) ? 'drop' : undefined) });
      const before = await account.look();
      ok(await project.up());

      expect(lost).toEqual(new Set());
      const sight = await account.look();
      expect(sight.vpcs).toHaveLength(before.vpcs.length + 1);
      expect(sight.gateways).toHaveLength(before.gateways.length + 1);
      expect(sight.addresses).toHaveLength(1);
      expect(sight.roles).toHaveLength(1);
    },
  );
});
