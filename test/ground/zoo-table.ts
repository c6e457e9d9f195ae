import { format, resolveConfig } from 'prettier';

/** What became of an app that was put on a booted machine. */
export interface Row {
  readonly shape: string;
  readonly detected: string;
  readonly built: string;
  /** The status of the first request after its first deployment. */
  readonly first: string;
  /** Requests that failed while its second version took over, and its third one crashed. */
  readonly failed: string;
  /** What became of the third version, which ends by itself. */
  readonly crash: string;
  /** Whether it is there again when its processes were killed. */
  readonly killed: string;
  /** What its framework takes the visitor's scheme for. */
  readonly scheme: string;
  readonly environment: string;
  readonly database: string;
}

const titles: Readonly<Record<keyof Row, string>> = {
  shape: 'shape',
  detected: 'detected as',
  built: 'built by',
  first: 'first request',
  failed: 'failed requests',
  crash: 'a version that crashes',
  killed: 'killed',
  scheme: 'scheme',
  environment: 'environment',
  database: 'database',
};

const head = `# Apps that were run

This table is written by \`npm test -- test/ground/zoo.test.ts -u\`. Each app is put on a booted machine ([ground.md](ground.md)) as \`stepway init\` and \`stepway deploy\` leave it, and asked what it sees; \`test/ground/zoo.ts\` has their files. What \`init\` makes of 80 more, by their files alone, is in \`test/init/zoo\`; [apps.md](apps.md) has the rules.

- **failed requests**: of visitors who ask all the time while a second version takes over, and a third one crashes at its start.
- **a version that crashes**: how \`deploy\` ends, and which version serves then.
- **killed**: whether the app is there again by itself after \`kill -9\`.
- **scheme**: what the framework takes the visitor's for, behind a load balancer and nginx.
- **environment**: whether it has what \`stepway env set\` set.
- **database**: the user as whom it reads from PostgreSQL, over TLS with a verified certificate; – is an app that has no client of it.
`;

/** The page with a row for each app. */
export async function pageOf(rows: readonly Row[]): Promise<string> {
  const keys = Object.keys(titles) as (keyof Row)[];
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => (cell.startsWith('`') ? cell : cell.replaceAll('_', '\\_'))).join(' | ')} |\n`;
  const table = [
    keys.map((key) => titles[key]),
    keys.map(() => '---'),
    ...rows.map((row) => keys.map((key) => row[key])),
  ];
  const page = new URL('../../docs/zoo.md', import.meta.url).pathname;
  return format(`${head}\n${table.map(line).join('')}`, { ...(await resolveConfig(page)), parser: 'markdown' });
}
