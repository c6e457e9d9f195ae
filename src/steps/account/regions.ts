import { DescribeInstanceTypeOfferingsCommand, DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import type { Aws } from '../../aws/clients.ts';
import { isDeniedByOrganization } from '../../aws/explanations/denied.ts';

type Asking = Pick<Aws, 'ec2'>;

/** The regions that are enabled in an account; none where AWS does not tell. */
export const enabledRegions = ({ ec2 }: Asking): Promise<readonly string[]> =>
  ec2.send(new DescribeRegionsCommand({})).then(
    ({ Regions = [] }) => Regions.map(({ RegionName = '' }) => RegionName),
    () => [],
  );

/** Asks what a closed region refuses like everything else, and needs no permission that the network does not need. */
const knock = ({ ec2 }: Asking) =>
  ec2.send(new DescribeInstanceTypeOfferingsCommand({ LocationType: 'region', MaxResults: 5 }));

/** Whether AWS answers there. */
export const isOpen = (aws: Asking): Promise<boolean> =>
  knock(aws).then(
    () => true,
    () => false,
  );

/**
 * Why an organization keeps the account out of a region, as AWS does with its projects; undefined where it does not.
 * https://docs.aws.amazon.com/accounts/latest/reference/project-regions.html
 */
export const closedBy = (aws: Asking): Promise<unknown> =>
  knock(aws).then(
    () => undefined,
    // What else may be wrong, the checks before the first write tell.
    (error: unknown) => (isDeniedByOrganization(error) ? error : undefined),
  );
