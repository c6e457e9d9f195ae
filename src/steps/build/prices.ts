import type { Architecture } from '../../build/server.ts';
import type { Rate } from '../../prices/prices.ts';

/**
 * A minute of the smallest build machine: general1.small and arm1.small of https://aws.amazon.com/codebuild/pricing/.
 * A hundred of them a month are free in every account: https://aws.amazon.com/codebuild/pricing/#Free_Tier
 */
const usd: Readonly<Record<Architecture, Rate['usd']>> = {
  amd64: { 'us-east-1': 0.005 },
  arm64: { 'us-east-1': 0.0034 },
};

const usages: Readonly<Record<Architecture, string>> = { amd64: 'Linux', arm64: 'ARM' };

export const building = (architecture: Architecture): Rate => ({
  key: `codebuild.${usages[architecture].toLowerCase()}`,
  usd: usd[architecture],
  product: {
    serviceCode: 'CodeBuild',
    is: {},
    usage: new RegExp(`(^|-)Build-Min:${usages[architecture]}:g1\\.small$`),
  },
});

export const rates: readonly Rate[] = [building('amd64'), building('arm64')];
