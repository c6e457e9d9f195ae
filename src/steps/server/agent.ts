/** Where CloudWatch's agent is on a server, and the program that tells it what to do. */
export const agentFolder = '/opt/aws/amazon-cloudwatch-agent';
const ctl = `${agentFolder}/bin/amazon-cloudwatch-agent-ctl`;

/** What a unit of the agent has besides its own: without it, it waits a minute before it comes back. */
export const comesBack = `[Service]
Restart=always
RestartSec=5
`;

export const file = (path: string, mode: string, content: string): string[] => [
  `put ${path} ${mode} <<'STEPWAY'`,
  ...content.trimEnd().split('\n'),
  'STEPWAY',
];

/** Lines of sh that have the agent do what is in a file; it is told again only of what changed, or when it is not running. */
export const agentTakes = (configuration: string): readonly string[] => [
  `if ! cmp -s ${configuration} ${configuration}.taken || ! systemctl --quiet is-active amazon-cloudwatch-agent; then`,
  `  ${ctl} -a append-config -m ec2 -s -c file:${configuration}`,
  `  cp ${configuration} ${configuration}.taken`,
  'fi',
];

/** Lines of sh that have it do that no longer; without anything left to do it goes. */
export const agentLeaves = (configuration: string): readonly string[] => [
  `if [ -x ${ctl} ]; then ${ctl} -a remove-config -m ec2 -s -c file:${configuration} || true; fi`,
  `if [ -z "$(ls -A ${agentFolder}/etc/amazon-cloudwatch-agent.d 2>/dev/null)" ]; then`,
  '  systemctl stop amazon-cloudwatch-agent || true',
  '  dnf remove -y -q amazon-cloudwatch-agent || true',
  'fi',
];
