import { afterAll, expect, test } from 'vitest';
import { deployBundle } from '../../src/deploy/deploy.ts';
import { follow } from '../../src/deploy/follow.ts';
import { deploymentsSince, hashOf } from '../../src/deploy/deployments.ts';
import { newTarget, target } from '../deploy/support.ts';
import { minutes } from '../rehearsal/support.ts';
import { figures, sampled } from '../support/thorough.ts';

const bundle = { bytes: Buffer.from('zip'), hash: 'a'.repeat(64), paths: [] };

let kills = 0;
afterAll(() => figures(`deployments killed: ${kills}, each found again and none started twice`));

type Moment = 'before' | 'after';

/** A program that ends without a word at its nth call, before AWS hears of it or before it hears the answer. */
async function killedAt(nth: number, moment: Moment) {
  const aws = await newTarget();
  let calls = 0;
  let died: (() => void) | undefined;
  const death = new Promise<void>((resolve) => (died = resolve));
  const die = (is: Moment) => () => {
    if (is === 'before') calls++;
    if (calls !== nth || is !== moment) return Promise.resolve();
    died?.();
    return new Promise<never>(() => undefined);
  };
  const { deploying } = aws.run({ onCall: die('before'), afterCall: die('after') });
  const life = deployBundle(deploying, bundle).then((id) => follow(deploying, id));
  await Promise.race([life, death]);
  return { aws, calls };
}

test('a deployment whose program is killed at any call is found again, and never started twice', async () => {
  const whole = await killedAt(-1, 'before');
  const deaths = Array.from({ length: whole.calls }, (_, at) => at + 1).flatMap((nth) =>
    (['before', 'after'] as const).flatMap((moment) => [0, 20].map((later) => ({ nth, moment, later }))),
  );
  expect(deaths.length).toBeGreaterThan(50);
  for (const { nth, moment, later } of sampled(deaths, 16)) {
    const { aws } = await killedAt(nth, moment);
    kills++;
    await aws.clock.sleep(minutes(later));
    const { deploy, deploying } = aws.run();
    await deploy(bundle);
    const found = await deploymentsSince(deploying.aws.codeDeploy, target, 0);
    const ours = found.filter((one) => hashOf(one) === bundle.hash);
    expect(
      ours.map(({ status }) => status),
      `killed ${moment} call ${nth}, gone on ${later} minutes later`,
    ).toEqual(['Succeeded']);
  }
});
