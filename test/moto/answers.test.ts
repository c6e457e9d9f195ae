import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outputs } from '../../src/engine/outputs.ts';
import { motoMissing, startMoto, type Moto } from '../support/moto.ts';
import { accountOf, additions, inventory, present, single, tagOf, type Account, type Sight } from './account.ts';
import { ok, projectOn, receiptOf, type Done, type Project } from './project.ts';

describe.skipIf(motoMissing())('other answers', () => {
  let moto: Moto;
  let account: Account;

  beforeAll(async () => {
    moto = await startMoto();
    account = accountOf(moto);
  });

  afterAll(() => moto.stop());

  /** The inbound rules of the group that a step made, as `port from`. */
  const openings = (sight: Sight, step: string) => {
    const group = present(sight.groups.find(({ Tags }) => tagOf(Tags, 'stepway:step') === step)).GroupId;
    return sight.rules
      .filter(({ GroupId, IsEgress }) => GroupId === group && !IsEgress)
      .map(({ FromPort, ToPort, CidrIpv4, ReferencedGroupInfo }) => {
        const from = sight.groups.find(({ GroupId }) => GroupId === ReferencedGroupInfo?.GroupId)?.Tags;
        return `${FromPort === ToPort ? FromPort : 'a range'} ${CidrIpv4 ?? tagOf(from, 'stepway:step')}`;
      })
      .toSorted();
  };

  const addressesOf = ({ zones }: Sight) =>
    zones
      .flatMap(({ records }) => records)
      .filter(({ Type }) => Type === 'A')
      .map(({ Name, ResourceRecords = [] }) => `${Name} ${ResourceRecords.map(({ Value }) => Value).join()}`)
      .toSorted();

  describe('--entry elastic-ip --database mysql --www --ssh, with a snapshot at the end', () => {
    let project: Project;
    let before: Sight;
    let sight: Sight;
    let outputs: Outputs;
    let gone: Done;
    let after: Sight;

    beforeAll(async () => {
      await moto.reset();
      project = projectOn(
        moto,
        '--domain example.com --entry elastic-ip --database mysql --www --ssh 203.0.113.0/24 --app-port 3000',
      );
      before = await account.look();
      ok(await project.up());
      outputs = await project.outputs();
      sight = await account.look();
      gone = ok(await project.teardown('--json', '--data', 'snapshot'));
      after = await account.look();
    });

    afterAll(() => project.remove());

    it('has neither a load balancer nor a certificate', () => {
      expect(outputs).not.toHaveProperty('loadBalancer');
      expect(outputs).not.toHaveProperty('certificateArn');
      expect(sight).toMatchObject({ loadBalancers: [], targetGroups: [], certificates: [] });
    });

    it('opens the server for visitors, and for SSH from the range alone; the database for the server alone', () => {
      expect(openings(sight, 'server-group')).toEqual(['22 203.0.113.0/24', '443 0.0.0.0/0', '80 0.0.0.0/0']);
      expect(openings(sight, 'database-group')).toEqual(['3306 server-group']);
    });

    it('leads the domain and its www. to the Elastic IP, which is tied to the server', () => {
      const address = single(sight.addresses);
      expect(address).toMatchObject({ InstanceId: outputs.instanceId, PublicIp: outputs.publicIp });
      expect(tagOf(address.Tags, 'stepway:name')).toBe('shop');
      expect(addressesOf(sight)).toEqual([`example.com. ${outputs.publicIp}`, `www.example.com. ${outputs.publicIp}`]);
      expect(outputs.url).toBe('https://example.com');
    });

    it('runs MySQL', () => {
      expect(single(sight.databases)).toMatchObject({ Engine: 'mysql', StorageEncrypted: true });
      expect(outputs.database).toMatchObject({ engine: 'mysql', port: 3306 });
    });

    it('keeps the final snapshot and nothing else, and says in the receipt that it costs', () => {
      const kept = receiptOf(gone).filter(({ outcome }) => outcome === 'kept');
      expect(kept).toEqual([expect.objectContaining({ why: expect.stringContaining('USD a month') })]);
      expect(additions(before, after)).toEqual({ snapshots: [kept[0]?.id] });
    });
  });

  describe('--network default --database none --elastic-ip --www, in a zone that was there before', () => {
    let project: Project;
    let before: Sight;
    let done: Done;
    let sight: Sight;
    let outputs: Outputs;
    let gone: Done;
    let after: Sight;

    beforeAll(async () => {
      await moto.reset();
      const { HostedZone } = await account.route53.createHostedZone({ Name: 'example.com', CallerReference: 'theirs' });
      await account.route53.changeResourceRecordSets({
        HostedZoneId: HostedZone?.Id,
        ChangeBatch: {
          Changes: [
            {
              Action: 'CREATE',
              ResourceRecordSet: {
                Name: 'blog.example.com.',
                Type: 'A',
                TTL: 60,
                ResourceRecords: [{ Value: '192.0.2.7' }],
              },
            },
          ],
        },
      });
      project = projectOn(
        moto,
        '--domain example.com --network default --database none --elastic-ip --www --health-path /health',
      );
      before = await account.look();
      done = ok(await project.up());
      outputs = await project.outputs();
      sight = await account.look();
      gone = ok(await project.teardown('--json'));
      after = await account.look();
    });

    afterAll(() => project.remove());

    it('stands in the default VPC and makes no part of a network of its own', () => {
      expect(outputs.vpcId).toBe(single(before.vpcs).VpcId);
      expect(single(sight.instances).VpcId).toBe(outputs.vpcId);
      expect(single(sight.loadBalancers).VpcId).toBe(outputs.vpcId);
      const added = additions(before, sight);
      for (const kind of ['vpcs', 'subnets', 'gateways', 'routeTables'] as const)
        expect(added).not.toHaveProperty(kind);
    });

    it('asks RDS nothing when there is no database', () => {
      expect(outputs).not.toHaveProperty('database');
      expect(done.writes.filter(({ service }) => service === 'rds')).toEqual([]);
    });

    it('has an Elastic IP on the server, and the load balancer as the way in all the same', () => {
      expect(single(sight.addresses)).toMatchObject({ InstanceId: outputs.instanceId, PublicIp: outputs.publicIp });
      expect(openings(sight, 'server-group')).toEqual(['80 load-balancer-group']);
      expect(single(sight.targetGroups).HealthCheckPath).toBe('/health');
    });

    it('uses the zone that was there, and leads the domain and its www. to the load balancer', () => {
      const zone = single(sight.zones);
      expect(outputs.hostedZoneId).toBe(zone.id);
      expect(tagOf(zone.tags, 'stepway:name')).toBeUndefined();
      const aliases = zone.records.filter(({ AliasTarget }) => AliasTarget);
      expect(aliases.map(({ Name = '' }) => Name).toSorted()).toEqual(['example.com.', 'www.example.com.']);
      for (const { AliasTarget } of aliases)
        expect(AliasTarget?.DNSName?.replace(/\.$/, '')).toBe(outputs.loadBalancer);
    });

    it('has both names on the certificate', () => {
      const { SubjectAlternativeNames = [] } = single(sight.certificates);
      expect(SubjectAlternativeNames.toSorted()).toEqual(['example.com', 'www.example.com']);
    });

    it('leaves the zone with its foreign record and the default VPC as they were, and says why they stay', () => {
      expect(inventory(after)).toEqual(inventory(before));
      const kept = receiptOf(gone).filter(({ outcome }) => outcome === 'kept');
      expect(kept.map(({ id }) => id).toSorted()).toEqual(
        [present(outputs.hostedZoneId), present(outputs.vpcId)].toSorted(),
      );
    });
  });
});
