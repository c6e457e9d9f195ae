import { linesOf } from '../codebuild/course.ts';
import { refuse } from '../errors.ts';
import { accountId, digits } from '../ids.ts';
import { page } from '../pages.ts';
import type { Call, Operations, Service } from '../service.ts';
import type { LogGroup } from './data.ts';
import { eventsIn } from './lines.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const lengths: ReadonlySet<number> = new Set([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);

const arnOf = ({ name }: LogGroup, { region }: Call) => `arn:aws:logs:${region}:${accountId}:log-group:${name}`;

const noGroup = () => refuse('ResourceNotFoundException', 'The specified log group does not exist.');

const groupNamed = ({ here }: Call, wanted: string | undefined): LogGroup =>
  here.logGroups.find(({ name }) => name === wanted) ?? noGroup();

/** By its ARN, which for this ends with the name. */
const groupAt = (call: Call, arn: string | undefined): LogGroup =>
  call.here.logGroups.find((group) => arnOf(group, call) === arn) ?? noGroup();

/** One after the other, as in the order of the names. */
const show = (group: LogGroup, call: Call) => ({
  logGroupName: group.name,
  creationTime: group.createdAt,
  arn: `${arnOf(group, call)}:*`,
  logGroupArn: arnOf(group, call),
  metricFilterCount: 0,
  storedBytes: 0,
  ...(group.retention !== undefined && { retentionInDays: group.retention }),
});

const operations = {
  CreateLogGroup({ logGroupName: name = '', tags = {} }, call) {
    if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(name))
      refuse('InvalidParameterException', `1 validation error detected: Value '${name}' at 'logGroupName'`);
    if (call.here.logGroups.some((one) => one.name === name))
      refuse('ResourceAlreadyExistsException', 'The specified log group already exists');
    call.here.logGroups.push({ name, createdAt: call.now, tags: { ...tags } });
    return {};
  },

  DescribeLogGroups({ logGroupNamePrefix = '', limit, nextToken }, call) {
    const found = call.here.logGroups
      .filter(({ name }) => name.startsWith(logGroupNamePrefix))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const { items, next } = page(found, limit ?? 50, nextToken);
    return { logGroups: items.map((one) => show(one, call)), nextToken: next };
  },

  PutRetentionPolicy({ logGroupName, retentionInDays = 0 }, call) {
    const group = groupNamed(call, logGroupName);
    if (!lengths.has(retentionInDays))
      refuse('InvalidParameterException', `${retentionInDays} is not a valid retention`);
    group.retention = retentionInDays;
    return {};
  },

  DeleteLogGroup({ logGroupName }, call) {
    const group = groupNamed(call, logGroupName);
    call.here.logGroups = call.here.logGroups.filter((one) => one !== group);
    return {};
  },

  TagResource({ resourceArn, tags = {} }, call) {
    Object.assign(groupAt(call, resourceArn).tags, tags);
    return {};
  },

  ListTagsForResource: ({ resourceArn }, call) => ({ tags: { ...groupAt(call, resourceArn).tags } }),

  DescribeLogStreams({ logGroupName, orderBy = 'LogStreamName', descending = false, limit }, call) {
    const streams = new Map<string, { at: number; cameAt: number }>();
    for (const { stream, at, cameAt } of eventsIn(groupNamed(call, logGroupName), call))
      streams.set(stream, { at, cameAt });
    const sorted = [...streams].toSorted(([a, one], [b, other]) =>
      orderBy === 'LastEventTime' ? one.at - other.at : a < b ? -1 : 1,
    );
    const { items, next } = page(descending ? sorted.toReversed() : sorted, limit ?? 50, undefined);
    return {
      logStreams: items.map(([logStreamName, { at, cameAt }]) => ({
        logStreamName,
        lastEventTimestamp: at,
        lastIngestionTime: cameAt,
      })),
      nextToken: next,
    };
  },

  FilterLogEvents({ logGroupName, logStreamNamePrefix = '', startTime = 0, endTime, limit = 10_000, nextToken }, call) {
    const found = eventsIn(groupNamed(call, logGroupName), call)
      .filter(
        ({ stream, at }) => stream.startsWith(logStreamNamePrefix) && at >= startTime && at < (endTime ?? Infinity),
      )
      .toSorted((a, b) => a.at - b.at);
    const { items, next } = page(found, limit, nextToken);
    return {
      events: items.map(({ stream, at, cameAt, message }) => ({
        logStreamName: stream,
        timestamp: at,
        ingestionTime: cameAt,
        message,
        eventId: digits(`${stream} ${at} ${message}`, 56),
      })),
      searchedLogStreams: [],
      nextToken: next,
    };
  },

  // What builds say is all that is played of single streams.
  GetLogEvents({ logGroupName, logStreamName, limit = 10_000, startFromHead }, call) {
    groupNamed(call, logGroupName);
    const build = call.here.builds.find(
      ({ logGroup, id }) => logGroup === logGroupName && id.endsWith(`:${logStreamName}`),
    );
    if (!build) refuse('ResourceNotFoundException', 'The specified log stream does not exist.');
    const all = linesOf(build, call.now);
    const shown = startFromHead ? all.slice(0, limit) : all.slice(-limit);
    return {
      events: shown.map(({ at, text }) => ({ timestamp: at, message: `${text}\n`, ingestionTime: at })),
      nextForwardToken: 'f/0',
      nextBackwardToken: 'b/0',
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-cloudwatch-logs')>;

/** Groups of logs, and what is in them. */
export const logs = {
  operations,
  regional: {
    atFirst: () => ({ logGroups: [] }),
    inventory: ({ logGroups }) => logGroups.map(({ name, tags }) => ({ kind: 'log-group', id: name, tags })),
  },
} satisfies Service;
