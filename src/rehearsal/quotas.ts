import { refuse } from './errors.ts';
import { accountId } from './ids.ts';
import type { Quotas } from './scenarios.ts';
import type { Operations } from './service.ts';

const quotas: Record<string, { name: string; of: keyof Quotas }> = {
  'vpc L-F678F1CE': { name: 'VPCs per Region', of: 'vpcs' },
  'ec2 L-0263D0A3': { name: 'EC2-VPC Elastic IPs', of: 'addresses' },
  'ec2 L-1216C47A': { name: 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances', of: 'cpus' },
  'elasticloadbalancing L-53DA6B97': { name: 'Application Load Balancers per Region', of: 'loadBalancers' },
  'rds L-7B6409FD': { name: 'DB instances', of: 'databases' },
};

/** How much of a thing an account may have. */
export const servicequotas = {
  operations: {
    GetServiceQuota({ ServiceCode, QuotaCode }, { region, scenario }) {
      const quota =
        quotas[`${ServiceCode} ${QuotaCode}`] ??
        refuse('NoSuchResourceException', 'The request failed because the specified service or quota does not exist.');
      return {
        Quota: {
          ServiceCode,
          QuotaCode,
          QuotaName: quota.name,
          QuotaArn: `arn:aws:servicequotas:${region}:${accountId}:${ServiceCode}/${QuotaCode}`,
          Value: scenario.quotas[quota.of],
          Unit: 'None',
          Adjustable: true,
          GlobalQuota: false,
        },
      };
    },
  } satisfies Operations<typeof import('@aws-sdk/client-service-quotas')>,
};
