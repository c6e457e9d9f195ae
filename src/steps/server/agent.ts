import type { Words } from '../../words.ts';
import { put } from './put.ts';

/** Where CloudWatch's agent is on a server, and the program that tells it what to do. */
const agentFolder = '/opt/aws/amazon-cloudwatch-agent';
const ctl = `${agentFolder}/bin/amazon-cloudwatch-agent-ctl`;

/** What a unit of the agent has besides its own: without it, it waits a minute before it comes back. */
const comesBack = `[Service]
Restart=always
RestartSec=5
`;

export const file = (path: string, mode: string, content: string): string[] => [
  `put ${path} ${mode} <<'STEPWAY'`,
  ...content.trimEnd().split('\n'),
  'STEPWAY',
];

/** Each part of stepway tells the agent on its own, at any time; told two things at once it may lose one. */
const alone = ['exec 8>/run/stepway-agent.lock', 'flock 8'] as const;

/** Lines of sh that bring the agent to the server, once. */
export const bringAgent: readonly string[] = [
  'umask 022',
  ...put.trimEnd().split('\n'),
  ...alone,
  'mkdir -p /etc/stepway /etc/systemd/system/amazon-cloudwatch-agent.service.d',
  'rpm -q amazon-cloudwatch-agent >/dev/null || dnf install -y -q amazon-cloudwatch-agent',
  ...file('/etc/systemd/system/amazon-cloudwatch-agent.service.d/stepway.conf', '644', comesBack),
  'systemctl daemon-reload',
];

/** Lines of sh that have the agent do what is in a file; it is told again only of what changed, or when it is not running. */
export const agentTakes = (configuration: string): readonly string[] => [
  `if ! cmp -s ${configuration} ${configuration}.taken || ! systemctl --quiet is-active amazon-cloudwatch-agent; then`,
  `  ${ctl} -a append-config -m ec2 -s -c file:${configuration}`,
  `  cp ${configuration} ${configuration}.taken`,
  'fi',
];

/** Lines of sh that fail unless the agent, and what works with it, still runs after a while. */
export const staysUp = (...besides: readonly string[]): readonly string[] => [
  'sleep 5',
  ...[...besides, 'amazon-cloudwatch-agent'].flatMap((unit) => [
    `systemctl --quiet is-active ${unit} || {`,
    `  journalctl --unit ${unit} --lines 10 --no-pager --output cat >&2 || true`,
    `  tail -n 10 ${agentFolder}/logs/amazon-cloudwatch-agent.log >&2 || true`,
    '  exit 1',
    '}',
  ]),
];

/**
 * Lines of sh that have it do that no longer; without anything left to do it goes. It is not started by the program that
 * tells it: without a configuration, that one gives it AWS's own.
 * https://github.com/aws/amazon-cloudwatch-agent/blob/main/packaging/dependencies/amazon-cloudwatch-agent-ctl
 */
export const agentLeaves = (configuration: string): readonly string[] => [
  ...alone,
  `if [ -x ${ctl} ]; then ${ctl} -a remove-config -m ec2 -c file:${configuration} || true; fi`,
  `rm -f ${configuration} ${configuration}.taken`,
  `if [ -z "$(ls -A ${agentFolder}/etc/amazon-cloudwatch-agent.d 2>/dev/null)" ]; then`,
  '  systemctl stop amazon-cloudwatch-agent || true',
  '  dnf remove -y -q amazon-cloudwatch-agent || true',
  'else',
  '  systemctl restart amazon-cloudwatch-agent || true',
  'fi',
];

/** What is wrong when these lines fail. */
export const agentFailed: readonly [note: Words, fix: Words] = [
  { en: 'its installation failed, or it does not keep running', ko: '설치하지 못했거나 계속 실행되지 않습니다' },
  {
    en: `It is tried again each time. State Manager in the Systems Manager console has the output; on the server, ${agentFolder}/logs/amazon-cloudwatch-agent.log says why the agent ends.`,
    ko: `실행할 때마다 다시 시도합니다. 출력은 Systems Manager 콘솔의 State Manager에 있고, 에이전트가 멈춘 이유는 서버의 ${agentFolder}/logs/amazon-cloudwatch-agent.log에 있습니다.`,
  },
];
