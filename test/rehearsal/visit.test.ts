import { PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { startDeployment, type Target } from '../../src/deploy/deployments.ts';
import { newStack } from '../support/stack.ts';

const minute = 60_000;

test('both names of a site are visited, each with the certificate that it has', async () => {
  const stack = newStack();
  const { url, www } = await stack.up({ database: 'none', www: 'true' });
  expect([url, www]).toEqual(['https://app.example.com', 'https://www.app.example.com']);
  await stack.clock.sleep(2 * minute);
  const { rehearsal } = stack;
  expect(await rehearsal.visit('www.app.example.com')).toMatchObject({ is: 'answered', status: 200 });

  for (const certificate of rehearsal.account.data.regions['us-east-1']?.certificates ?? [])
    certificate.names = certificate.names.filter((name) => !name.startsWith('www.'));
  expect(await rehearsal.visit('app.example.com')).toMatchObject({ is: 'answered', status: 200 });
  expect(await rehearsal.visit('www.app.example.com')).toMatchObject({ is: 'distrusted', fault: 'other-name' });
});

test.each(['load-balancer', 'elastic-ip'])(
  'of an app that was deployed it is only assumed that it answers (%s)',
  async (entry) => {
    const stack = newStack();
    const { delivery } = await stack.up({ delivery: 'local', database: 'none', entry });
    await stack.clock.sleep(2 * minute);
    const seen = () => stack.rehearsal.visit('app.example.com');
    // The welcome page is what the server was made with.
    expect(await seen()).toEqual({ is: 'answered', status: 200, redirected: true });
    const target = delivery as Target;
    await stack.aws.s3.send(new PutObjectCommand({ Bucket: target.bucket, Key: 'app.zip', Body: 'x' }));
    await startDeployment(stack.aws.codeDeploy, target, { key: 'app.zip' }, 'x');
    await stack.clock.sleep(8 * minute);
    expect(await seen()).toEqual({ is: 'answered', status: 200, redirected: true, assumed: true });
  },
);
