const unit = 'codedeploy-agent';
const program = '/opt/codedeploy-agent/bin/codedeploy-agent';

/** Where AWS has the installer of an agent. */
const resources = (region: string, partition: string): string => {
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://aws-codedeploy-${region}.s3.${region}.${suffix}`;
};

/**
 * Lines of sh that see to it that CodeDeploy's agent runs, and fail unless it goes on running. Version 2 needs no Ruby
 * but is not to be had in every region yet; version 1 is what there was before. One that runs stays as it is.
 */
export const installAgent = (region: string, partition: string): string[] => [
  `from=${resources(region, partition)}`,
  'folder=$(mktemp -d)',
  'lives() {',
  `  systemctl is-active --quiet ${unit} || return`,
  `  before=$(systemctl show --property MainPID --value ${unit})`,
  '  sleep 5',
  `  systemctl is-active --quiet ${unit} && [ "$(systemctl show --property MainPID --value ${unit})" = "$before" ]`,
  '}',
  'begin() {',
  `  [ -x ${program} ] || return`,
  // Its own unit gives up when it ends by itself.
  `  mkdir -p /etc/systemd/system/${unit}.service.d`,
  `  printf '[Service]\\nRestart=always\\nRestartSec=10\\n' >/etc/systemd/system/${unit}.service.d/stepway.conf`,
  '  systemctl daemon-reload',
  // An installer that created no unit left it to a script of another kind, for which there is nothing to enable.
  `  systemctl enable --quiet ${unit} || true`,
  `  systemctl is-active --quiet ${unit} || systemctl restart ${unit} && lives`,
  '}',
  'version2() {',
  '  curl -fsS --retry 3 -o "$folder/install" "$from/latestv2/install" && sh "$folder/install" auto && begin',
  '}',
  'version1() {',
  `  if [ -x ${program} ]; then dnf remove -y -q ${unit}; fi`,
  '  dnf install -y -q ruby wget &&',
  '    curl -fsS --retry 3 -o "$folder/install" "$from/latest/install" && ruby "$folder/install" auto && begin',
  '}',
  'if begin || version2 || version1; then',
  '  rm -r "$folder"',
  'else',
  `  echo 'The CodeDeploy agent does not run. Its last lines:' >&2`,
  `  journalctl --unit ${unit} --lines 10 --no-pager --output cat >&2 || true`,
  `  tail -n 10 /var/log/aws/codedeploy-agent/codedeploy-agent.log >&2 || true`,
  '  exit 1',
  'fi',
];
