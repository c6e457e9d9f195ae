import {
  CreateVpcCommand,
  DeleteVpcCommand,
  DescribeVpcAttributeCommand,
  ModifyVpcAttributeCommand,
  paginateDescribeVpcs,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { inVpc, readsInVpc } from '../../aws/blockers.ts';
import { vpcs } from '../../aws/collections.ts';
import { every, said } from '../../aws/replies.ts';
import { readsBehindInterfaces } from '../../aws/interfaces.ts';
import { carries, ec2Tags, tagSpecification } from '../../aws/tags.ts';
import { quotaOf } from '../../aws/quotas.ts';
import { defineStep, gone, pending, ready } from '../../engine/step.ts';
import { ok } from '../../engine/verdict.ts';
import { forChecks, labelsOfEc2, later, makes, reads, uses } from '../../permissions/allow.ts';
import { network } from './questions.ts';
import { usedUp } from '../used-up.ts';

/** A dedicated network: 65,536 private addresses that nothing else uses. */
const cidr = '10.20.0.0/16';

/** Whether machines in it find others by name: on in every new VPC, and nothing of ours works without it. */
async function resolvesNames(ec2: EC2Client, VpcId: string): Promise<boolean> {
  const { EnableDnsSupport } = await ec2.send(
    new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsSupport' }),
  );
  return EnableDnsSupport?.Value ?? false;
}

export const vpc = defineStep({
  id: 'vpc',
  title: { en: 'Network (VPC)', ko: '네트워크(VPC)' },
  asks: { network },
  allows: [
    reads('ec2:DescribeVpcAttribute', 'ec2:DescribeVpcs'),
    forChecks(reads('servicequotas:GetServiceQuota')),
    makes('ec2:CreateVpc'),
    ...labelsOfEc2,
    later(uses('ec2:DeleteVpc', 'ec2:ModifyVpcAttribute')),
    later(readsInVpc),
    ...readsBehindInterfaces,
  ],
  making: { takes: { earliest: 0, usual: 2, every: 1, limit: 300 }, unrepeatable: true },
  when: (answers) => answers.network === 'own',

  preflight: [
    {
      about: { en: 'VPCs', ko: 'VPC 개수' },
      async ask(given) {
        const { ec2, quotas, region } = given;
        const [all, limit] = await Promise.all([
          every(paginateDescribeVpcs({ client: ec2 }, {}), ({ Vpcs }) => Vpcs),
          quotaOf(quotas, 'vpc', 'L-F678F1CE'),
        ]);
        // A VPC that an earlier run created but could not record is reused.
        if (all.length < limit || all.some(({ Tags }) => carries(Tags, given))) return ok;
        return usedUp({
          region,
          things: { en: 'VPCs', ko: 'VPC' },
          there: all.length,
          limit,
          instead: { en: 'use --network default', ko: '--network default를 쓰세요' },
        });
      },
    },
  ],

  settings: { EnableDnsSupport: { title: { en: 'name resolution (DNS)', ko: 'DNS 확인' }, wanted: true } },

  async find(given) {
    const found = await vpcs.ofOwner(given.ec2, given);
    return found && { vpcId: said(found, 'VpcId') };
  },

  async create({ ec2, tags }) {
    const { Vpc } = await ec2.send(
      new CreateVpcCommand({ CidrBlock: cidr, TagSpecifications: [tagSpecification('vpc', tags)] }),
    );
    return { vpcId: said(Vpc, 'VpcId') };
  },

  async check(context, { vpcId }) {
    const found = await vpcs.byId(context.ec2, vpcId);
    if (!found) return gone;
    if (found.State !== 'available') return pending({ en: 'being created', ko: '생성 중' });
    return ready({}, async () => ({
      tags: ec2Tags(context, found.Tags, vpcId),
      settings: { EnableDnsSupport: await resolvesNames(context.ec2, vpcId) },
    }));
  },

  async change({ ec2, wanted }, { vpcId }) {
    const EnableDnsSupport = { Value: wanted.EnableDnsSupport };
    await ec2.send(new ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsSupport }));
  },

  going: { blockers: (context, { vpcId }) => inVpc(context, vpcId) },

  async delete({ ec2 }, { vpcId }) {
    await ec2.send(new DeleteVpcCommand({ VpcId: vpcId }));
  },

  says: { outputs: ({ vpcId }) => ({ vpcId }), answers: () => ({ network: 'own' }), absence: { network: 'default' } },
});
