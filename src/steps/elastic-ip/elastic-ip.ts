import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  DescribeAccountAttributesCommand,
  DescribeAddressesCommand,
  DisassociateAddressCommand,
  ReleaseAddressCommand,
} from '@aws-sdk/client-ec2';
import { attachedTo } from '../../aws/blockers.ts';
import { addresses } from '../../aws/collections.ts';
import { readsBehindInterfaces } from '../../aws/interfaces.ts';
import { said } from '../../aws/replies.ts';
import { carries, ec2Tags, tagSpecification } from '../../aws/tags.ts';
import { defineStep, gone, ready, there } from '../../engine/step.ts';
import { ok } from '../../engine/verdict.ts';
import { forChecks, labelsOfEc2, later, makes, reads, touchesNetwork, uses } from '../../permissions/allow.ts';
import { hourly } from '../../prices/prices.ts';
import { entry } from '../firewall/questions.ts';
import { instance } from '../server/instance.ts';
import { address } from '../network/prices.ts';
import { elasticIpEntry } from './entry.ts';
import { elasticIp as wanted } from './questions.ts';
import { usedUp } from '../used-up.ts';

export const elasticIp = defineStep({
  id: 'elastic-ip',
  title: { en: 'Elastic IP', ko: '탄력적 IP' },
  needs: {},
  asks: { entry, wanted },
  allows: [
    reads('ec2:DescribeAddresses'),
    forChecks(reads('ec2:DescribeAccountAttributes')),
    makes('ec2:AllocateAddress'),
    ...labelsOfEc2,
    later(uses('ec2:ReleaseAddress')),
    ...readsBehindInterfaces,
  ],
  follows: { initial: ['entry', 'wanted'] },
  when: (answers) => answers.entry === elasticIpEntry.id || answers.wanted,

  preflight: [
    {
      about: { en: 'Elastic IPs', ko: '탄력적 IP 개수' },
      async ask(given) {
        const { ec2, region } = given;
        const [{ Addresses = [] }, { AccountAttributes = [] }] = await Promise.all([
          ec2.send(new DescribeAddressesCommand({})),
          ec2.send(new DescribeAccountAttributesCommand({ AttributeNames: ['vpc-max-elastic-ips' as never] })),
        ]);
        const limit = Number(AccountAttributes[0]?.AttributeValues?.[0]?.AttributeValue ?? Infinity);
        if (Addresses.length < limit || Addresses.some(({ Tags }) => carries(Tags, given))) return ok;
        return usedUp({
          region,
          things: { en: 'Elastic IPs', ko: '탄력적 IP' },
          there: Addresses.length,
          limit,
          free: { en: 'Release one', ko: '하나를 릴리스(반환)하거나' },
          instead: {
            en: 'use --entry load-balancer and --no-elastic-ip',
            ko: '--entry load-balancer와 --no-elastic-ip를 쓰세요',
          },
        });
      },
    },
  ],

  making: { unrepeatable: true },

  async find(given) {
    const found = await addresses.ofOwner(given.ec2, given);
    return found && { allocationId: said(found, 'AllocationId'), publicIp: said(found, 'PublicIp') };
  },

  async create({ ec2, tags }) {
    const made = await ec2.send(
      new AllocateAddressCommand({ Domain: 'vpc', TagSpecifications: [tagSpecification('elastic-ip', tags)] }),
    );
    return { allocationId: said(made, 'AllocationId'), publicIp: said(made, 'PublicIp') };
  },

  async check(context, { allocationId }) {
    const found = await addresses.byId(context.ec2, allocationId);
    return found ? there({ tags: ec2Tags(context, found.Tags, allocationId) }) : gone;
  },

  going: { blockers: (context, { allocationId }) => attachedTo(context, allocationId) },

  async delete({ ec2 }, { allocationId }) {
    await ec2.send(new ReleaseAddressCommand({ AllocationId: allocationId })).catch(async (error: unknown) => {
      // On a second release it may already be somebody else's; EC2 then answers with this error.
      const isTheirs = error instanceof Error && error.name === 'AuthFailure';
      if (!isTheirs || (await addresses.byId(ec2, allocationId))) throw error;
    });
  },

  says: {
    price: () => [hourly({ en: 'Elastic IP', ko: '탄력적 IP' }, address)],
    outputs: ({ publicIp }) => ({ publicIp }),
    answers: () => ({ wanted: true }),
    absence: { wanted: false },
  },
});

export const elasticIpAssociation = defineStep({
  id: 'elastic-ip-association',
  title: { en: 'Elastic IP attached to the server', ko: '탄력적 IP와 서버 연결' },
  needs: { address: elasticIp, instance },
  asks: {},
  allows: [
    reads('ec2:DescribeAddresses'),
    uses('ec2:AssociateAddress'),
    touchesNetwork('ec2:AssociateAddress'),
    later(uses('ec2:DisassociateAddress')),
    later(touchesNetwork('ec2:DisassociateAddress')),
  ],

  async find({ ec2, needs: { address, instance } }) {
    const found = await addresses.byId(ec2, address.allocationId);
    if (!found?.AssociationId || found.InstanceId !== instance.instanceId) return undefined;
    return { associationId: found.AssociationId, allocationId: address.allocationId, publicIp: address.publicIp };
  },

  async create({ ec2, needs: { address, instance } }) {
    const made = await ec2.send(
      new AssociateAddressCommand({
        AllocationId: address.allocationId,
        InstanceId: instance.instanceId,
        // Never moved from another machine.
        AllowReassociation: false,
      }),
    );
    return {
      associationId: said(made, 'AssociationId'),
      allocationId: address.allocationId,
      publicIp: address.publicIp,
    };
  },

  async check({ ec2 }, { associationId, allocationId }) {
    const found = await addresses.byId(ec2, allocationId);
    return found?.AssociationId === associationId ? ready() : gone;
  },

  async delete({ ec2 }, { associationId }) {
    await ec2.send(new DisassociateAddressCommand({ AssociationId: associationId }));
  },
});
