import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCompany } from '../support/company.ts';
import { company } from '../support/company-ca.ts';
import { runAlone } from '../support/program.ts';
import { openTerminal } from '../support/terminal.ts';
import { necessary, project, unbroken } from './support.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'a-secret-key-of-somebody' };

/** A folder that is somebody's home, with the company's CA in a file and AWS's own settings. */
function home(config = ''): { readonly cwd: string; readonly ca: string } {
  const cwd = project();
  mkdirSync(join(cwd, '.aws'));
  writeFileSync(join(cwd, '.aws', 'config'), config);
  const ca = join(cwd, 'company.pem');
  writeFileSync(ca, company.ca);
  return { cwd, ca };
}

/** What was said by a `plan` that asks AWS who is asking, and goes no further here. */
async function plan(env: Readonly<Record<string, string>>, cwd: string, ...args: string[]) {
  const { code, stderr } = await runAlone(['plan', ...necessary, ...args], { cwd, env });
  return { code, said: unbroken(stderr) };
}

/** AWS has been reached, and has refused: how far one gets in these tests. */
const reached = /You do not have permission/;

describe.concurrent('in the network of a company', () => {
  test.each(['HTTPS_PROXY', 'https_proxy'])('AWS is reached through the proxy that %s names', async (name) => {
    const [{ cwd, ca }, { proxy, asked }] = [home(), await openCompany({ login: 'kim:p@ss word' })];
    const { said } = await plan(
      { ...keys, [name]: `http://kim:p%40ss%20word@${proxy}`, AWS_CA_BUNDLE: ca },
      cwd,
      '--verbose',
    );
    expect(said).toMatch(reached);
    expect(said).not.toMatch(/p@ss|p%40ss/);
    expect(asked).toContain('sts.us-east-1.amazonaws.com:443');
  });

  test('a proxy that is named without a scheme is spoken to in HTTP', async () => {
    const [{ cwd, ca }, { proxy }] = [home(), await openCompany()];
    const { said } = await plan({ ...keys, HTTPS_PROXY: proxy, AWS_CA_BUNDLE: ca }, cwd);
    expect(said).toMatch(reached);
  });

  test('NO_PROXY goes past it', async () => {
    const [{ cwd, ca }, { proxy, asked }] = [home(), await openCompany()];
    await plan({ ...keys, HTTPS_PROXY: proxy, NO_PROXY: '.amazonaws.com', AWS_CA_BUNDLE: ca }, cwd);
    expect(asked).toEqual([]);
  });

  test('certificates that the profile names are trusted', async () => {
    const { proxy } = await openCompany();
    const { cwd, ca } = home();
    const signIn = `aws_access_key_id = ${keys.AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${keys.AWS_SECRET_ACCESS_KEY}`;
    const config = (bundle: string) =>
      writeFileSync(join(cwd, '.aws', 'config'), `[profile work]\n${signIn}\nca_bundle = ${bundle}\n`);
    config(ca);
    const env = { HTTPS_PROXY: proxy, AWS_PROFILE: 'work' };
    expect((await plan(env, cwd)).said).toMatch(reached);
    config('/nowhere.pem');
    expect((await plan(env, cwd)).said).toContain('that ca_bundle names cannot be read: /nowhere.pem');
  });

  test('a proxy that is named by an address in https brings no warning to the screen', async () => {
    const { cwd, ca } = home();
    const { said } = await plan({ ...keys, HTTPS_PROXY: 'https://127.0.0.1:9', AWS_CA_BUNDLE: ca }, cwd);
    expect(said).not.toMatch(/DEP0123|Warning/);
  });

  test('certificates that Node is told to trust are trusted without AWS_CA_BUNDLE', async () => {
    const [{ cwd, ca }, { proxy }] = [home(), await openCompany()];
    const { said } = await plan({ ...keys, HTTPS_PROXY: proxy, NODE_EXTRA_CA_CERTS: ca }, cwd);
    expect(said).toMatch(reached);
  });

  test.each([
    {
      what: 'wants a name',
      network: { login: 'kim:password' },
      says: /asks who you are \(407\).*HTTPS_PROXY: http:\/\/<name>:<password>@/,
    },
    {
      what: 'lets nobody through',
      network: { refusal: 403 },
      says: /does not let this through to AWS: it answered 403.*allow \*\.amazonaws\.com/,
    },
  ])('a proxy that $what is told apart from AWS', async ({ network, says }) => {
    const [{ cwd, ca }, { proxy }] = [home(), await openCompany(network)];
    const env = { ...keys, HTTPS_PROXY: `http://${proxy}`, AWS_CA_BUNDLE: ca };
    const { code, said } = await plan(env, cwd);
    expect(code).toBe(4);
    expect(said).toMatch(says);
    expect(said).toContain(proxy);
    expect((await plan(env, cwd, '--lang', 'ko')).said).toMatch(/프록시/);
  });

  test('a proxy that is not there is named', async () => {
    const { cwd } = home();
    const { code, said } = await plan({ ...keys, HTTPS_PROXY: 'http://kim:long-password@127.0.0.1:1' }, cwd);
    expect(code).toBe(4);
    expect(said).toMatch(/Could not connect to the proxy 127\.0\.0\.1:1: ECONNREFUSED/);
    expect(said).not.toContain('long-password');
  });

  test('TLS that is read along is said to be, with the variable that trusts it', async () => {
    const [{ cwd }, { proxy }] = [home(), await openCompany()];
    const { code, said } = await plan({ ...keys, HTTPS_PROXY: proxy }, cwd);
    expect(code).toBe(4);
    expect(said).toMatch(/certificate that this computer does not trust.*AWS_CA_BUNDLE=/);
  });

  test.each(['socks5://127.0.0.1:1080', 'http://kim:100%@127.0.0.1:1', 'http://', 'http://127.0.0.1:99999'])(
    'a proxy that is none (%s) is bad input, and not shown',
    async (proxy) => {
      const { code, said } = await plan({ ...keys, HTTPS_PROXY: proxy }, home().cwd);
      expect(code).toBe(2);
      expect(said).toMatch(/HTTPS_PROXY .* no address of an HTTP proxy/);
      expect(said).not.toContain('kim');
    },
  );

  test('a proxy at an address of IPv6 is reached', async () => {
    const { cwd } = home();
    const { said } = await plan({ ...keys, HTTPS_PROXY: 'http://[::1]:1' }, cwd);
    expect(said).toMatch(/Could not connect to the proxy \[::1\]:1: E(CONNREFUSED|ADDRNOTAVAIL)/);
  });

  test('a file of certificates that is not there is bad input', async () => {
    const { cwd } = home();
    const { code, said } = await plan({ ...keys, AWS_CA_BUNDLE: '/nowhere/ca.pem' }, cwd);
    expect(code).toBe(2);
    expect(said).toContain('/nowhere/ca.pem');
  });
});

const profiles = `
[profile shop]
region = ap-northeast-2
sso_session = company
sso_account_id = 123456789012
sso_role_name = Admin
[sso-session company]
sso_region = ap-northeast-2
sso_start_url = https://company.awsapps.com/start
[profile office]
login_session = arn:aws:iam::123456789012:user/kim
[profile keys]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = a-secret-key-of-somebody
[profile guarded]
role_arn = arn:aws:iam::123456789012:role/Admin
source_profile = keys
mfa_serial = arn:aws:iam::123456789012:mfa/kim
`;

describe.concurrent('whoever signs in with a profile', () => {
  test.each([
    { how: '--profile', args: ['--profile', 'shpo'], env: {} },
    { how: 'AWS_PROFILE', args: [], env: { AWS_PROFILE: 'shpo' } },
  ])('is told that $how is misspelt, and which there are', async ({ args, env }) => {
    const { cwd } = home(profiles);
    const { code, said } = await plan(env, cwd, ...args);
    expect(code).toBe(4);
    expect(said).toMatch(/the profile shpo.*Did you mean shop\?.*office.*keys/);
  });

  test.each([
    { profile: 'shop', says: 'aws sso login --profile shop' },
    { profile: 'office', says: 'aws login --profile office' },
  ])('$profile is told the command that signs in: $says', async ({ profile, says }) => {
    const { cwd } = home(profiles);
    const { code, said } = await plan({}, cwd, '--profile', profile);
    expect(code).toBe(4);
    expect(said).toContain(`\`${says}\``);
    expect((await plan({ AWS_PROFILE: profile }, cwd, '--lang', 'ko')).said).toContain(`\`${says}\``);
  });

  test('and MFA is told, without a terminal, how to sign in before', async () => {
    const { cwd } = home(profiles);
    const { code, said } = await plan({}, cwd, '--profile', 'guarded');
    expect(code).toBe(2);
    expect(said).toMatch(
      /MFA device arn:aws:iam::123456789012:mfa\/kim.*aws configure export-credentials --format env --profile guarded/,
    );
  });

  test('and MFA is asked for the code once, and goes on with it', async () => {
    const [{ cwd, ca }, { proxy }] = [home(profiles), await openCompany()];
    const terminal = openTerminal({
      args: ['plan', '--region', 'us-east-1', '--domain', 'app.example.com', '--profile', 'guarded', '--lang', 'ko'],
      cwd,
      env: { HTTPS_PROXY: proxy, AWS_CA_BUNDLE: ca },
    });
    await terminal.waitFor(/MFA 기기의 코드/);
    terminal.type('123456');
    terminal.press('enter');
    expect(await terminal.exited).toBe(4);
    expect(terminal.text()).toMatch(/권한이 없습니다/);
    expect(terminal.text().match(/MFA 기기의 코드/g)).toHaveLength(1);
  });

  test('and types a wrong code is told so, and not to ask for more permissions', async () => {
    const [{ cwd, ca }, { proxy }] = [home(profiles), await openCompany()];
    const terminal = openTerminal({
      args: ['plan', '--region', 'us-east-1', '--domain', 'app.example.com', '--profile', 'guarded'],
      cwd,
      env: { HTTPS_PROXY: proxy, AWS_CA_BUNDLE: ca },
    });
    await terminal.waitFor(/Code of the MFA device/);
    terminal.type('000000');
    terminal.press('enter');
    expect(await terminal.exited).toBe(4);
    expect(terminal.text()).toMatch(/did not accept the code/);
    expect(terminal.text()).not.toMatch(/IAM policy/);
  });
});

test('the region that AWS_DEFAULT_REGION names is taken', async () => {
  const { stdout } = await runAlone(['plan', '--rehearse', '--json', '--yes', '--domain', 'app.example.com'], {
    cwd: project(),
    env: { AWS_DEFAULT_REGION: 'eu-west-1' },
  });
  expect(stdout).toContain('eu-west-1');
});
