import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { installAgent } from '../../../src/steps/delivery/server/codedeploy-agent.ts';
import { temporaryFolder } from '../../support/folder.ts';

/** Which versions can be had, and which of them keep running once they are there. */
interface Region {
  readonly has: readonly (1 | 2)[];
  readonly runs: readonly (1 | 2)[];
  /** What is on the server already, running or not. */
  readonly before?: 1 | 2;
}

/** What the commands call on a server; `$AT` has the version that is installed, and whether it is running. */
const programs: Readonly<Record<string, string>> = {
  curl: `version=1
[[ "$*" != *latestv2* ]] || version=2
[[ "$HAS" == *$version* ]] || exit 22
while [ "$1" != -o ]; do shift; done
printf 'mkdir -p "$AT/bin"; echo %s >"$AT/version"; printf "#!/bin/sh" >"$AT/bin/codedeploy-agent"; chmod 755 "$AT/bin/codedeploy-agent"' $version >"$2"`,
  ruby: 'exec sh "$@"',
  dnf: '[ "$1" != remove ] || rm -rf "$AT/bin" "$AT/version" "$AT/running"',
  systemctl: `case "$1" in
restart) touch "$AT/running" ;;
is-active)
  [ -e "$AT/running" ] || exit 3
  # One that does not keep running is there at the first look only.
  [[ "$RUNS" == *$(cat "$AT/version")* ]] || rm "$AT/running" ;;
show) echo 42 ;;
esac`,
  journalctl: 'echo it ended',
  tail: '',
  sleep: '',
};

function install({ has, runs, before }: Region) {
  const top = temporaryFolder();
  const at = join(top, 'agent');
  mkdirSync(join(at, 'bin'), { recursive: true });
  const put = (path: string, content: string) => {
    writeFileSync(path, content);
    chmodSync(path, 0o755);
  };
  if (before !== undefined) {
    put(join(at, 'bin/codedeploy-agent'), '#!/bin/sh');
    writeFileSync(join(at, 'version'), String(before));
  }
  for (const [name, body] of Object.entries(programs))
    put(join(top, name), `#!/bin/bash\necho "${name} $*" >>"$AT/calls"\n${body}\n`);
  const script = installAgent('ap-northeast-2', 'aws')
    .join('\n')
    .replaceAll('/opt/codedeploy-agent', at)
    .replaceAll('/etc/systemd/system', join(top, 'units'));
  const { status, stderr } = spawnSync('sh', ['-ec', script], {
    encoding: 'utf8',
    env: {
      PATH: [top, process.env['PATH']].join(delimiter),
      AT: at,
      HAS: has.join(' '),
      RUNS: runs.join(' '),
      TMPDIR: top,
    },
  });
  const version = join(at, 'version');
  return {
    code: status,
    said: stderr,
    version: existsSync(version) ? readFileSync(version, 'utf8').trim() : undefined,
    calls: readFileSync(join(at, 'calls'), 'utf8'),
  };
}

test('a new server gets version 2, without Ruby', () => {
  const { code, version, calls } = install({ has: [1, 2], runs: [1, 2] });
  expect([code, version]).toEqual([0, '2']);
  expect(calls).not.toContain('ruby');
  expect(calls).toContain('https://aws-codedeploy-ap-northeast-2.s3.ap-northeast-2.amazonaws.com/latestv2/install');
});

test.each<[string, Region]>([
  ['is not to be had', { has: [1], runs: [1, 2] }],
  ['does not keep running', { has: [1, 2], runs: [1] }],
])('where version 2 %s, version 1 takes its place', (_, region) => {
  const { code, version } = install(region);
  expect([code, version]).toEqual([0, '1']);
});

test('one that runs already stays as it is', () => {
  const { code, version, calls } = install({ has: [1, 2], runs: [1, 2], before: 1 });
  expect([code, version]).toEqual([0, '1']);
  expect(calls).not.toContain('curl');
});

test('where none keeps running, that is what it says, with its last lines', () => {
  const { code, said } = install({ has: [1, 2], runs: [] });
  expect(code).toBe(1);
  expect(said).toContain('The CodeDeploy agent does not run.');
});
