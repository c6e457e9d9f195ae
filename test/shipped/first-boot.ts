import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { temporaryFolder } from '../support/folder.ts';
import { newRoot, type Root } from './scratch-root.ts';

/** Writes a certificate of its own for the names, and what else certbot keeps of it. */
const certbot = `case "$1" in
renew) exit 0 ;;
esac
[ -z "\${CERTBOT_FAILS-}" ] || { echo 'The authority says no.' >&2; exit 1; }
for word in "$@"; do case "$word" in -d*) names="\${names:+$names,}DNS:\${word#-d}" ;; esac; done
live="$ROOT/etc/letsencrypt/live/site"
mkdir -p "$live" "$ROOT/etc/letsencrypt/renewal"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 -subj /CN=site \\
  -addext "subjectAltName=$names" -keyout "$live/privkey.pem" -out "$live/fullchain.pem" 2>/dev/null
cp "$live/fullchain.pem" "$live/cert.pem"
echo "[renewalparams]" >"$ROOT/etc/letsencrypt/renewal/site.conf"`;

/** What the scripts call on a server, and what it does here. `$ROOT` is the server's root, `$NOTES` what is known of it. */
const standIns: Readonly<Record<string, string>> = {
  // As the mirrors are when the address changes meanwhile: the first attempts fail.
  dnf: `echo . >>"$NOTES/dnf-attempts"
[ "$(wc -l <"$NOTES/dnf-attempts")" -gt "\${FAILED_ATTEMPTS:-0}" ] || { echo 'Error: no mirror' >&2; exit 1; }
for package in nginx openssl; do
  case " $* " in *" $package "*) mv -f "$NOTES/$package" "$BIN/" ;; esac
done
mkdir -p "$ROOT/etc/nginx/conf.d"
echo 'http { server { listen 80 default_server; } }' >"$ROOT/etc/nginx/nginx.conf"`,
  nginx: '[ "$1" != -v ] || echo "nginx version: nginx/$NGINX" >&2',
  systemctl: 'case "$*" in is-active*|*--quiet*is-active*|"-q is-active"*) exit 3 ;; esac',
  'systemd-detect-virt': 'exit 1',
  'systemd-run': '',
  journalctl: '',
  logrotate: '',
  // It knows --quiet from 2.38 on, and Amazon Linux has 2.37.
  mkswap: '[ "$#" = 1 ]',
  rpm: '[ -e "$BIN/$2" ]',
  swapon: '',
  dd: '',
  ss: '[ ! -e "$NOTES/listening" ] || echo LISTEN',
  // The loop of the certificate goes no further.
  sleep: 'exit 7',
  dig: '',
  // All names lead here, or those alone that are said to.
  getent:
    'case " ${LED-$2} " in *" $2 "*) echo "${ADDRESS:-203.0.113.7} STREAM" ;; *) echo "198.51.100.1 STREAM" ;; esac',
  curl: 'echo 203.0.113.7',
  certbot,
  // A virtual environment with pip, which installs certbot beside itself.
  python3: `mkdir -p "$3/bin"
printf '#!/bin/sh\\ncp "$NOTES/certbot" "\${0%%/*}/certbot"\\n' >"$3/bin/pip"
chmod 755 "$3/bin/pip"`,
};

/** The version of this machine's nginx, which is to read what is written for it. */
const nginxHere =
  /nginx\/([\d.]+)/.exec(spawnSync('nginx', ['-v'], { encoding: 'utf8' }).stderr ?? '')?.[1] ?? '1.28.0';

/** What a server does not have before something has installed it. */
const installed = new Set(['nginx', 'certbot']);

export interface Machine {
  readonly root: Root;
  /** Runs a script of the server in it; its output, when it failed. */
  run(path: string, env?: Readonly<Record<string, string>>): { readonly code: number | null; readonly said: string };
  /** The same, for what is no file of its own. */
  type(lines: string, env?: Readonly<Record<string, string>>): ReturnType<Machine['run']>;
  /** Every call of a stand-in since the beginning. */
  calls(): string[];
  /** Whether somebody listens on the app's port. */
  listen(): void;
}

/** A server whose user data is to be run: its files land in a folder, and harmless stand-ins do what changes a machine. */
export function newMachine(userData: string): Machine {
  const root = newRoot(join(temporaryFolder(), 'root'));
  const aside = newRoot(join(root.folder, '..', 'aside'));
  for (const [name, lines] of Object.entries(standIns)) {
    const program = `#!/bin/bash\necho "${name} $*" >>"$NOTES/calls"\n${lines}\n`;
    aside.write(installed.has(name) ? `/notes/${name}` : `/bin/${name}`, program, 0o755);
  }
  for (const folder of ['etc/logrotate.d', 'etc/systemd/system', 'run'])
    mkdirSync(join(root.folder, folder), { recursive: true });
  root.write('/proc/meminfo', 'MemTotal:         946448 kB\n');
  root.write('/proc/swaps', 'Filename Type Size Used Priority\n');
  root.write(userDataPath, root.inside(userData), 0o700);
  const run = (args: readonly string[], env: Readonly<Record<string, string>>) => {
    const { status, stdout } = spawnSync('bash', ['--norc', '-c', 'exec 2>&1; "$0" "$@"', 'bash', ...args], {
      encoding: 'utf8',
      cwd: '/',
      env: {
        // What only root has a use for is not this machine's.
        PATH: [join(aside.folder, 'bin'), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
        ROOT: root.folder,
        BIN: join(aside.folder, 'bin'),
        NOTES: join(aside.folder, 'notes'),
        NGINX: nginxHere,
        ...env,
      },
    });
    return { code: status, said: root.outside(stdout) };
  };
  return {
    root,
    run(path, env = {}) {
      chmodSync(join(root.folder, path), 0o755);
      return run([join(root.folder, path)], env);
    },
    type: (lines, env = {}) => run(['--norc', '-c', root.inside(lines)], env),
    calls: () => root.outside(aside.read('/notes/calls')).trimEnd().split('\n'),
    listen: () => aside.write('/notes/listening', ''),
  };
}

/** Where cloud-init keeps what it runs at the first boot. */
export const userDataPath = '/var/lib/cloud/instance/user-data.txt';

/** What the user data lays down, and a unit runs until it succeeds. */
export const setupScript = '/opt/stepway/setup';

/** What looks after the certificate where the server answers visitors itself, without end: in a machine it is left at its first pause. */
export const certificateScript = '/opt/stepway/certificate';
export const paused = 7;
