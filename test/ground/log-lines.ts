import type { Host, Said } from './hosts.ts';

/** A line that has come to CloudWatch Logs. */
export interface LogLine {
  readonly group: string;
  readonly stream: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly message: string;
}

interface Input {
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly logEvents?: readonly { readonly timestamp: number; readonly message: string }[];
}

const json = (status: number, body: object): Said => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});

/**
 * The side of CloudWatch Logs that servers write to.
 *
 * @param refused why a server, by its public address, may not write to a group, in the service's codes.
 */
export function logKeeper(region: string, refused: (from: string, group: string) => string | undefined) {
  const lines: LogLine[] = [];
  const streams = new Set<string>();

  const operations: Readonly<Record<string, (input: Input) => Said>> = {
    CreateLogStream({ logGroupName, logStreamName }) {
      streams.add(`${logGroupName} ${logStreamName}`);
      return json(200, {});
    },
    PutLogEvents({ logGroupName: group, logStreamName: stream, logEvents = [] }) {
      if (!streams.has(`${group} ${stream}`)) return json(400, { __type: 'ResourceNotFoundException' });
      // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
      const isInOrder = logEvents.every(({ timestamp }, at) => timestamp >= (logEvents[at - 1]?.timestamp ?? 0));
      if (!isInOrder || logEvents.length === 0) return json(400, { __type: 'InvalidParameterException' });
      for (const { timestamp, message } of logEvents) lines.push({ group, stream, at: timestamp, message });
      return json(200, {});
    },
  };

  const host: Host = {
    names: [`logs.${region}.amazonaws.com`],
    answer({ headers, body, from }) {
      const [, operation = ''] = String(headers['x-amz-target']).split('.');
      const act = operations[operation];
      if (!act) return json(400, { __type: 'UnknownOperationException', message: operation });
      const input = JSON.parse(body.toString()) as Input;
      const why = refused(from, input.logGroupName);
      return why === undefined ? act(input) : json(400, { __type: why, message: why });
    },
  };
  return { host, lines: lines as readonly LogLine[] };
}
