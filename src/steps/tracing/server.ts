import { agentLeaves, agentTakes, bringAgent, file, staysUp } from '../server/agent.ts';
import { listensAt } from './environment.ts';

const configuration = '/etc/stepway/tracing.json';

/**
 * CloudWatch's agent takes traces as OpenTelemetry and as the older SDKs of X-Ray send them, whose own daemon is no
 * longer developed. All that listens, listens on this machine alone. Each part of stepway has a file of its own for the
 * agent, which puts them together.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-sdk-daemon-timeline.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 */
export const tracingConfiguration = JSON.stringify(
  {
    traces: {
      traces_collected: {
        otlp: { grpc_endpoint: '127.0.0.1:4317', http_endpoint: listensAt },
        xray: { bind_address: '127.0.0.1:2000', tcp_proxy: { bind_address: '127.0.0.1:2000' } },
      },
    },
  },
  undefined,
  1,
);

/** Lines of sh that have the agent take traces, and fail unless it runs. What is as it was is left running. */
export const takeTraces: readonly string[] = [
  ...bringAgent,
  ...file(configuration, '644', tracingConfiguration),
  ...agentTakes(configuration),
  ...staysUp(),
];

/** Lines of sh that have it take none any more; what others have the agent do goes on. */
export const takeNoTraces = agentLeaves(configuration);
