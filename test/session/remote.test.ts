import { createHash, generateKeyPairSync, privateDecrypt, randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { wallClock } from '../../src/clock.ts';
import { Channel } from '../../src/session/channel.ts';
import { Remote, type Said } from '../../src/session/remote.ts';
import { startPlace, type Place, type Weather } from './agent.ts';
import { newServer } from './remote-place.ts';

const places: Place[] = [];
afterEach(() => Promise.all(places.splice(0).map((place) => place.stop())));

const command = (program: string) =>
  `exec python3 -Ic 'import base64;exec(base64.b64decode("${Buffer.from(program).toString('base64')}"))'`;

/** A session with a server, in which something is asked for. */
async function asking(request: object, weather: Weather = {}, server = newServer()) {
  const place = await startPlace({ weather });
  places.push(place);
  const { id, ...ticket } = place.open({ is: 'terminal', command: command(server.program) });
  const heard: Said[] = [];
  const remote = new Remote((said) => heard.push(said));
  const channel = await Channel.open({
    clock: wallClock(),
    ticket,
    resume: async () => place.resume(id),
    received: remote.received,
  });
  await remote.ask(channel, request);
  const all = (is: 'output' | 'errors') => Buffer.concat(heard.flatMap((said) => (said.is === is ? [said.data] : [])));
  const ended = async () => {
    await channel.ended;
    return { ...heard.find(({ is }) => is === 'exit'), output: all('output'), errors: all('errors').toString(), heard };
  };
  return { server, place, channel, remote, heard, ended, session: place.sessions[0]!, all };
}

const run = (words: string[], ...more: [Weather?]) => asking({ do: 'run', words }, ...more);
const sh = (script: string, ...more: [Weather?]) => run(['sh', '-c', script], ...more);

describe('a command on the server', () => {
  test("runs in the app's folder with the app's settings, without the port of the app that serves", async () => {
    const { server, ended } = await sh('pwd; echo "$GREETING|$AWS_REGION|${PORT-none}|$HOME"; echo oh >&2; exit 7');
    const { code, output, errors } = (await ended()) as { code: number; output: Buffer; errors: string };
    expect(output.toString()).toBe(
      `${server.root}/opt/app/releases/1\nhello "$x" \\ |us-east-1|none|${server.root}/var/lib/app\n`,
    );
    expect(errors).toBe('oh\n');
    expect(code).toBe(7);
  });

  test('gets its words as they are, whatever is in them', async () => {
    const words = ['a b', '$HOME', "it's", '"', '', '; exit 3', '{{ x }}', '한글', '-n', '*', '\\', 'two\nlines'];
    const { ended } = await run(['printf', '%s\\0', ...words]);
    expect((await ended()).output.toString()).toBe(words.map((word) => `${word}\0`).join(''));
  });

  test("is started by the app's own script, where that takes commands", async () => {
    const server = newServer();
    server.write('opt/app/releases/1/deploy/run.sh', '#!/bin/bash\nexport FROM=venv\nexec "$@"\n');
    const { ended } = await asking({ do: 'run', words: ['sh', '-c', 'echo $FROM'] }, {}, server);
    expect((await ended()).output.toString()).toBe('venv\n');
  });

  test('of an app in an image is run in the container that serves, with its words as they are', async () => {
    const server = newServer();
    server.write('opt/app/releases/1/deploy/image', 'registry/app@sha256:1');
    server.write('etc/nginx/stepway/upstream.conf', 'server 127.0.0.1:18080; # slot b\n');
    server.write('bin/docker', '#!/bin/sh\nprintf "%s|" "$@"\n');
    chmodSync(`${server.root}/bin/docker`, 0o755);
    server.write('etc/stepway/app.env', `PATH=${server.root}/bin:/usr/bin:/bin\n`);
    const { ended } = await asking({ do: 'run', words: ['node', 'a b.js', '-i'] }, {}, server);
    expect((await ended()).output.toString()).toBe('exec|--interactive|app-b|node|a b.js|-i|');
  });

  test('that is not there ends as in a shell', async () => {
    const { ended } = await run(['no-such-command']);
    expect(await ended()).toMatchObject({ code: 127, errors: 'no-such-command: command not found\n' });
  });

  test('passes every byte on, there and back, over a connection that is cut meanwhile', async () => {
    const { ended, remote, session } = await run(['cat'], { latency: 3 });
    const bytes = Buffer.concat([Buffer.from([0, 255, 13, 10, 3, 4, 26, 239, 191, 189]), randomBytes(700_000)]);
    const sent = remote.input(bytes).then(() => remote.endInput());
    setTimeout(() => session.cut(), 150);
    await sent;
    const { output, ...rest } = await ended();
    expect(rest).toMatchObject({ code: 0 });
    expect(createHash('md5').update(output).digest('hex')).toBe(createHash('md5').update(bytes).digest('hex'));
    expect(session.openings.length).toBe(2);
  });

  test('that does not read its input is not drowned in it, and still hears a signal', async () => {
    const { ended, remote, all } = await sh('trap "echo caught; exit 9" INT; echo ready; while :; do sleep 0.1; done');
    await expect.poll(() => all('output').toString()).toBe('ready\n');
    void remote.input(Buffer.alloc(1_000_000));
    await remote.signal('INT');
    expect(await ended()).toMatchObject({ code: 9, output: Buffer.from('ready\ncaught\n') });
  });

  test('that a signal ends says so in its exit code', async () => {
    const { ended, remote, all } = await sh('echo ready; sleep 30');
    await expect.poll(() => all('output').toString()).toBe('ready\n');
    await remote.signal('INT');
    expect(await ended()).toMatchObject({ code: 130 });
  });

  test('ends when the session does, with all that it has started', async () => {
    const { session, all } = await sh('sleep 300 & echo $!; wait');
    await expect.poll(() => all('output').toString()).toMatch(/^\d+\n$/);
    const pid = Number(all('output').toString());
    session.close('Your session timed out.');
    await expect.poll(() => alive(pid), { timeout: 8000 }).toBe(false);
  });

  test('says so where no release is on the server yet', async () => {
    const server = newServer();
    const program = server.program.replaceAll('/opt/app/current', '/opt/app/none');
    const { ended } = await asking({ do: 'run', words: ['true'] }, {}, { ...server, program });
    expect((await ended()).heard).toEqual([{ is: 'refused', why: 'no-release' }]);
  });
});

describe('who the database is asked as', () => {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const request = {
    do: 'database',
    host: 'db.example',
    region: 'us-east-1',
    key: key.publicKey.export({ format: 'jwk' }),
  };
  const answer = async (server: ReturnType<typeof newServer>) => {
    const { ended } = await asking(request, {}, server);
    const { heard } = await ended();
    return heard[0];
  };

  test("is the app's own user, whose password is told to this one call alone", async () => {
    const server = newServer();
    const password = 'p/ä한글 word'.repeat(5);
    server.write('etc/stepway/database.user', `HOST=db.example\nPASSWORD=${password}\n`);
    server.write('etc/stepway/rds.pem', 'certificates');
    const said = (await answer(server)) as { value: { password: string } };
    expect(said).toMatchObject({ is: 'answer', value: { user: 'app', authorities: 'certificates' } });
    expect(JSON.stringify(said)).not.toContain('한글');
    const sealed = Buffer.from(said.value.password, 'base64');
    expect(privateDecrypt({ key: key.privateKey, oaepHash: 'sha256' }, sealed).toString()).toBe(password);
  });

  test('is nobody where there is no user yet, and none whose password RDS keeps', async () => {
    const server = newServer();
    server.write('etc/stepway/database.user', 'HOST=another.example\nPASSWORD=secret\n');
    expect(await answer(server)).toEqual({ is: 'refused', why: 'no-user' });
  });
});

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
