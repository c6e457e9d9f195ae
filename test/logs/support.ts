import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/folder.ts';

/** One that reads entries from a file, and knows of its options what stepway uses. */
const journalctl = `#!/usr/bin/python3
import json, os, sys, time
path = os.environ['JOURNAL']
options = dict((one + '=').split('=', 1) for one in sys.argv[1:])
after = options.get('--after-cursor', '=').rstrip('=')
since = options.get('--since', '').rstrip('=')
begun = not after

def wanted(raw):
    global begun
    entry = json.loads(raw)
    if not begun:
        begun = entry['__CURSOR'] == after
        return False
    if since.startswith('@') and int(entry['__REALTIME_TIMESTAMP']) < float(since[1:]) * 1e6:
        return False
    return True

with open(path) as file:
    if '--reverse' in options:
        for raw in reversed(file.read().splitlines()):
            print(raw)
        sys.exit()
    rest = ''
    while True:
        data = file.read(4096)
        if not data:
            if '--follow' not in options:
                break
            time.sleep(0.005)
            continue
        *whole, rest = (rest + data).split('\\n')
        for raw in whole:
            if wanted(raw):
                sys.stdout.write(raw + '\\n')
        sys.stdout.flush()
`;

/** A folder that is a server's as far as its logs go, with a journal of these entries. */
export function loggingServer() {
  const root = temporaryFolder();
  const bin = join(root, 'bin');
  for (const folder of [bin, join(root, 'var/log/nginx'), join(root, 'lines')]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(bin, 'journalctl'), journalctl);
  chmodSync(join(bin, 'journalctl'), 0o755);
  const journal = join(root, 'journal');
  writeFileSync(journal, '');
  return {
    root,
    journal,
    lines: join(root, 'lines'),
    nginx: join(root, 'var/log/nginx'),
    env: {
      ...process.env,
      PATH: `${bin}:${process.env['PATH']}`,
      JOURNAL: journal,
      STEPWAY_LINES: join(root, 'lines'),
      STEPWAY_ROOT: root,
    },
  };
}

const start = Date.UTC(2026, 10, 27, 10);

/** An entry of the journal, the first of which is of ten o'clock. */
export const entry = (index: number, message: unknown, unit = 'app@a.service', more: object = {}): string =>
  `${JSON.stringify({
    __CURSOR: `c${index}`,
    __REALTIME_TIMESTAMP: String((start + index) * 1000),
    MESSAGE: message,
    _SYSTEMD_UNIT: unit,
    ...more,
  })}\n`;

export const timeOf = (index: number): string => new Date(start + index).toISOString().replace('Z', '000Z');
