import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { motoMissing, startMoto, type Moto } from '../support/moto.ts';
import { accountOf, additions, inventory, present, single, type Account, type Sight } from './account.ts';
import { ok, projectOn, receiptOf, type Done, type Project } from './project.ts';

describe.skipIf(motoMissing())('teardown', () => {
  let moto: Moto;
  let account: Account;

  beforeAll(async () => {
    moto = await startMoto();
    account = accountOf(moto);
  });

  afterAll(() => moto.stop());

  describe('of a default stack whose state file was lost and found again by its tags', () => {
    let project: Project;
    let before: Sight;
    let built: Sight;
    let takenUp: Done;
    let found: Sight;
    let gone: Done;
    let after: Sight;

    beforeAll(async () => {
      await moto.reset();
      project = projectOn(moto, '--domain example.com');
      before = await account.look();
      ok(await project.up());
      built = await account.look();
      rmSync(project.stateFile);
      takenUp = ok(await project.up('--recover'));
      found = await account.look();
      gone = ok(await project.teardown('--json', '--data', 'delete'));
      after = await account.look();
    });

    afterAll(() => project.remove());

    it('takes up what carries our tags, makes nothing twice and writes nothing', () => {
      expect(takenUp.writes).toEqual([]);
      expect(inventory(found)).toEqual(inventory(built));
    });

    it('leaves the account as it was before', () => {
      expect(inventory(after)).toEqual(inventory(before));
    });

    it('lists in its receipt every thing that has an id, as deleted', () => {
      const rows = receiptOf(gone);
      const deleted = rows.filter(({ outcome }) => outcome === 'deleted').map(({ id }) => id);
      expect(rows.filter(({ outcome }) => outcome === 'kept')).toEqual([]);
      expect(deleted).toEqual(
        expect.arrayContaining(
          [
            built.vpcs.find(({ IsDefault }) => !IsDefault)?.VpcId,
            single(built.instances).InstanceId,
            single(built.databases).DBInstanceIdentifier,
            single(built.zones).id,
            single(built.certificates).CertificateArn,
            single(built.loadBalancers).LoadBalancerArn,
            single(built.targetGroups).TargetGroupArn,
            ...built.listeners.map(({ ListenerArn }) => ListenerArn),
            single(built.roles).RoleName,
            single(built.profiles).InstanceProfileName,
          ].map((id) => present(id)),
        ),
      );
    });

    it('has nothing left to do when it is run once more', async () => {
      const again = await project.teardown('--data', 'delete');
      expect(again).toMatchObject({ code: 0, writes: [] });
    });
  });

  it('of a stack whose state file was lost finds by its tags what there is', { timeout: 120_000 }, async () => {
    await moto.reset();
    const project = projectOn(moto, '--domain example.com --elastic-ip --www');
    const before = await account.look();
    ok(await project.up());
    rmSync(project.stateFile);
    const nothing = await project.teardown('--data', 'delete');
    expect(nothing.code).toBe(2);
    expect(nothing.stderr).toContain('--domain');
    const asked = await project.teardown('--name', 'shop', '--domain', 'example.com', '--data', 'delete');
    expect(asked).toMatchObject({ code: 5, writes: [] });
    expect(asked.stderr).toMatch(/for example\.com, since \d{4}-\d\d-\d\d/);
    ok(await project.teardown('--recover', '--name', 'shop', '--domain', 'example.com', '--data', 'delete'));
    expect(inventory(await account.look())).toEqual(inventory(before));
    project.remove();
  });

  describe('when somebody else is in the account', () => {
    let project: Project;

    beforeEach(() => moto.reset());
    afterEach(() => project.remove());

    /** A stack without what takes long. */
    const small = '--domain example.com --entry elastic-ip --database none --network default';

    const record = (name: string) => ({
      Name: name,
      Type: 'TXT' as const,
      TTL: 60,
      ResourceRecords: [{ Value: '"mine"' }],
    });

    it('stops at a record of theirs in a zone of ours, names it, and goes on when it is gone', async () => {
      const { route53 } = account;
      project = projectOn(moto, small);
      const before = await account.look();
      ok(await project.up());
      const HostedZoneId = present((await project.outputs()).hostedZoneId);
      const change = (Action: 'CREATE' | 'DELETE') =>
        route53.changeResourceRecordSets({
          HostedZoneId,
          ChangeBatch: { Changes: [{ Action, ResourceRecordSet: record('mail.example.com.') }] },
        });
      await change('CREATE');

      const stopped = await project.teardown('--json');
      expect(stopped.code).toBe(3);
      expect(receiptOf(stopped)).toContainEqual(
        expect.objectContaining({
          id: HostedZoneId,
          outcome: 'kept',
          why: expect.stringContaining('mail.example.com TXT'),
        }),
      );
      const left = await account.look();
      expect(Object.keys(additions(before, left))).toEqual(['zones']);
      expect(
        single(left.zones)
          .records.map(({ Name, Type }) => `${Type} ${Name}`)
          .toSorted(),
      ).toEqual(['NS example.com.', 'SOA example.com.', 'TXT mail.example.com.']);

      await change('DELETE');
      ok(await project.teardown());
      expect(inventory(await account.look())).toEqual(inventory(before));
    });

    it('keeps a role of ours with what they added to it, names that, and goes on when it is gone', async () => {
      const { iam } = account;
      project = projectOn(moto, small);
      const before = await account.look();
      ok(await project.up());
      const role = { RoleName: present(single((await account.look()).roles).RoleName) };
      const inline = { ...role, PolicyName: 'read-uploads' };
      const profile = { InstanceProfileName: 'theirs' };
      const Statement = [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }];
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      await iam.putRolePolicy({ ...inline, PolicyDocument });
      await iam.createInstanceProfile(profile);
      await iam.addRoleToInstanceProfile({ ...role, ...profile });

      const stopped = await project.teardown('--json');
      expect(stopped.code).toBe(3);
      const kept = receiptOf(stopped).filter(({ outcome }) => outcome === 'kept');
      expect(kept.filter(({ id }) => id === role.RoleName)).toEqual([
        expect.objectContaining({
          why: expect.stringMatching(/inline policy read-uploads, instance profile theirs/) as string,
        }),
      ]);
      const left = await account.look();
      expect(Object.keys(additions(before, left)).toSorted()).toEqual(['profiles', 'roles']);

      await iam.deleteRolePolicy(inline);
      await iam.removeRoleFromInstanceProfile({ ...role, ...profile });
      await iam.deleteInstanceProfile(profile);
      ok(await project.teardown());
      expect(inventory(await account.look())).toEqual(inventory(before));
    }, 180_000);

    it('leaves a target group alone that has our name and not our tags; up says so and ends with 4', async () => {
      project = projectOn(moto, '--domain example.com --database none --network default');
      const { Vpcs: [home] = [] } = await account.ec2.describeVpcs({
        Filters: [{ Name: 'is-default', Values: ['true'] }],
      });
      const VpcId = present(home?.VpcId);
      await account.elb.createTargetGroup({ Name: 'shop-target-group', Protocol: 'HTTP', Port: 80, VpcId });
      const before = await account.look();

      const refused = await project.up();
      expect(refused.code).toBe(4);
      expect(refused.stderr).toContain('shop-target-group');
      expect(refused.stderr).not.toMatch(/^ {4}at /m);
      ok(await project.teardown());
      const after = await account.look();
      expect(inventory(after)).toEqual(inventory(before));
    });
  });
});
