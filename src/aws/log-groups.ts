import { paginateDescribeLogGroups, type CloudWatchLogsClient, type LogGroup } from '@aws-sdk/client-cloudwatch-logs';

/** The log group of exactly that name; undefined when there is none. */
export async function logGroupNamed(client: CloudWatchLogsClient, name: string): Promise<LogGroup | undefined> {
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, { logGroupNamePrefix: name })) {
    const found = logGroups.find(({ logGroupName }) => logGroupName === name);
    if (found) return found;
  }
  return undefined;
}
