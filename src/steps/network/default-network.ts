import { DescribeSubnetsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { said } from '../../aws/replies.ts';
import { Trouble } from '../../errors.ts';
import { defineStep } from '../../engine/step.ts';
import { reads } from '../../permissions/allow.ts';
import { network } from './questions.ts';
import { zones } from './zones.ts';

const noDefaultVpc = (region: string) =>
  new Trouble(
    'aws',
    { en: `This account has no default VPC in ${region}.`, ko: `이 계정의 ${region}에는 기본 VPC가 없습니다.` },
    {
      en: 'Use --network own, or create one with `aws ec2 create-default-vpc`.',
      ko: '--network own을 쓰거나 `aws ec2 create-default-vpc`로 기본 VPC를 만드세요.',
    },
  );

export const defaultVpc = defineStep({
  id: 'default-vpc',
  title: { en: 'Default network (VPC)', ko: '기본 네트워크(VPC)' },
  asks: { network },
  allows: [reads('ec2:DescribeVpcs')],
  when: (answers) => answers.network === 'default',

  async find({ ec2, region }) {
    const { Vpcs: [found] = [] } = await ec2.send(
      new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
    );
    if (!found) throw noDefaultVpc(region);
    return { vpcId: said(found, 'VpcId') };
  },

  going: { stays: ({ vpcId }) => ({ id: vpcId, why: { en: 'it existed before', ko: '원래 있던 네트워크입니다' } }) },

  says: { outputs: ({ vpcId }) => ({ vpcId }) },
});

/** The subnets that AWS created in each zone of the default VPC: all of them public. */
export const defaultSubnets = defineStep({
  id: 'default-subnets',
  title: { en: 'Default subnets', ko: '기본 서브넷' },
  needs: { vpc: defaultVpc, zones },
  allows: [reads('ec2:DescribeSubnets')],

  async find({ ec2, region, needs }) {
    const { Subnets = [] } = await ec2.send(
      new DescribeSubnetsCommand({
        Filters: [
          { Name: 'vpc-id', Values: [needs.vpc.vpcId] },
          { Name: 'default-for-az', Values: ['true'] },
        ],
      }),
    );
    const inZone = (zone: string) => Subnets.find((subnet) => subnet.AvailabilityZone === zone)?.SubnetId;
    const subnetIds = [needs.zones.a, needs.zones.b].map(inZone).filter((id) => id !== undefined);
    if (subnetIds.length === 2) return { subnetIds };
    throw new Trouble(
      'aws',
      {
        en: `The default VPC in ${region} has no default subnet in ${needs.zones.a} or ${needs.zones.b}.`,
        ko: `${region}의 기본 VPC에 ${needs.zones.a} 또는 ${needs.zones.b}의 기본 서브넷이 없습니다.`,
      },
      {
        en: 'Use --network own, or create one with `aws ec2 create-default-subnet`.',
        ko: '--network own을 쓰거나 `aws ec2 create-default-subnet`으로 만드세요.',
      },
    );
  },
});
