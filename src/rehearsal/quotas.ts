import { addressQuota } from './ec2/addresses.ts';
import { vpcQuota } from './ec2/vpcs.ts';
import { refuse } from './errors.ts';
import { accountId } from './ids.ts';
import type { Operations } from './service.ts';

const quotas: Record<string, { name: string; value: number }> = {
  'vpc L-F678F1CE': { name: 'VPCs per Region', value: vpcQuota },
  'ec2 L-0263D0A3': { name: 'EC2-VPC Elastic IPs', value: addressQuota },
  'elasticloadbalancing L-53DA6B97': { name: 'Application Load Balancers per Region', value: 50 },
  'rds L-7B6409FD': { name: 'DB instances', value: 40 },
};

/** How much of a thing an account may have. */
export const serviceQuotas = {
  GetServiceQuota({ ServiceCode, QuotaCode }, { region }) {
    const quota =
      quotas[`${ServiceCode} ${QuotaCode}`] ??
      refuse('NoSuchResourceException', 'The request failed because the specified service or quota does not exist.');
    return {
      Quota: {
        ServiceCode,
        QuotaCode,
        QuotaName: quota.name,
        QuotaArn: `arn:aws:servicequotas:${region}:${accountId}:${ServiceCode}/${QuotaCode}`,
        Value: quota.value,
        Unit: 'None',
        Adjustable: true,
        GlobalQuota: false,
      },
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-service-quotas')>;
