import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import { failure } from '../support/faults.ts';
import { listen } from '../support/listen.ts';
import { expectCode, necessary, project, unbroken, watch } from './support.ts';

/**
 * An AWS that may know who asks, may forbid looking around, and never answers anything else. `asked` resolves when it
 * leaves a call unanswered.
 */
async function silentAws(knows: boolean, forbids = false) {
  let hear = () => {};
  const asked = new Promise<void>((resolve) => (hear = resolve));
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const service = /Credential=(?:[^/]+\/){3}([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      if (forbids && (service === 'route53' || /Action=(List|Describe)/.test(body.toString()))) {
        const refusal = failure(service, { code: 'AccessDenied', message: 'no' }, 403);
        return response.writeHead(refusal.status, refusal.headers).end(refusal.body);
      }
      if (!knows || !body.includes('GetCallerIdentity')) return hear();
      response.writeHead(200, { 'content-type': 'text/xml' }).end(
        `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
        <Arn>arn:aws:iam::123456789012:user/me</Arn><UserId>AIDA</UserId><Account>123456789012</Account>
        </GetCallerIdentityResult></GetCallerIdentityResponse>`,
      );
    });
  });
  servers.push(server);
  const port = await listen(server);
  const env = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  return { env, asked };
}

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

/** A stack of which a role was made. */
function stackWithRole(): string {
  const cwd = project();
  const file = join(cwd, '.stepway', 'shop.jsonl');
  const given = { needs: {}, answers: {} };
  const events = [
    { is: 'begun', version: 1, name: 'shop', id: '1' },
    { is: 'pinned', account: '123456789012', region: 'us-east-1', partition: 'aws' },
    { is: 'started', step: 'server-role', needs: [], given },
    { is: 'made', step: 'server-role', handle: { roleName: 'shop-role' } },
  ];
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, events.map((event, at) => `${JSON.stringify({ at, ...event })}\n`).join(''));
  return cwd;
}

describe.concurrent('while nothing is under way that could be lost', () => {
  const lookings = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).flatMap((signal) => [
    { signal, during: 'the sign-in of up', args: ['up', ...necessary], knows: false },
    { signal, during: 'the sign-in of teardown', args: ['teardown', '--yes'], knows: false },
    { signal, during: 'the looking of up at what is there', args: ['up', ...necessary], knows: true },
  ]);

  test.each(lookings)('$signal ends $during at once, and gives the lock back', async ({ signal, args, knows }) => {
    const { env, asked } = await silentAws(knows);
    const cwd = stackWithRole();
    const running = watch(args, cwd, env);
    await asked;
    running.kill(signal);
    const { code, said } = await running.ended;
    expectCode(code, 130, said);
    expect(unbroken(said)).toContain('Run the same command again to continue');
    expect(readdirSync(join(cwd, '.stepway')).filter((file) => file.includes('.lock'))).toEqual([]);
  });
});

test('while a call is under way the first SIGINT lets it finish, and a second one ends at once with 130', async () => {
  const { env, asked } = await silentAws(true, true);
  const running = watch(['teardown', '--yes', '--json'], stackWithRole(), env);
  await asked;
  running.kill('SIGINT');
  await running.says('Ctrl-C again');
  // Not so soon that it could be the echo of the first one.
  const again = setInterval(() => running.kill('SIGINT'), 100);
  const { code, said } = await running.ended;
  clearInterval(again);
  expectCode(code, 130, said);
  expect(said).toContain('"is":"removing"');
  expect(said).not.toContain('"is":"failed"');
});
