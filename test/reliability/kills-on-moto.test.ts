import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readState } from '../../src/state/file-store.ts';
import { accountOf, additions, inventory, type Sight } from '../moto/account.ts';
import { ok, projectOn, receiptOf, type Project } from '../moto/project.ts';
import { motoMissing, startMoto, type Moto } from '../support/moto.ts';
import type { Running } from '../support/program.ts';
import { drawn, figures as say, full, pool, random, seed, thorough } from '../support/thorough.ts';

type Moment = 'before' | 'after';

/** Kills: at which call of `up`, at which of the `up` that goes on, and at which of `teardown`; all counted from 1. */
interface Case {
  readonly moment: Moment;
  readonly up: number;
  readonly again: number | undefined;
  readonly teardown: number;
  /** Whether the stack is taken away as soon as it is built, when AWS may not list all of it yet. */
  readonly atOnce: boolean;
}

const variants = [
  { called: 'everything', flags: '--domain example.com --elastic-ip --www', many: 6 },
  { called: 'without load balancer', flags: '--domain example.com --entry elastic-ip --database none', many: 2 },
  // The quicker of them in `npm test`.
].slice(full ? 0 : -1);

/** How many cases are under way at once. Most of their time they wait: a minute for what AWS may be about to list. */
const workers = thorough ? 10 : full ? 4 : 1;

/** What somebody else has in the same account. */
async function strangers({ ec2, iam, route53 }: ReturnType<typeof accountOf>): Promise<void> {
  const TagSpecifications = [{ ResourceType: 'vpc' as const, Tags: [{ Key: 'Name', Value: 'shop-vpc' }] }];
  await ec2.createVpc({ CidrBlock: '10.0.0.0/16', TagSpecifications });
  await ec2.allocateAddress({ Domain: 'vpc' });
  await iam.createRole({ RoleName: 'theirs', AssumeRolePolicyDocument: '{}' });
  await route53.createHostedZone({ Name: 'theirs.example', CallerReference: 'theirs' });
}

const counts = (things: Partial<Record<keyof Sight, string[]>>) =>
  Object.fromEntries(Object.entries(things).map(([kind, ids]) => [kind, ids.length]));

/** A killed process leaves a whole state and its lock, which the next one takes over, and nothing else. */
function expectTidy({ stateFile }: Project): void {
  if (!existsSync(stateFile)) return;
  readState(stateFile);
  const left = readdirSync(dirname(stateFile)).filter((file) => !/^(\.gitignore|shop\.jsonl|shop\.lock)$/.test(file));
  expect(left).toEqual([]);
}

/** Lets everything that is written down have happened two minutes earlier. */
function age({ stateFile }: Project): void {
  const lines = readFileSync(stateFile, 'utf8').trimEnd().split('\n');
  const events = lines.map((line) => JSON.parse(line) as { at: number });
  writeFileSync(stateFile, events.map((event) => `${JSON.stringify({ ...event, at: event.at - 120_000 })}\n`).join(''));
}

describe.skipIf(motoMissing()).each(variants)('the program, killed at any call to AWS ($called)', ({ flags, many }) => {
  let motos: Moto[];

  beforeAll(async () => {
    motos = await Promise.all(Array.from({ length: workers }, () => startMoto()));
  });

  afterAll(() => Promise.all(motos.map((moto) => moto.stop())));

  test(
    'ends with one of each thing when it is run again, and taken away with none of ours',
    { timeout: 3_600_000 },
    async () => {
      const figures = { kills: 0, 'in a row': 0, runs: 0 };
      const hit = new Set<string>();
      const failures: string[] = [];

      /** Kills a command at one of its calls: before AWS hears of it, or after AWS acted and before the answer. */
      async function killed(moto: Moto, command: string, begin: () => Running, moment: Moment, at: number) {
        let calls = 0;
        let ended: Promise<unknown> = Promise.resolve();
        const reached = new Promise<void>((resolve) => {
          moto.intercept({
            [moment]: ({ service, operation }: { service: string; operation: string }) => {
              if (++calls !== at) return undefined;
              hit.add(`${command} ${moment} ${service} ${operation.replace(/[A-Z0-9]{10,}/g, 'ID')}`);
              resolve();
              return ended.then(() => 'drop' as const);
            },
          });
        });
        const running = begin();
        ended = running.ended;
        figures.runs++;
        const died = await Promise.race([reached.then(() => true), running.ended.then(() => false)]);
        running.kill('SIGKILL');
        await running.ended;
        moto.intercept({});
        if (died) figures.kills++;
        return died;
      }

      /** A project on an account in which others have things, and what is there. */
      async function prepared(moto: Moto) {
        await moto.reset();
        const account = accountOf(moto);
        await strangers(account);
        return { account, before: await account.look(), project: projectOn(moto, flags, { alone: true }) };
      }

      /** What an undisturbed run makes, and in how many calls it makes it and takes it away. */
      async function undisturbed(moto: Moto) {
        const { account, before, project } = await prepared(moto);
        const up = ok(await project.up());
        const whole = counts(additions(before, await account.look()));
        const teardown = ok(await project.teardown('--data', 'delete'));
        project.remove();
        return { whole, ups: up.calls.length, downs: teardown.calls.length };
      }

      const { whole, ups, downs } = await undisturbed(motos[0]!);

      async function attempt(one: Case, moto: Moto): Promise<void> {
        const { account, before, project } = await prepared(moto);
        try {
          await killed(moto, 'up', () => project.begin('up'), one.moment, one.up);
          expectTidy(project);
          if (one.again !== undefined) {
            figures['in a row']++;
            await killed(
              moto,
              'up',
              () => project.begin('up'),
              one.moment === 'before' ? 'after' : 'before',
              one.again,
            );
            expectTidy(project);
          }
          figures.runs += 2;
          ok(await project.up());
          expect(counts(additions(before, await account.look()))).toEqual(whole);
          if (!one.atOnce) age(project);
          await killed(moto, 'teardown', () => project.begin('teardown'), one.moment, one.teardown);
          expectTidy(project);
          const receipt = receiptOf(ok(await project.teardown('--json', '--data', 'delete')));
          expect(receipt.filter(({ outcome }) => outcome !== 'deleted')).toEqual([]);
          expect(inventory(await account.look())).toEqual(inventory(before));
        } catch (error) {
          failures.push(`${JSON.stringify(one)}: ${(error as Error).message}`);
        } finally {
          project.remove();
        }
      }

      const next = random(seed);
      const cases = Array.from({ length: Math.max(ups, downs) }, (_, index) =>
        (['before', 'after'] as const).map((moment): Case => ({
          moment,
          up: (index % ups) + 1,
          again: next() < 0.25 ? 1 + Math.floor(next() * 60) : undefined,
          teardown: (index % downs) + 1,
          atOnce: thorough && index % 8 === 0,
        })),
      ).flat();
      const chosen = (['before', 'after'] as const).flatMap((moment) =>
        drawn(
          cases.filter((one) => one.moment === moment),
          many / 2,
        ),
      );
      await pool(motos, chosen, attempt);

      say(
        `Kills on moto (seed ${seed}): ${ups + downs} calls, ${figures.kills} kills at ${hit.size} operations and moments, ${figures['in a row']} of them in a row, ${figures.runs} runs`,
      );
      expect(failures, `seed ${seed}`).toEqual([]);
    },
  );
});
