import { agentFolder, agentLeaves, agentTakes, comesBack, file } from '../server/agent.ts';
import { put } from '../server/put.ts';
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
  'umask 022',
  ...put.trimEnd().split('\n'),
  'mkdir -p /etc/stepway /etc/systemd/system/amazon-cloudwatch-agent.service.d',
  'rpm -q amazon-cloudwatch-agent >/dev/null || dnf install -y -q amazon-cloudwatch-agent',
  ...file('/etc/systemd/system/amazon-cloudwatch-agent.service.d/stepway.conf', '644', comesBack),
  ...file(configuration, '644', tracingConfiguration),
  'systemctl daemon-reload',
  ...agentTakes(configuration),
  'sleep 5',
  'systemctl --quiet is-active amazon-cloudwatch-agent || {',
  `  tail -n 10 ${agentFolder}/logs/amazon-cloudwatch-agent.log >&2 || true`,
  '  exit 1',
  '}',
];

/** Lines of sh that have it take none any more; what others have the agent do goes on. */
export const takeNoTraces: readonly string[] = [
  ...agentLeaves(configuration),
  `rm -f ${configuration} ${configuration}.taken`,
];
