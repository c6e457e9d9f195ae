import { put } from '../../server/put.ts';
import { databaseUser } from './database.ts';
import { process } from './process.ts';
import { release } from './release.ts';
import { settingsFile } from './settings.ts';
import { container, units } from './units.ts';

/** Where a server gets the app's settings from. */
export interface Source {
  readonly bucket: string;
  readonly region: string;
  /** Those that the user makes: a path in Parameter Store. */
  readonly settings: string;
}

/** Lines of sh that write a file. */
const file = (path: string, mode: string, content: string): string[] => [
  `mkdir -p "$(dirname ${path})"`,
  `put ${path} ${mode} <<'STEPWAY'`,
  ...content.trimEnd().split('\n'),
  'STEPWAY',
];

/** Lines of sh that put on a server what releases of the app need there, or bring it up to date. */
export const installRelease = ({ bucket, region, settings }: Source): string[] => [
  'umask 022',
  ...put.trimEnd().split('\n'),
  ...file('/etc/stepway/delivery.env', '644', `BUCKET='${bucket}'\nREGION='${region}'\nSETTINGS='${settings}'`),
  ...file('/opt/stepway/release', '755', release),
  ...file('/opt/stepway/database', '755', databaseUser),
  ...file('/opt/stepway/settings.py', '755', settingsFile),
  ...file('/opt/stepway/process', '755', process),
  ...file('/opt/stepway/container.conf', '644', container),
  ...Object.entries(units).flatMap(([path, content]) => file(path, '644', content)),
  'cp /etc/systemd/system/app-worker-a@.service /etc/systemd/system/app-worker-b@.service',
  'systemctl daemon-reload',
  'systemctl enable --quiet stepway-app.service',
  'mkdir -p /opt/app /var/lib/app',
  'id app >/dev/null 2>&1 || useradd --system --home-dir /var/lib/app --shell /sbin/nologin app',
  'chown app:app /var/lib/app',
  'command -v aws >/dev/null || dnf install -y -q awscli-2',
  // What files of an early `init` run is in front of visitors already.
  'if systemctl --quiet is-active app.service && [ -e /etc/nginx/stepway/upstream.conf ]; then /opt/stepway/release adopt; fi',
];
