import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { withoutSecrets, keepSecretsOf } from '../../src/secrets.ts';
import { temporaryFolder } from '../support/folder.ts';
import { hostileAws } from '../support/hostile-aws.ts';
import { runAlone as run, type Ended } from '../support/program.ts';
import { newStack } from '../support/stack.ts';
import { thorough } from '../support/thorough.ts';

// Put together here, so that nothing that looks like a key stands in a file.
const planted = {
  key: ['AKIA', 'IOSFODNN7PLANTED'].join(''),
  secret: ['wJalrXUtnFEMI/K7MDENG', 'bPxRfiCYPLANTEDKEY'].join('/'),
  token: `IQoJb3JpZ2luX2Vj${'PLANTED'.repeat(30)}//////////wEaCXVz+a=`,
  password: 'hunter2/hunter2&hunter2',
  inUrl: 'p4ssw0rd-within-an-url',
  databasePassword: 'Pa55-of-the-database',
  otherKey: ['ASIA', 'Y34FZKBOPLANTEDX'].join(''),
};
/** As they are, within an address, and cut off. */
const forms = Object.values(planted).flatMap((secret) => [
  secret.slice(0, 14),
  encodeURIComponent(secret).slice(0, 16),
]);

const account = '123456789012';

/** A whole stack as it is written down after a rehearsal, which is a real one's state in all but name. */
let built: Promise<string> | undefined;
const wholeStack = () => (built ??= rehearsedState());

async function rehearsedState(): Promise<string> {
  const stack = newStack({ name: 'shop' });
  await stack.up();
  return readFileSync(stack.stateFile, 'utf8');
}

/** Everything that is under a folder, as one text. */
const contents = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'utf8')}`)
    .join('\n');

/** Expects that nothing planted is anywhere that the program writes. */
function expectNoSecret({ stdout, stderr }: Ended, cwd: string, what: string): void {
  const written = contents(join(cwd, '.stepway'));
  for (const [place, text] of Object.entries({ stdout, stderr, written }))
    for (const secret of forms) expect(text.includes(secret) ? text : '', `${secret} in ${place} of ${what}`).toBe('');
}

/** A project with its stack already there, or with nothing. */
async function project(state: boolean): Promise<string> {
  const cwd = join(temporaryFolder(), 'shop');
  mkdirSync(join(cwd, '.stepway'), { recursive: true });
  if (state) writeFileSync(join(cwd, '.stepway', 'shop.jsonl'), await wholeStack());
  return cwd;
}

const fresh = ['--yes', '--region', 'us-east-1', '--domain', 'app.example.com'];
const commands: readonly { args: readonly string[]; state: boolean }[] = [
  { args: ['up', ...fresh], state: false },
  { args: ['plan', ...fresh], state: false },
  { args: ['up', '--yes'], state: true },
  { args: ['plan'], state: true },
  { args: ['status'], state: true },
  { args: ['doctor'], state: true },
  { args: ['teardown', '--yes', '--data', 'delete'], state: true },
];
const manners = [[], ['--json'], ['--verbose'], ['--json', '--verbose', '--lang', 'ko']];
/** One of each kind that the program has words of its own for, and one that it has none for. */
const codes = ['SignatureDoesNotMatch', 'AccessDenied', 'VpcLimitExceeded', 'DBInstanceAlreadyExists', 'OddFailure'];

/** Where the program has its keys from. */
const sources = {
  environment: (_cwd: string) => ({
    AWS_ACCESS_KEY_ID: planted.key,
    AWS_SECRET_ACCESS_KEY: planted.secret,
    AWS_SESSION_TOKEN: planted.token,
  }),
  profile(cwd: string) {
    mkdirSync(join(cwd, '.aws'), { recursive: true });
    writeFileSync(
      join(cwd, '.aws', 'credentials'),
      `[mine]\naws_access_key_id=${planted.key}\naws_secret_access_key=${planted.secret}\naws_session_token=${planted.token}\n`,
    );
    return { AWS_PROFILE: 'mine' };
  },
};

const cases = commands.flatMap((command) =>
  manners.flatMap((manner) =>
    codes.flatMap((code) =>
      (Object.keys(sources) as (keyof typeof sources)[]).map((source) => ({ ...command, manner, code, source })),
    ),
  ),
);
/** Every command, manner, code and source at least once. */
const chosen = thorough ? cases : cases.filter((_, index) => index % 17 === 0);

/** All that an AWS gone mad, or somebody in its place, could say back. */
const everything = ({ headers, body }: { headers: string; body: string }, first = 0) => {
  const said = [
    `The request ${headers} ${body} was signed with ${planted.secret} of ${planted.key} and ${planted.token}.`,
    `MasterUserPassword=${planted.databasePassword}, "SecretAccessKey": "${planted.secret}", the password: ${planted.databasePassword}`,
    `${encodeURIComponent(planted.token)} https://me:${planted.inUrl}@example.com/?X-Amz-Signature=abc ${planted.otherKey}`,
    `in a variable ${planted.password}`,
    `${'x'.repeat(370)} ${planted.secret} ${planted.token}`,
  ];
  return [...said.slice(first), ...said.slice(0, first)].join(' ');
};

describe('a secret that AWS says back is not shown and not written down', () => {
  test.each(chosen)('$args $manner, $code, keys from the $source', async ({ args, state, manner, code, source }) => {
    const aws = await hostileAws(account, (request) => ({ code, message: everything(request, codes.indexOf(code)) }));
    onTestFinished(() => aws.stop());
    const cwd = await project(state);
    const ended = await run([...args, ...manner], {
      cwd,
      env: {
        ...sources[source](cwd),
        AWS_ENDPOINT_URL: `http://me:${planted.inUrl}@127.0.0.1:${aws.port}`,
        SHOP_DB_PASSWORD: planted.password,
      },
    });
    expect(aws.calls()).toBeGreaterThan(0);
    expect(ended.code).not.toBe(0);
    expectNoSecret(ended, cwd, args.join(' '));
  });

  test.each([[], ['--json']])('nor is one in a field that is shown as AWS says it: status %s', async (...flags) => {
    const answered = ['GetCallerIdentity', 'DescribeDBInstances', 'DescribeTargetHealth'];
    const say = (request: { headers: string; body: string }) => ({
      code: 'NoSuchEntity',
      message: everything(request),
    });
    const aws = await hostileAws(account, say, answered);
    onTestFinished(() => aws.stop());
    const cwd = await project(true);
    // Only what can be asked about is left of the state.
    const kept = (await wholeStack())
      .split('\n')
      .filter((line) => !/"step":"(?!database"|healthy"|server-role")/.test(line));
    writeFileSync(join(cwd, '.stepway', 'shop.jsonl'), kept.join('\n'));
    const env = { ...sources.environment(cwd), AWS_ENDPOINT_URL: `http://127.0.0.1:${aws.port}` };
    const ended = await run(['status', ...flags], {
      cwd,
      env: { ...env, SHOP_DB_PASSWORD: planted.password },
    });
    expect(`${ended.code}: ${ended.stderr}`).toMatch(/^0/);
    expect(ended.stdout).toContain('***');
    expectNoSecret(ended, cwd, 'status');
  });
});

describe('a secret in the wrong place is not shown either', () => {
  const everywhere = { AWS_SECRET_ACCESS_KEY: planted.secret, SHOP_DB_PASSWORD: planted.password };

  test.each([
    ['as a value that will not do', ['up', '--yes', '--region', planted.secret]],
    ['as another one, in JSON', ['up', '--yes', '--json', '--name', planted.otherKey]],
    ['as a word too many', ['up', planted.secret]],
    ['as the name of a file', ['up', '--answers', planted.secret, '--verbose']],
    ['as a folder', ['status', '--dir', planted.password]],
    ['as a name server', ['up', '--dns-server', `dns://me:${planted.inUrl}@x`]],
    ['as a rehearsal', ['up', '--rehearse', planted.key]],
  ])('%s', async (_, args) => {
    const cwd = await project(false);
    const ended = await run(args, { cwd, env: everywhere });
    expect(ended.code).toBe(2);
    expectNoSecret(ended, cwd, args.join(' '));
  });

  test.each([
    ['an unknown key of an answers file', `aws_secret_access_key: ${planted.databasePassword}\n`],
    ['an answers file that is no YAML', `password: "${planted.databasePassword}\nregion: [\n`],
    ['an answers file with one key twice', `key: ${planted.databasePassword}\nkey: ${planted.databasePassword}\n`],
  ])('in %s', async (_, text) => {
    const cwd = await project(false);
    writeFileSync(join(cwd, 'answers.yaml'), text);
    const ended = await run(['up', '--yes', '--answers', 'answers.yaml', '--verbose', '--json'], { cwd });
    expect(ended.code).toBe(2);
    expectNoSecret(ended, cwd, 'up');
  });

  test.each([
    ['an address that nobody listens at', `http://me:${planted.inUrl}@127.0.0.1:1`],
    ['an address that is none', `http://me:${planted.inUrl}@x y:z/`],
  ])('in %s', async (_, url) => {
    const cwd = await project(false);
    const env = { ...sources.environment(cwd), AWS_ENDPOINT_URL: url };
    const ended = await run(['up', ...fresh, '--verbose'], { cwd, env });
    expect(ended.code).not.toBe(0);
    expectNoSecret(ended, cwd, 'up');
  });

  test('in what a program says that was asked for the keys', async () => {
    const cwd = await project(false);
    mkdirSync(join(cwd, '.aws'));
    writeFileSync(join(cwd, 'keys.sh'), `echo '{"SecretAccessKey": "${planted.secret}", ' >&2; exit 1\n`);
    const process = `sh keys.sh --password ${planted.databasePassword}`;
    writeFileSync(join(cwd, '.aws', 'config'), `[profile odd]\ncredential_process = ${process}\n`);
    const ended = await run(['up', ...fresh, '--profile', 'odd', '--verbose'], { cwd });
    expect(ended.code).toBe(4);
    expectNoSecret(ended, cwd, 'up');
  });
});

test('nothing of the environment is in what a rehearsal says and keeps', async () => {
  const cwd = await project(false);
  const args = ['up', '--rehearse', ...fresh, '--entry', 'elastic-ip', '--database', 'none', '--json'];
  const env = { ...sources.environment(cwd), SHOP_DB_PASSWORD: planted.password };
  const ended = await run(args, { cwd, env });
  expect(`${ended.code}: ${ended.stderr}`).toMatch(/^0/);
  expect(contents(join(cwd, '.stepway'))).toContain('"account"');
  expectNoSecret(ended, cwd, 'up --rehearse');
  for (const args of [['outputs'], ['status', '--rehearse'], ['outputs', '--rehearse', '--json']]) {
    const copy = await project(false);
    cpSync(cwd, copy, { recursive: true });
    expectNoSecret(await run(args, { cwd: copy, env }), copy, args.join(' '));
  }
});

describe('what is redacted', () => {
  const begin = ['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' ');
  keepSecretsOf({ SOME_API_KEY: 'a-key-of-some-kind', AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/token-file' });

  test.each([
    ['a-key-of-some-kind was used', '*** was used'],
    ['http://me:x@host/', 'http://***@host/'],
    ['X-Amz-Security-Token=abc%2Fdef&x=1', 'X-Amz-Security-Token=***&x=1'],
    ['Authorization: Bearer abc.def', 'Authorization: Bearer ***'],
    [`${begin}\nabc`, `${begin}***`],
  ])('%j', (text, shown) => {
    expect(withoutSecrets(text)).toBe(shown);
  });

  test.each([
    'The password changes every seven days.',
    'Your server may read the database password (database-secret-policy).',
    "aws secretsmanager get-secret-value --secret-id 'arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!db-a1b2'",
    '/var/run/token-file',
    'https://example.com/@me',
    'Z0123456789ABCDEFGHIJ',
  ])('not %j', (text) => {
    expect(withoutSecrets(text)).toBe(text);
  });
});
