import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { example } from '../init/projects.ts';
import { run } from '../support/program.ts';
import { contentOf, expectCode, jsonLines, korean, project, small, unbroken, watch } from './support.ts';

/** A rehearsed stack that takes deployments, and nothing to deploy. */
const built = project();
/** The same without a delivery. */
const without = project();

beforeAll(async () => {
  const up = (cwd: string, ...more: string[]) => run(['up', '--rehearse', ...small, ...more], { cwd });
  for (const { code, stderr } of await Promise.all([
    up(
      built,
      '--app-port',
      '3000',
      '--health-path',
      '/up',
      '--delivery',
      'github',
      '--repository',
      'octocat/shop',
      '--branch',
      'release',
    ),
    up(without),
  ]))
    expectCode(code, 0, stderr);
}, 60_000);

const stepway = async (cwd: string, ...args: string[]) => {
  const { code, stdout, stderr } = await run([...args, '--rehearse'], { cwd });
  return { code, stdout, said: unbroken(stderr) };
};

/** An example in a folder with that stack, with what init writes. */
async function ready(name: 'node' | 'python' | 'static' = 'node'): Promise<string> {
  const cwd = project(built);
  cpSync(example(name), cwd, { recursive: true });
  // The folder is this user's home as well, where npm keeps what it downloads.
  writeFileSync(join(cwd, '.gitignore'), '.npm\n');
  const { code, said } = await stepway(cwd, 'init', '--yes');
  expectCode(code, 0, said);
  return cwd;
}

const failing = (cwd: string, ...args: string[]) =>
  run(['deploy', '--rehearse=deployment-fails', '--no-try', ...args], { cwd });

describe.concurrent('stepway deploy', () => {
  test.each(['node', 'python', 'static'] as const)(
    'puts the example %s on the server, and looks at the site',
    async (name) => {
      const cwd = await ready(name);
      // Flask would have to be downloaded to be tried, and no page is at the health path.
      const { code, stdout, said } = await stepway(cwd, 'deploy', ...(name !== 'node' ? ['--no-try'] : []));
      expectCode(code, 0, said);
      for (const event of ['Bundle uploaded', 'BeforeInstall', 'ValidateService', 'no server runs your app'])
        expect(said).toContain(event);
      expect(said).toMatch(/AfterInstall \d+ s/);
      // The version that serves is not stopped, and nothing is copied over it.
      expect(said).not.toMatch(/stops the running|copies what/);
      expect(stdout).toBe('https://app.example.com\n');
      // What was about to happen has happened.
      expect(existsSync(join(cwd, '.stepway/rehearsal/shop.deploy.json'))).toBe(false);
    },
  );

  test('ends with 4 when it fails: the event, the script’s last lines, the cause, the fix, in both languages', async () => {
    const cwd = await ready();
    const english = await failing(cwd);
    expectCode(english.code, 4, english.stderr);
    const said = unbroken(english.stderr);
    expect(said).toContain("▶ Error: Cannot find module 'express'");
    expect(said).toContain('failed in ApplicationStart');
    expect(said).toContain('A module is missing');
    expect(said).toContain('Add it to the dependencies');
    // The very first one: there is nothing to go back to, and the site is as it was.
    expect(said).toContain('visitors still see the welcome page');
    expect(said).toContain('No response from http://127.0.0.1:3000/up.');
    expect(said).not.toContain('serves as before');
    const { code, stdout } = await stepway(cwd, 'doctor');
    expectCode(code, 0, stdout);
    expect(unbroken(stdout)).toContain('failed in ApplicationStart');
    const inKorean = await failing(cwd, '--lang', 'ko');
    expectCode(inKorean.code, 4, inKorean.stderr);
    expect(unbroken(inKorean.stderr)).toContain('앱에 필요한 모듈이 없습니다.');
  });

  test('tells programs each event, and last how it ended', async () => {
    const cwd = await ready();
    const good = await stepway(cwd, 'deploy', '--json');
    expectCode(good.code, 0, good.said);
    const events = jsonLines(good.stdout);
    expect(events.map(({ is }) => is)).toEqual(expect.arrayContaining(['uploaded', 'started', 'event']));
    expect(events).toContainEqual(expect.objectContaining({ is: 'event', event: 'Install', status: 'Succeeded' }));
    expect(events.at(-1)).toMatchObject({
      is: 'done',
      url: 'https://app.example.com',
      deployment: expect.stringMatching(/^d-/),
      // The rehearsal has run no app.
      visit: { is: 'answered', assumed: true },
    });
    const { stdout } = await stepway(cwd, 'doctor');
    expect(unbroken(stdout)).toMatch(/Every part is healthy\. In a rehearsal no server runs your app/);
    expect(stdout).not.toMatch(/Everything works|HTTP 200/);

    writeFileSync(join(cwd, 'server.js'), '// broken');
    const bad = await failing(cwd, '--json');
    expect(jsonLines(bad.stdout).at(-1)).toMatchObject({
      is: 'failed',
      event: 'ApplicationStart',
      code: 'ScriptFailed',
      restored: true,
      // The one that serves has the app's own port.
      lines: expect.arrayContaining([
        'No response from http://127.0.0.1:13000/up.',
        "Error: Cannot find module 'express'",
        expect.stringMatching(/stopped; the one before it serves as before/),
      ]),
    });
  });

  test('goes back to the last good version, and deploys lists what the server runs', async () => {
    const cwd = await ready();
    await stepway(cwd, 'deploy');
    writeFileSync(join(cwd, 'server.js'), '// another');
    await stepway(cwd, 'deploy', '--no-try');
    const back = await stepway(cwd, 'deploy', '--rollback');
    expectCode(back.code, 0, back.said);
    const { stdout } = await stepway(cwd, 'deploys', '--json');
    const [newest, second, first] = JSON.parse(stdout) as Record<string, unknown>[];
    expect(newest).toMatchObject({ status: 'Succeeded', revision: first?.['revision'], live: true });
    expect(second).toMatchObject({ live: false });
    expect(second?.['revision']).not.toBe(first?.['revision']);
    expect((await stepway(cwd, 'deploys')).stdout).toMatch(
      new RegExp(
        `● +${String(newest?.['deployment'])} .*succeeded \\(rollback\\)\n[^(]*\n[^(]*● serves visitors now · times in \\S+\n`,
      ),
    );
  });

  test('finds the deployment again that it was killed over', async () => {
    const cwd = await ready();
    const killed = watch(['deploy', '--rehearse'], cwd);
    await killed.says('Deployment d-');
    killed.kill('SIGKILL');
    expect((await killed.ended).code).toBe('SIGKILL');
    const again = await stepway(cwd, 'deploy');
    expectCode(again.code, 0, again.said);
    expect(again.said).toContain('already in progress');
    expect(JSON.parse((await stepway(cwd, 'deploys', '--json')).stdout)).toHaveLength(1);
  });

  test('has nothing to go back to at first, and nothing to follow', async () => {
    const cwd = await ready();
    const back = await stepway(cwd, 'deploy', '--rollback');
    expectCode(back.code, 2, back.said);
    expect(back.said).toContain('There is no earlier successful deployment');
    const none = await stepway(cwd, 'deploy', '--follow');
    expectCode(none.code, 2, none.said);
    expect((await stepway(cwd, 'deploys', '--lang', 'ko')).stdout).toMatch(korean);
    const both = await stepway(cwd, 'deploy', '--rollback', '--follow');
    expectCode(both.code, 2, both.said);
    expect(both.said).toContain('cannot be used together');
  });

  test('sends nothing that would fail on the server', async () => {
    const cwd = await ready();
    rmSync(join(cwd, 'deploy/release.sh'));
    const { code, said } = await stepway(cwd, 'deploy');
    expectCode(code, 2, said);
    expect(said).toContain('BeforeInstall script deploy/release.sh is missing');
    const bare = project(built);
    const untouched = await stepway(bare, 'deploy');
    expectCode(untouched.code, 2, untouched.said);
    expect(untouched.said).toContain('stepway init');
  });

  test('sends no secret, and says in a line what it leaves out', async () => {
    const cwd = await ready();
    writeFileSync(join(cwd, '.gitignore'), '*.log\n');
    writeFileSync(join(cwd, 'a.log'), '');
    const good = await stepway(cwd, 'deploy');
    expectCode(good.code, 0, good.said);
    expect(good.said).toMatch(/Left out of the bundle: \d+\. `stepway deploy --list --rehearse`/);
    writeFileSync(join(cwd, 'id_rsa'), 'KEY');
    const bad = await stepway(cwd, 'deploy', '--json');
    expectCode(bad.code, 2, bad.said);
    expect(bad.said).toContain('id_rsa – a private SSH key');
    expect(bad.said).toContain('Nothing was uploaded');
    expect(jsonLines(bad.stdout)).toEqual([
      expect.objectContaining({
        is: 'failed',
        refused: [{ path: 'id_rsa', why: expect.stringContaining('`!/id_rsa`') }],
      }),
    ]);
    const inKorean = await stepway(cwd, 'deploy', '--lang', 'ko');
    expect(inKorean.said).toContain('SSH 개인 키');
  });

  test('says what a stack lacks that takes no deployments', async () => {
    const cwd = project(without);
    cpSync(example('static'), cwd, { recursive: true });
    await stepway(cwd, 'init', '--yes');
    const { code, said } = await stepway(cwd, 'deploy');
    expectCode(code, 2, said);
    // As it is a rehearsal, what it advises builds nothing real.
    expect(said).toContain('`stepway up --delivery local --rehearse`');
  });

  test('fills the workflow with what the stack has', async () => {
    const cwd = await ready('static');
    const workflow = contentOf(cwd)['.github/workflows/deploy.yml'] ?? '';
    expect(workflow).toMatch(/BUCKET: "shop-[0-9a-f]{8}-delivery-bucket"/);
    expect(workflow).toContain('APPLICATION: "shop-application"');
    expect(workflow).toContain('DEPLOYMENT_GROUP: "shop-deployment-group"');
    expect(workflow).toContain('AWS_REGION: "us-east-1"');
    expect(workflow).not.toContain('SET-THIS');
    // The only branch that the role at AWS can be taken from.
    expect(workflow).toContain('branches: ["release"]');
    expect(workflow).toMatch(/\|\| 'arn:aws:iam::123456789012:role\/shop-[0-9a-f]{8}-github-role'/);
  });
});

describe.concurrent('stepway deploy tries the app on this machine first', () => {
  test('and says how it went, to people and programs', async () => {
    const cwd = await ready();
    const { code, stdout, said } = await stepway(cwd, 'deploy', '--json');
    expectCode(code, 0, said);
    const events = jsonLines(stdout).filter(({ is }) => is !== 'building' && is !== 'phase-built');
    expect(events.slice(0, 4)).toEqual([
      expect.objectContaining({ is: 'trying', phase: 'install' }),
      expect.objectContaining({ is: 'trying', phase: 'start' }),
      expect.objectContaining({ is: 'tried', tried: expect.objectContaining({ is: 'well', status: 200 }) }),
      expect.objectContaining({ is: 'uploaded' }),
    ]);
    expect(events.at(-1)).toMatchObject({ is: 'done', tried: { is: 'well', status: 200 } });

    writeFileSync(join(cwd, 'public.txt'), 'another version');
    const again = await stepway(cwd, 'deploy', '--lang', 'ko');
    expectCode(again.code, 0, again.said);
    expect(again.said).toMatch(/✔ 이 컴퓨터에서 실행한 앱의 응답: 200 \d+초/);
  });

  test('and sends nothing of what fails: its last lines, the cause, and the way out', async () => {
    const cwd = await ready();
    writeFileSync(join(cwd, 'server.js'), "console.log('key of the app: s3cr3t'); await import('express');");
    const { code, stdout, said } = await stepway(cwd, 'deploy');
    expectCode(code, 2, said);
    expect(stdout).toBe('');
    expect(said).toContain('│ key of the app: s3cr3t');
    expect(said).toMatch(
      /✖ The app failed on this machine.* exited on its own before it responded \(exit code 1\)\..* A module is missing/,
    );
    expect(said).toContain('Nothing was uploaded. `stepway deploy --no-try --rehearse` deploys without trying.');
    const inKorean = await stepway(cwd, 'deploy', '--lang', 'ko');
    expectCode(inKorean.code, 2, inKorean.said);
    expect(inKorean.said).toMatch(/이 컴퓨터에서 실행해 보니 실패했습니다.*앱에 필요한 모듈이 없습니다/);
    // What the app printed may be secret: it is for the screen alone.
    const json = await stepway(cwd, 'deploy', '--json');
    expectCode(json.code, 2, json.said);
    expect(json.stdout).not.toContain('s3cr3t');
    expect(json.said).toContain('s3cr3t');
    expect(jsonLines(json.stdout).at(-1)).toMatchObject({ is: 'failed', tried: { is: 'failed', phase: 'start' } });
    expect(json.stdout).not.toContain('"uploaded"');
    // Without the try it is sent: who says so knows why.
    const untried = await stepway(cwd, 'deploy', '--no-try', '--json');
    expectCode(untried.code, 0, untried.said);
    expect(untried.stdout).not.toMatch(/"(trying|tried)"/);
  });

  test('and goes on where it may fail only for want of settings that are on AWS', async () => {
    const cwd = await ready();
    writeFileSync(join(cwd, 'server.js'), "throw new Error('JWT_SECRET is not set');");
    expectCode((await stepway(cwd, 'deploy')).code, 2, 'the stack has no settings');
    const set = await stepway(cwd, 'env', 'set', 'JWT_SECRET=never-shown', '--no-restart');
    expectCode(set.code, 0, set.said);
    const { code, said } = await stepway(cwd, 'deploy');
    expectCode(code, 0, said);
    expect(said).toContain('It may be for want of what it has on AWS only: its settings. ✔ Bundle uploaded');
  });

  test('and says what it could not try, and goes on', async () => {
    const cwd = await ready();
    const { code, stderr } = await run(['deploy', '--rehearse'], { cwd, env: { PATH: cwd } });
    expectCode(code, 0, stderr);
    expect(unbroken(stderr)).toContain('The app was not tried on this machine. bash is not on this machine.');
  });
});

describe.concurrent('stepway deploy of an app that is an image', () => {
  const image = async (files: Readonly<Record<string, string>> = {}) => {
    const cwd = project(built);
    const all = {
      Dockerfile: 'FRM nothing',
      'app.rb': '',
      '.gitignore': '.npm\n',
      '.dockerignore': '.stepway\n.npm\n',
    };
    for (const [path, text] of Object.entries({ ...all, ...files })) writeFileSync(join(cwd, path), text);
    const init = await stepway(cwd, 'init', '--yes');
    expectCode(init.code, 0, init.said);
    expect(init.said).toContain('docker must be running');
    return cwd;
  };

  test('refuses secrets that docker would be given, in a rehearsal as well', async () => {
    const cwd = await image({ '.env': 'TOKEN=1', id_rsa: '' });
    const { code, said } = await stepway(cwd, 'deploy');
    expectCode(code, 2, said);
    expect(said).toMatch(/\.env – environment settings.*id_rsa – a private SSH key.*to \.dockerignore/);
    const listed = await run(['deploy', '--list', '--json'], { cwd });
    expectCode(listed.code, 2, listed.stderr);
    const { refused, left, image: given } = JSON.parse(listed.stdout) as Record<string, unknown>;
    expect(refused).toMatchObject([{ path: '.env' }, { path: 'id_rsa' }]);
    expect(left).not.toContainEqual(expect.objectContaining({ path: '.env' }));
    expect(given).toContain('app.rb');
    writeFileSync(join(cwd, '.dockerignore'), '.stepway\n.npm\n.env\nid_rsa\n');
    const clean = await run(['deploy', '--list'], { cwd });
    expectCode(clean.code, 0, clean.stderr);
    expect(clean.stdout).toMatch(/Given to docker on this machine to build the image: \d+\n(?: .*\n)* {2}app\.rb\n/);
    expect(clean.stdout).toMatch(/ \.env +listed in \.dockerignore/);
  });

  test('says that a rehearsal builds no image', async () => {
    const cwd = await image();
    const { said } = await stepway(cwd, 'deploy');
    expect(said).toContain('A rehearsal builds no image and does not try the Dockerfile.');
    const inKorean = await stepway(cwd, 'deploy', '--lang', 'ko');
    expect(inKorean.said).toContain('연습에서는 이미지를 빌드하지 않으므로');
  });
});

describe.concurrent('stepway deploy --list', () => {
  const list = (cwd: string, ...args: string[]) => run(['deploy', '--list', ...args], { cwd });

  test('needs no stack, and leaves nothing behind', async () => {
    const cwd = project();
    cpSync(example('node'), cwd, { recursive: true });
    const before = contentOf(cwd);
    const { code, stdout, stderr } = await list(cwd);
    expectCode(code, 0, stderr);
    expect(stdout).toContain('  server.js\n');
    expect(stderr).toContain('There is no appspec.yml yet');
    expect(contentOf(cwd)).toEqual(before);
    expectCode((await run(['init', '--yes'], { cwd })).code, 0, '');
    const after = await list(cwd);
    expectCode(after.code, 0, after.stderr);
    expect(after.stdout).toContain('  deploy/run.sh\n');
    expect(after.stderr).toMatch(/^Before it is sent, the app is built .*\.\n$/s);
    expect(unbroken(after.stderr)).toContain('adds its output and the packed dependencies to this list');
  });

  test('tells people and programs what goes, what does not, and why, in both languages', async () => {
    const cwd = project();
    cpSync(example('static'), cwd, { recursive: true });
    await run(['init', '--yes'], { cwd });
    mkdirSync(join(cwd, 'node_modules'));
    writeFileSync(join(cwd, 'node_modules/a.js'), '');
    const well = await list(cwd, '--json');
    expectCode(well.code, 0, well.stderr);
    expect(JSON.parse(well.stdout)).toEqual({
      files: expect.arrayContaining(['appspec.yml', 'public/index.html']),
      left: expect.arrayContaining([{ path: 'node_modules/', why: 'packages: they are installed anew' }]),
      refused: [],
    });
    writeFileSync(join(cwd, '.env'), 'SECRET=1');
    const json = await list(cwd, '--json', '--lang', 'ko');
    expectCode(json.code, 2, json.stderr);
    expect(JSON.parse(json.stdout)).toMatchObject({
      refused: [{ path: '.env', why: expect.stringMatching(/[가-힣].*`!\/\.env`/) }],
    });
    const english = await list(cwd);
    expectCode(english.code, 2, english.stderr);
    expect(english.stdout).toMatch(/node_modules\/ +packages/);
    expect(english.stdout).toMatch(/Refused\n +\.env +environment settings.*`!\/\.env`/);
    expect(unbroken(english.stderr)).toContain('sends nothing as long as a file is refused (1)');
    const inKorean = await list(cwd, '--lang', 'ko');
    expect(inKorean.stdout).toContain('보내지 않음');
    expect(inKorean.stderr).toMatch(korean);
  });

  test('says what else would stop the deployment, and takes no other flag of it', async () => {
    const cwd = project();
    cpSync(example('node'), cwd, { recursive: true });
    await run(['init', '--yes'], { cwd });
    rmSync(join(cwd, 'deploy/release.sh'));
    const { code, stderr } = await list(cwd);
    expectCode(code, 2, stderr);
    expect(unbroken(stderr)).toContain('BeforeInstall script deploy/release.sh is missing');
    for (const flag of ['--rollback', '--follow']) {
      const both = await list(cwd, flag);
      expectCode(both.code, 2, both.stderr);
      expect(unbroken(both.stderr)).toContain(`--list and ${flag} cannot be used together`);
    }
  });
});
