import { agentLeaves, agentTakes, bringAgent, file, staysUp } from '../server/agent.ts';
import { certificateDays, namespace } from './figures.ts';

const configuration = '/etc/stepway/figures.json';

/** Seconds: as often as EC2 has its own, and as the alarms look. */
const every = 300;

/**
 * Two figures, each with as little to tell it apart as there can be: CloudWatch bills every combination as one of its
 * own. Where an instance is named, the host is not.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 */
const figuresConfiguration = JSON.stringify(
  {
    metrics: {
      namespace,
      append_dimensions: { InstanceId: '${aws:InstanceId}' },
      metrics_collected: {
        disk: {
          measurement: ['used_percent'],
          resources: ['/'],
          drop_device: true,
          metrics_collection_interval: every,
        },
        mem: { measurement: ['mem_used_percent'], metrics_collection_interval: every },
      },
    },
  },
  undefined,
  1,
);

/** Lines of sh that have the agent send what the disk and the memory hold, and fail unless it runs. */
export const sendFigures: readonly string[] = [
  ...bringAgent,
  ...file(configuration, '644', figuresConfiguration),
  ...agentTakes(configuration),
  ...staysUp(),
];

/**
 * Lines of sh that send for how long the certificate is good that nginx shows, which is what visitors get; without one
 * nothing is sent. Once a day is enough, and State Manager runs them so often.
 */
export function sendCertificateDays(region: string, instanceId: string): readonly string[] {
  const { name, dimensions } = certificateDays(instanceId);
  const of = Object.entries(dimensions).map(([key, value]) => `${key}=${value}`);
  return [
    '. /etc/stepway/site.env',
    'end=$(openssl s_client -connect 127.0.0.1:443 -servername "$DOMAIN" </dev/null 2>/dev/null |',
    '  openssl x509 -noout -enddate 2>/dev/null | cut -d= -f2)',
    'if [ -n "$end" ]; then',
    `  aws cloudwatch put-metric-data --region ${region} --namespace ${namespace} --metric-name ${name} \\`,
    `    --dimensions ${of.join()} --value $((($(date -d "$end" +%s) - $(date +%s)) / 86400))`,
    'fi',
  ];
}

/** Lines of sh that have it send none any more; what others have the agent do goes on. */
export const sendNoFigures = agentLeaves(configuration);
