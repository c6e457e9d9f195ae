import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { awsCliMissing, runScript } from '../support/aws-cli.ts';
import { temporaryFolder } from '../support/folder.ts';
import { motoMissing, startMoto } from '../support/moto.ts';
import { full, thorough } from '../support/thorough.ts';
import { accountOf, inventory } from './account.ts';
import { ok, projectOn } from './project.ts';
import { thingsOf } from './same-things.ts';

async function newMoto() {
  const moto = await startMoto();
  onTestFinished(() => moto.stop());
  return moto;
}

const stacks = [
  ['the default stack', 'shop.example.com', ''],
  ['a stack without a load balancer', 'example.com', '--www --entry elastic-ip --database mysql --ssh 203.0.113.7/32'],
] as const;

// The CLI takes a second a command on a small machine.
describe.skipIf(!full || motoMissing() || awsCliMissing())('the script of --show-commands', () => {
  const chosen = stacks.slice(0, thorough ? undefined : 1);

  test.each(chosen)(
    'builds %s as the program does, with the real AWS CLI',
    { timeout: 900_000 },
    async (_, domain, flags) => {
      const ours = await newMoto();
      const theirs = await newMoto();
      const project = projectOn(ours, `--domain ${domain} ${flags} --show-commands`.replace('  ', ' '));
      onTestFinished(() => project.remove());
      const script = join(dirname(project.stateFile), 'shop.commands.sh');
      const setting = { home: temporaryFolder(), moto: theirs };
      const before = inventory(await accountOf(theirs).look());
      const played = async () => {
        // It is there before anything is made.
        await expect.poll(() => existsSync(script), { timeout: 120_000 }).toBe(true);
        return runScript(script, setting);
      };
      const [said] = await Promise.all([played(), project.up().then(ok)]);
      const { nameServers = [] } = await project.outputs();
      expect(statSync(script).mode & 0o777).toBe(0o700);
      expect(said.trimEnd().split('\n').at(-1)).toBe('Done. Everything is created.');
      for (const server of nameServers) expect(said).toContain(server);
      expect(readFileSync(join(setting.home, 'asked'), 'utf8')).toBe('-type=NS example.com\n'.repeat(2));
      const wanted = await thingsOf(accountOf(ours));
      const built = await thingsOf(accountOf(theirs));
      for (const [kind, things] of Object.entries(wanted)) expect.soft(built[kind], kind).toEqual(things);

      const again = await runScript(script, setting).catch((error: { stdout: string }) => error.stdout);
      expect(again).toBe('This account already has a stack shop.\n');
      expect(await thingsOf(accountOf(theirs))).toEqual(built);

      // What the script has made carries our tags.
      const stranger = projectOn(theirs, '');
      onTestFinished(() => stranger.remove());
      ok(await stranger.teardown('--recover', '--name', 'shop', '--domain', domain, '--data', 'delete'));
      expect(inventory(await accountOf(theirs).look())).toEqual(before);
    },
  );
});
