import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { temporaryFolder } from '../support/folder.ts';
import { certificate } from '../visit/certificate.ts';
import { newRoot, type Root } from './scratch-root.ts';

/** What the scripts call on a server, and what it does here. `$ROOT` is the server's root, `$NOTES` what is known of it. */
const standIns: Readonly<Record<string, string>> = {
  // As the mirrors are when the address changes meanwhile: the first attempts fail.
  dnf: `echo . >>"$NOTES/dnf-attempts"
[ "$(wc -l <"$NOTES/dnf-attempts")" -gt "\${FAILED_ATTEMPTS:-0}" ] || exit 1
mkdir -p "$ROOT/etc/nginx/conf.d"`,
  setsebool: '',
  sleep: '',
  systemctl: '',
  dig: 'echo "${ADDRESS:-203.0.113.7}"',
  curl: 'echo 203.0.113.7',
  certbot: `if [ "$1" = certonly ]; then
  while [ "$1" != --cert-name ]; do shift; done
  mkdir -p "$ROOT/etc/letsencrypt/live/$2"
  cp "$NOTES/fullchain.pem" "$NOTES/privkey.pem" "$ROOT/etc/letsencrypt/live/$2/"
fi`,
  // A virtual environment with pip, which installs certbot beside itself.
  python3: `mkdir -p "$3/bin"
printf '#!/bin/sh\\ncp "$NOTES/certbot" "\${0%%/*}/certbot"\\n' >"$3/bin/pip"
chmod 755 "$3/bin/pip"`,
};

export interface Machine {
  readonly root: Root;
  /** Runs a script of the server in it; its output, when it failed. */
  run(path: string, env?: Readonly<Record<string, string>>): { readonly code: number | null; readonly said: string };
  /** Every call of a stand-in since the beginning. */
  calls(): string[];
}

/** A server whose user data is to be run: its files land in a folder, and harmless stand-ins do what changes a machine. */
export function newMachine(userData: string): Machine {
  const root = newRoot(join(temporaryFolder(), 'root'));
  const aside = newRoot(join(root.folder, '..', 'aside'));
  for (const [name, lines] of Object.entries(standIns)) {
    const program = `#!/bin/bash\necho "${name} $*" >>"$NOTES/calls"\n${lines}\n`;
    // certbot is not on the path of a server before pip has installed it.
    aside.write(name === 'certbot' ? `/notes/${name}` : `/bin/${name}`, program, 0o755);
  }
  aside.write('/notes/fullchain.pem', certificate.cert);
  aside.write('/notes/privkey.pem', certificate.key);
  mkdirSync(join(root.folder, 'etc/systemd/system'), { recursive: true });
  root.write('/var/lib/cloud/instance/user-data.txt', root.inside(userData), 0o700);
  return {
    root,
    run(path, env = {}) {
      const { status, stdout, stderr } = spawnSync('bash', [join(root.folder, path)], {
        encoding: 'utf8',
        cwd: '/',
        env: {
          PATH: [join(aside.folder, 'bin'), process.env['PATH']].join(delimiter),
          ROOT: root.folder,
          NOTES: join(aside.folder, 'notes'),
          ...env,
        },
      });
      return { code: status, said: `${stdout}${stderr}` };
    },
    calls: () => aside.read('/notes/calls').trimEnd().split('\n'),
  };
}

/** Where cloud-init keeps what it runs at the first boot. */
export const userDataPath = '/var/lib/cloud/instance/user-data.txt';

/** What looks after the certificate where the server answers visitors itself. */
export const certificateScript = '/opt/certbot/certificate.sh';
