import { agentLeaves, agentTakes, bringAgent, file, staysUp } from '../../server/agent.ts';
import { linesFolder, sender } from './sender.ts';

/**
 * What the agent sends where: a stream a source and server, each in the order of its lines. A line that begins with white
 * space would be taken for a part of the one before.
 */
const files: readonly { readonly path: string; readonly stream: string; readonly time: string }[] = [
  ...['app', 'worker', 'setup', 'deploy'].map((source) => ({
    path: `${linesFolder}/${source}.log`,
    stream: `${source}/{instance_id}`,
    time: '%Y-%m-%dT%H:%M:%S.%f',
  })),
  { path: '/var/log/nginx/access.log', stream: 'web/{instance_id}/access', time: '%Y-%m-%dT%H:%M:%S' },
  { path: '/var/log/nginx/error.log', stream: 'web/{instance_id}/error', time: '%Y/%m/%d %H:%M:%S' },
  {
    path: '/opt/codedeploy-agent/deployment-root/deployment-logs/codedeploy-agent-deployments.log',
    stream: 'deploy/{instance_id}/hooks',
    time: '%Y-%m-%d %H:%M:%S.%f',
  },
];

/** Seconds after which what there is of a stream is sent; 5 when absent. */
const flushEvery = 2;

export const agentConfiguration = (logGroup: string, region: string): string =>
  JSON.stringify(
    {
      agent: { region, run_as_user: 'root' },
      logs: {
        force_flush_interval: flushEvery,
        logs_collected: {
          files: {
            collect_list: files.map(({ path, stream, time }) => ({
              file_path: path,
              log_group_name: logGroup,
              log_stream_name: stream,
              timestamp_format: time,
              timezone: path.startsWith(linesFolder) ? 'UTC' : 'Local',
            })),
          },
        },
      },
    },
    undefined,
    1,
  );

export const unit = `[Unit]
Description=Lays the lines of the site down for CloudWatch's agent
[Service]
ExecStart=/opt/stepway/lines
Restart=always
RestartSec=2
Nice=10
NoNewPrivileges=yes
ProtectSystem=strict
LogsDirectory=stepway
PrivateTmp=yes
[Install]
WantedBy=multi-user.target
`;

const configuration = '/etc/stepway/logs.json';

/**
 * Lines of sh that have the lines of the server sent to a log group, and fail unless both programs run. What is as it was
 * is left running. The last one is itself sent: a log that hears of none for longer than a day tells that the agent is
 * silent.
 */
export const installSender = (logGroup: string, region: string): string[] => [
  ...bringAgent,
  'mkdir -p /opt/stepway',
  'before=$(cat /opt/stepway/lines /etc/systemd/system/stepway-lines.service 2>/dev/null || true)',
  ...file('/opt/stepway/lines', '755', sender),
  ...file('/etc/systemd/system/stepway-lines.service', '644', unit),
  ...file(configuration, '644', agentConfiguration(logGroup, region)),
  'systemctl daemon-reload',
  'systemctl enable --quiet stepway-lines.service',
  'if [ "$before" != "$(cat /opt/stepway/lines /etc/systemd/system/stepway-lines.service)" ]; then',
  '  systemctl restart stepway-lines.service',
  'else',
  '  systemctl start stepway-lines.service',
  'fi',
  ...agentTakes(configuration),
  ...staysUp('stepway-lines'),
  `logger -t stepway-lines 'The lines of this server are sent to CloudWatch.'`,
];

/** Lines of sh that take it off the server; what others have the agent do goes on. */
export const removeSender: readonly string[] = [
  'systemctl disable --quiet --now stepway-lines.service || true',
  ...agentLeaves(configuration),
  `rm -rf /opt/stepway/lines /etc/systemd/system/stepway-lines.service ${linesFolder}`,
  'systemctl daemon-reload',
];
