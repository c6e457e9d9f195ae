import { PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { startDeployment, type Target } from '../../src/deploy/deployments.ts';
import { newStack, type Flags } from '../support/stack.ts';

const fails = {
  deploymentFails: {
    at: 'ApplicationStart',
    code: 'ScriptFailed',
    message: 'Script at specified location: deploy/release.sh failed with exit code 1',
    logTail: "Error: Cannot find module 'express'",
  },
} as const;

const minute = 60_000;

async function built(flags: Flags = {}) {
  const stack = newStack();
  const { delivery } = await stack.up({ delivery: 'local', database: 'none', ...flags });
  const target = delivery as Target;
  await stack.clock.sleep(2 * minute);
  await stack.aws.s3.send(new PutObjectCommand({ Bucket: target.bucket, Key: 'app.zip', Body: 'x' }));

  // Each run has an account of its own, read from what the one before has saved.
  const deploy = async (otherwise: object = {}, wait = 8 * minute) => {
    await startDeployment(stack.under({ otherwise }).aws.codeDeploy, target, { key: 'app.zip' }, 'x');
    await stack.clock.sleep(wait);
  };
  const examine = () => stack.under({}).diagnose();
  return { stack, deploy, examine };
}

test('a deployment that went well, or none at all, is nothing to speak of', async () => {
  const { deploy, examine } = await built();
  expect(await examine()).toMatchObject({ finding: undefined });
  await deploy();
  const { finding, note } = await examine();
  expect(finding).toBeUndefined();
  // The rehearsal has only said that it is on the server.
  expect(note?.en).toContain('no server runs your app');
});

test.each<[string, Flags]>([
  ['behind a load balancer', {}],
  ['without one', { entry: 'elastic-ip' }],
])('%s, a first version that does not start leaves the site up, and is mentioned', async (_, flags) => {
  const { deploy, examine } = await built(flags);
  await deploy(fails);
  const { finding, note } = await examine();
  expect(finding).toBeUndefined();
  expect(note?.en).toContain('failed in ApplicationStart');
  expect(note?.en).toContain('The server runs what it ran before.');
});

test('a version that was put back runs, and the one that did not start is mentioned', async () => {
  const { deploy, examine } = await built();
  await deploy();
  await deploy(fails);
  const { finding, note } = await examine();
  expect(finding).toBeUndefined();
  expect(note?.en).toMatch(/The newest version did not start \(d-\w+\)/);
});

test('a site that does not respond during a deployment is not repaired over its head', async () => {
  const { stack, deploy } = await built();
  await deploy({}, minute / 6);
  const { finding } = await stack.under({ otherwise: { healthCheckAnswer: 503 } }).diagnose();
  expect(finding).toMatchObject({ mendable: false, passing: true, command: 'stepway deploy --follow' });
  await stack.clock.sleep(5 * minute);
  expect((await stack.under({}).diagnose()).finding).toBeUndefined();
});
