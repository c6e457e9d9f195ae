import type { _InstanceType } from '@aws-sdk/client-ec2';
import { refuse } from '../errors.ts';
import { isFreeTierEligible } from '../free-tier.ts';
import { page } from '../pages.ts';
import type { Operations } from '../service.ts';
import { instanceTypes, isBurstable, offers, zoneId, zonesOf } from './catalog.ts';
import { filtered } from './resources.ts';

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
