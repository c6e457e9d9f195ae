import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The programs that read what stepway ships, and the packages of Debian that have them; `.ci/run` installs the same. */
const packages = {
  bash: 'bash',
  chromium: 'chromium',
  curl: 'curl',
  'mariadb-dump': 'mariadb-client',
  mariadbd: 'mariadb-server-core',
  nginx: 'nginx',
  psql: 'postgresql',
  python3: 'python3',
  shellcheck: 'shellcheck',
  'systemd-analyze': 'systemd',
} as const;

export type Tool = keyof typeof packages;

// Servers are in folders that not every user has on the path.
const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
const said = new Set<Tool>();

/**
 * Whether what needs these programs has to be skipped; says once how to get each.
 * With STEPWAY_REQUIRE_TOOLS set nothing is skipped: it fails without them.
 */
export function toolMissing(...tools: readonly Tool[]): boolean {
  const missing = tools.filter((tool) => !folders.some((folder) => existsSync(join(folder, tool))));
  for (const tool of missing) {
    const what = `What ${tool} reads is not checked: apt-get install ${packages[tool]}`;
    if (process.env['STEPWAY_REQUIRE_TOOLS']) throw new Error(what);
    if (!said.has(tool)) console.warn(`Skipped. ${what}`);
    said.add(tool);
  }
  return missing.length > 0;
}
