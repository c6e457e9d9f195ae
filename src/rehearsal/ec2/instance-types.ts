import type { _InstanceType } from '@aws-sdk/client-ec2';
import { refuse } from '../errors.ts';
import { isFreeTierEligible } from '../free-tier.ts';
import { page } from '../pages.ts';
import type { Operations } from '../service.ts';
import { instanceTypes, isBurstable, offers, zoneId, zonesOf } from './catalog.ts';
import { filtered } from './resources.ts';

/** The regions that every account has: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const withoutOptIn =
  'us-east-1 us-east-2 us-west-1 us-west-2 ap-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3 eu-north-1 sa-east-1'.split(
    ' ',
  );

/** What kinds of machine there are, and where. */
export const instanceCatalog = {
  DescribeInstanceTypes({ InstanceTypes, Filters, MaxResults, NextToken }) {
    const unknown = InstanceTypes?.filter((type) => !instanceTypes.has(type)) ?? [];
    if (unknown.length > 0) {
      refuse('InvalidInstanceType', `The following supplied instance types do not exist: [${unknown.join(', ')}]`);
    }
    const wanted = [...instanceTypes]
      .map(([name, facts]) => ({ name, ...facts }))
      .filter(({ name }) => !InstanceTypes?.length || InstanceTypes.some((type) => type === name));
    const found = filtered(wanted, Filters, {
      'instance-type': ({ name }) => name,
      'processor-info.supported-architecture': ({ architecture }) => architecture,
      'burstable-performance-supported': ({ name }) => `${isBurstable(name)}`,
      'current-generation': () => 'true',
      'free-tier-eligible': ({ name }) => `${isFreeTierEligible(name)}`,
      'vcpu-info.default-vcpus': ({ cpus }) => `${cpus}`,
    });
    const { items, next } = page(found, MaxResults, NextToken);
    return {
      InstanceTypes: items.map(({ name, architecture, cpus, memory }) => ({
        InstanceType: name as _InstanceType,
        CurrentGeneration: true,
        FreeTierEligible: isFreeTierEligible(name),
        BurstablePerformanceSupported: isBurstable(name),
        ProcessorInfo: { SupportedArchitectures: [architecture] },
        VCpuInfo: { DefaultVCpus: cpus },
        MemoryInfo: { SizeInMiB: memory },
      })),
      NextToken: next,
    };
  },

  DescribeRegions(_, { scenario }) {
    // Where signing in is refused, the region is not enabled.
    const isEnabled = (one: string) =>
      !scenario.denials.some(
        ({ code, refuses }) =>
          code === 'InvalidClientTokenId' && refuses({ action: 'sts:GetCallerIdentity', region: one }),
      );
    return {
      Regions: withoutOptIn.filter(isEnabled).map((RegionName) => ({
        RegionName,
        Endpoint: `ec2.${RegionName}.amazonaws.com`,
        OptInStatus: 'opt-in-not-required',
      })),
    };
  },

  DescribeInstanceTypeOfferings({ LocationType = 'region', Filters, MaxResults, NextToken }, { region }) {
    const places = LocationType === 'region' ? [region] : zonesOf(region);
    const all = [...instanceTypes.keys()].flatMap((type) =>
      places
        .filter((place) => LocationType === 'region' || offers(place, type))
        .map((place) => ({ type, location: LocationType === 'availability-zone-id' ? zoneId(place) : place })),
    );
    const found = filtered(all, Filters, {
      'instance-type': ({ type }) => type,
      location: ({ location }) => location,
    });
    const { items, next } = page(found, MaxResults, NextToken);
    return {
      InstanceTypeOfferings: items.map(({ type, location }) => ({
        InstanceType: type as _InstanceType,
        LocationType,
        Location: location,
      })),
      NextToken: next,
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-ec2')>;
