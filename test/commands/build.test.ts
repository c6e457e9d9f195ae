import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { expectCode, jsonLines, project, small, unbroken } from './support.ts';

/** A rehearsed stack that builds on AWS. */
const built = project();

beforeAll(async () => {
  const { code, stderr } = await run(['up', '--rehearse', ...small, '--delivery', 'local', '--build', 'codebuild'], {
    cwd: built,
  });
  expectCode(code, 0, stderr);
}, 60_000);

const stepway = async (cwd: string, command: string, ...args: string[]) => {
  const { code, stdout, stderr } = await run([command, ...args], { cwd });
  return { code, stdout, said: unbroken(stderr) };
};

const app = {
  'package.json': JSON.stringify({ scripts: { build: 'node build.js', start: 'node dist/server.js' } }),
  'build.js': "require('fs').mkdirSync('dist')",
  '.gitignore': 'dist\n',
  'dist/stale.js': 'made here, earlier',
};

/** A project that is built, in a folder with that stack, with what init writes. */
async function ready(files: Readonly<Record<string, string>> = app): Promise<string> {
  const cwd = project(built);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), content);
  }
  const { code, said } = await stepway(cwd, 'init', '--yes', '--rehearse');
  expectCode(code, 0, said);
  return cwd;
}

describe.concurrent('stepway deploy where the app is built on AWS', () => {
  test('sends the sources, follows build and deployment, and says that nothing was tried or built for real', async () => {
    const cwd = await ready();
    const { code, said, stdout } = await stepway(cwd, 'deploy', '--rehearse');
    expectCode(code, 0, said);
    for (const words of [
      'built for the server by CodeBuild',
      'The app was not tried on this machine. It is built on AWS.',
      'Sources uploaded',
      'INSTALL',
      'POST_BUILD',
      'ValidateService',
      'no server runs your app',
    ])
      expect(said).toContain(words);
    expect(said).toMatch(/Build shop-build-project:[\w-]+ on AWS/);
    expect(said).not.toContain('Bundle uploaded');
    expect(stdout).toBe('https://app.example.com\n');
  });

  test('has an image built and pushed there, in a stack with a registry', async () => {
    const cwd = await ready({ Dockerfile: 'FROM ruby', 'app.rb': '', '.gitignore': '.npm\n.env\n', '.env': 'TOKEN=1' });
    const { code, said } = await stepway(cwd, 'deploy', '--rehearse');
    expectCode(code, 2, said);
    expect(said).toContain('`stepway up --docker --rehearse`');
    const up = await stepway(cwd, 'up', '--yes', '--rehearse', '--docker');
    expectCode(up.code, 0, up.said);
    const listed = await stepway(cwd, 'deploy', '--list', '--rehearse');
    expectCode(listed.code, 0, listed.said);
    expect(listed.stdout).toMatch(/files would go to CodeBuild\n[^]* {2}app\.rb\n/);
    const sent = await stepway(cwd, 'deploy', '--rehearse');
    expectCode(sent.code, 0, sent.said);
    expect(sent.said).toMatch(/`docker build [^`]*`, pushes the image to ECR/);
    expect(sent.said).not.toContain('docker on this machine builds it and pushes it to ECR');
  });

  test('lists what would be sent to be built', async () => {
    const cwd = await ready();
    const { code, said, stdout } = await stepway(cwd, 'deploy', '--list', '--rehearse');
    expectCode(code, 0, said);
    expect(stdout).toMatch(/^\d+ files would go to CodeBuild\n/);
    expect(stdout).toContain('  build.js\n');
    expect(stdout).not.toContain('  dist/stale.js\n');
    expect(said).toContain('built for the server by CodeBuild');
  });

  test('ends with 4 when the build fails: the phase, the line that tells why, and what to do, in both languages', async () => {
    const cwd = await ready();
    const { code, said } = await stepway(cwd, 'deploy', '--rehearse=build-fails');
    expectCode(code, 4, said);
    expect(said).toContain("▶ src/server.ts(12,7): error TS2304: Cannot find name 'prot'.");
    expect(said).toContain('failed in BUILD. TypeScript found errors in the code.');
    expect(said).not.toContain('BeforeInstall');
    const korean = await stepway(cwd, 'deploy', '--rehearse=build-fails', '--lang', 'ko');
    expect(korean.said).toContain('(BUILD 단계)');
    const json = await stepway(cwd, 'deploy', '--rehearse=build-fails', '--json');
    expect(jsonLines(json.stdout).at(-1)).toMatchObject({
      is: 'failed',
      phase: 'BUILD',
      code: 'COMMAND_EXECUTION_ERROR',
    });
  });

  test('tells programs each phase', async () => {
    const cwd = await ready();
    const { code, stdout, said } = await stepway(cwd, 'deploy', '--rehearse', '--json');
    expectCode(code, 0, said);
    const events = jsonLines(stdout);
    expect(events.map(({ is }) => is)).toEqual(
      expect.arrayContaining(['sources-uploaded', 'build-started', 'phase', 'started', 'event']),
    );
    expect(events).toContainEqual(expect.objectContaining({ is: 'phase', phase: 'BUILD', status: 'Succeeded' }));
    expect(events.at(-1)).toMatchObject({ is: 'done', tried: { is: 'not-tried' } });
  });

  test('sends no secrets and nothing that was made here', async () => {
    const cwd = await ready();
    writeFileSync(join(cwd, '.env.production'), 'TOKEN=AKIAIOSFODNN7EXAMPLE\n');
    const { code, said } = await stepway(cwd, 'deploy', '--rehearse');
    expectCode(code, 2, said);
    expect(said).toContain('.env.production');
    expect(said).not.toContain('Sources uploaded');
  });

  test('deploys as it stands what nothing has to be built for, and with --no-build', async () => {
    const plain = await ready({ 'index.html': '<p>hello' });
    const { code, said } = await stepway(plain, 'deploy', '--rehearse', '--no-try');
    expectCode(code, 0, said);
    expect(said).toContain('Bundle uploaded');
    expect(said).not.toContain('Sources uploaded');
    const cwd = await ready();
    const bundled = await stepway(cwd, 'deploy', '--rehearse', '--no-build', '--no-try');
    expect(bundled.said).not.toContain('Sources uploaded');
  });
});
