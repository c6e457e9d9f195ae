import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { newWorld, runMain } from '../reliability/in-process.ts';
import { temporaryFolder } from '../support/folder.ts';

const up =
  'up --name shop --region us-east-1 --domain app.example.com --entry elastic-ip --database none --yes --timeout 60'.split(
    ' ',
  );
const showing = [...up, '--show-commands'];

const scriptIn = (cwd: string) => join(cwd, '.stepway', 'shop.commands.sh');

/** What stands under the line of each thing that is finished. */
const commandsUnder = (screen: string, title: string) => {
  const lines = screen.split('\n');
  const at = lines.findIndex((line) => line.startsWith(`✔ ${title}`));
  const length = lines.slice(at + 1).findIndex((line) => !line.startsWith('    '));
  return at < 0 ? undefined : lines.slice(at + 1, at + 1 + length).map((line) => line.slice(4));
};

test('under each thing stands the command that makes it, with the id that AWS gave; stdout stays for data', async () => {
  const cwd = temporaryFolder();
  const { stdout, stderr, account } = await runMain(showing, { cwd });
  const vpcId = account.inventory().find(({ id }) => id.startsWith('vpc-'))?.id;
  expect(commandsUnder(stderr, 'Network (VPC)')).toEqual([
    'VPC_ID=$(aws ec2 create-vpc \\',
    '  --cidr-block 10.20.0.0/16 \\',
    expect.stringMatching(
      /^ {2}--tag-specifications "ResourceType=vpc,Tags=\[\{Key=stepway:id,Value=\$STACK_ID\},\{Key=stepway:name,Value=shop\},.*\{Key=Name,Value=shop-vpc\}\]" \\$/,
    ),
    '  --query Vpc.VpcId --output text)',
    'aws ec2 wait vpc-available --vpc-ids "$VPC_ID"',
    `# VPC_ID=${vpcId}`,
  ]);
  expect(commandsUnder(stderr, 'Gateway attached to the network')).toEqual([
    'aws ec2 attach-internet-gateway --internet-gateway-id "$INTERNET_GATEWAY_ID" --vpc-id "$VPC_ID"',
  ]);
  expect(stderr).not.toContain('***');
  expect(stderr.replace(/\s+/g, ' ')).toContain(`All steps as AWS CLI commands: ${scriptIn(cwd)}`);
  expect(stdout).not.toContain('aws ec2');
});

test('without the flag there is none of it', async () => {
  const cwd = temporaryFolder();
  const { stderr } = await runMain(up, { cwd });
  expect(stderr).not.toContain('aws ec2');
  expect(existsSync(scriptIn(cwd))).toBe(false);
});

test('programs read each command as an event of its step, and at the end where the script is', async () => {
  const cwd = temporaryFolder();
  const { stdout } = await runMain([...showing, '--json'], { cwd });
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { is: string; step?: string; command?: string; script?: string });
  const command = events.find(({ is, step }) => is === 'command' && step === 'server')?.command ?? '';
  expect(command).toMatch(
    /^# user-data\.sh: .*\nSERVER_INSTANCE_ID=\$\(aws ec2 run-instances \\\n {2}--client-token "\$\(date \+%s\)" \\\n/,
  );
  const order = events.filter(({ step }) => step === 'vpc').map(({ is }) => is);
  expect(order.slice(-2)).toEqual(['ready', 'command']);
  expect(events.at(-1)).toMatchObject({ is: 'done', script: scriptIn(cwd) });
});

test('the script is whole however the building goes: stopped, gone on with, and begun without the flag', async () => {
  const straight = temporaryFolder();
  await runMain(showing, { cwd: straight });
  const whole = readFileSync(scriptIn(straight), 'utf8');

  const broken = temporaryFolder();
  let kept: string | undefined;
  const store = { load: () => kept, save: (json: string) => void (kept = json) };
  const world = newWorld({ store, scenario: 'name-servers-not-set' });
  expect((await runMain(showing, { cwd: broken, world, stopped: true })).code).toBe(130);
  expect((await runMain([...up, '--timeout', '0'], { cwd: broken, world })).code).toBe(3);
  const last = await runMain(showing, { cwd: broken, world: newWorld({ store, clock: world.clock }) });
  expect(last.code).toBe(0);
  expect(readFileSync(scriptIn(broken), 'utf8')).toBe(whole);
  expect(last.stderr).not.toContain('aws ec2 create-vpc');
  expect(commandsUnder(last.stderr, 'Name servers set at your registrar')?.join('\n')).toContain('nslookup');
});

test('what an answer changes is in the script of the next run, and no command is shown that made the thing before', async () => {
  const cwd = temporaryFolder();
  const world = newWorld();
  await runMain(showing, { cwd, world });
  const added = await runMain([...showing, '--ssh', '203.0.113.7/32'], { cwd, world });
  expect(commandsUnder(added.stderr, 'You → server, SSH')?.[0]).toContain('authorize-security-group-ingress');
  const moved = await runMain([...showing, '--ssh', '203.0.113.8/32'], { cwd, world });
  expect(commandsUnder(moved.stderr, 'You → server, SSH')).toEqual([]);
  expect(readFileSync(scriptIn(cwd), 'utf8')).toContain('203.0.113.8/32');
  await runMain([...showing, '--ssh', 'none'], { cwd, world });
  expect(readFileSync(scriptIn(cwd), 'utf8')).not.toContain('203.0.113');
});

test('the script says which click only you can make, and looks whether it was made', async () => {
  const cwd = temporaryFolder();
  const { stderr } = await runMain([...showing, '--alarms', 'you@example.com'], { cwd });
  const shown = commandsUnder(stderr, 'Your address for the health check')?.join('\n') ?? '';
  expect(shown).toMatch(
    /until \[ -n .* aws sns list-subscriptions-by-topic --topic-arn "\$ALARM_TOPIC_GLOBAL_ARN" --region us-east-1 .* sleep 10; done/,
  );
  const script = scriptIn(cwd);
  expect(readFileSync(script, 'utf8')).toContain(
    'click “Confirm subscription” (set SKIP_CONFIRMATION=1 not to wait for it)',
  );
  expect(execFileSync('bash', ['-n', script], { encoding: 'utf8' })).toBe('');
});

test('the script is its owner’s alone, can be run, and is bash in either language', async () => {
  for (const language of ['en', 'ko']) {
    const cwd = temporaryFolder();
    await runMain([...showing, '--lang', language], { cwd });
    const script = scriptIn(cwd);
    expect(statSync(script).mode & 0o777).toBe(0o700);
    expect(statSync(dirname(script)).mode & 0o777).toBe(0o700);
    expect(execFileSync('bash', ['-n', script], { encoding: 'utf8' })).toBe('');
    expect(/[가-힣]/.test(readFileSync(script, 'utf8').split('\n')[1] ?? '')).toBe(language === 'ko');
  }
});

test('where the script cannot be written nothing is made', async () => {
  const cwd = temporaryFolder();
  mkdirSync(scriptIn(cwd), { recursive: true });
  const { code, stderr, account } = await runMain(showing, { cwd });
  expect(code).toBe(5);
  expect(stderr).toContain('shop.commands.sh');
  expect(account.inventory()).toEqual([]);
});
