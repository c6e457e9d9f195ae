import { createHash } from 'node:crypto';
import { put } from '../put.ts';
import { certificate, noCertificate, useCertificate } from './certificate.ts';
import { keeping } from './keeping.ts';
import { logs } from './logs.ts';
import { former, nginx } from './nginx.ts';
import { checkHealthPath, isDirect, siteEnv, type Site } from './site.ts';
import { swap } from './swap.ts';

export type { Site } from './site.ts';

/** The words of its lines: what it begins, what failed, and that it is done. */
const head = `#!/bin/bash
# Sets this server up for its site: at every boot, and when an answer has changed.
set -euo pipefail
umask 022
exec 9>/run/stepway-setup.lock
flock 9
begin() {
  step=$1
  echo "begin $step"
}
unsure=
trap '[ $? = 0 ] || { [ -z "$unsure" ] || back || true; echo "failed $step"; }' EXIT
. /opt/stepway/functions
`;

/** What its scripts share. */
const functions = `#!/bin/bash
${put}${keeping}`;

/** What sets a server up, as it is for this site. */
const program = (site: Site, before = ''): string => {
  const direct = isDirect(site);
  return `${head}${swap}begin settings
mkdir -p /etc/stepway
put /etc/stepway/site.env <<'ENV'
${siteEnv(site)}ENV
. /etc/stepway/site.env
${nginx(site, direct ? useCertificate : '', before)}${logs}${direct ? certificate : noCertificate}echo 'done'
`;
};

/** Which set-up it is: another text is another one. */
export const versionOf = (site: Site): string =>
  createHash('sha256')
    .update(functions + program(site, former) + unit)
    .digest('hex')
    .slice(0, 12);

const unit = `[Unit]
Description=Set-up of this server
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0
[Service]
Type=oneshot
RemainAfterExit=yes
TimeoutStartSec=30min
ExecStart=/opt/stepway/setup
Restart=on-failure
RestartSec=15
SyslogIdentifier=stepway-setup
StandardOutput=journal+console
[Install]
WantedBy=multi-user.target
`;

/** Lays the set-up down and begins it, once an earlier one is at rest. A unit repeats it until it has succeeded. */
const begin = (site: Site, before = ''): string => `${put}mkdir -p /opt/stepway
put /opt/stepway/functions <<'SH'
${functions}SH
put /opt/stepway/setup 755 <<'SETUP'
${program(site, before)}echo ${versionOf(site)} >/opt/stepway/done
SETUP
put /etc/systemd/system/stepway-setup.service <<'UNIT'
${unit}UNIT
rm -f /opt/stepway/done
sync
systemctl daemon-reload
systemctl enable -q stepway-setup.service
flock -w 900 /run/stepway-setup.lock systemctl restart --no-block stepway-setup.service
`;

/** EC2 takes 16 KB of user data: comments stay out of it. */
const terse = (text: string) => text.replaceAll(/^ *# .*\n/gm, '');

/** The server's user data, base64-encoded as EC2 expects it. */
export const userData = (site: Site): string =>
  Buffer.from(terse(`#!/bin/bash\nset -e\n${begin(site)}`)).toString('base64');

/**
 * The lines that set up a server that is there already, and end with whether that worked. An app that was deployed
 * moves to its new port, which is undone where it does not start there; where it is not well at a new health path nothing
 * is changed.
 */
export const commands = (site: Site): string[] =>
  `set -e
${checkHealthPath(site)}${begin(site, former)}tries=0
until [ "$(cat /opt/stepway/done 2>/dev/null)" = ${versionOf(site)} ]; do
  tries=$((tries + 1))
  if [ "$tries" -gt 300 ]; then
    journalctl -t stepway-setup -n 20 -o cat --no-pager >&2
    exit 1
  fi
  sleep 2
done
if [ -x /opt/stepway/release ]; then /opt/stepway/release follow; fi
`.split('\n');
