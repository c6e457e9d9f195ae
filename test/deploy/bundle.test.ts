import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readAppspec } from '../../src/deploy/appspec.ts';
import { pack } from '../../src/deploy/bundle.ts';
import { Trouble } from '../../src/errors.ts';
import schema from '../init/appspec-schema.json' with { type: 'json' };
import { example, projectOf, samples } from '../init/projects.ts';
import { nodeShapes } from '../init/zoo/node.ts';
import { otherShapes } from '../init/zoo/others.ts';
import { git } from './repository.ts';
import { initialise } from './support.ts';

/** The example, ready to be deployed. */
function ready(name: 'node' | 'python' | 'static' = 'node'): string {
  const folder = projectOf({});
  cpSync(example(name), folder, { recursive: true });
  initialise(folder);
  return folder;
}

/** Each path with its mode, as the zip file's directory says it. */
function modesOf(bytes: Uint8Array): Record<string, string> {
  const view = Buffer.from(bytes);
  const modes: Record<string, string> = {};
  for (let at = view.indexOf('PK\u0001\u0002'); at >= 0; at = view.indexOf('PK\u0001\u0002', at + 46)) {
    const name = view.subarray(at + 46, at + 46 + view.readUInt16LE(at + 28)).toString();
    modes[name] = `${view.readUInt8(at + 5)}:${(view.readUInt32LE(at + 38) >>> 16).toString(8)}`;
  }
  return modes;
}

function refusal(folder: string): string {
  try {
    pack(folder);
  } catch (error) {
    if (error instanceof Trouble && error.kind === 'usage') return error.what.en;
    throw error;
  }
  return '';
}

const put = (folder: string, path: string, content: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
};

const replaceIn = (folder: string, path: string, from: string | RegExp, to: string) =>
  writeFileSync(join(folder, path), readFileSync(join(folder, path), 'utf8').replace(from, to));

test.each(['node', 'python', 'static'] as const)('what init writes for the example %s can be deployed', (name) => {
  expect(refusal(ready(name))).toBe('');
});

test.each(samples.filter(({ traits }) => traits.kind === 'spring'))('$about has to be built first', ({ files }) => {
  const folder = projectOf(files);
  initialise(folder);
  expect(refusal(folder)).toMatch(/(build\/libs|target) is needed on the server, .* build the project first/);
});

describe.each([...nodeShapes, ...otherShapes].filter(({ makes }) => makes))(
  'a project with $about',
  ({ files, makes = '' }) => {
    test('has to be built before anything is sent; then what was built goes, though git ignores it', () => {
      const folder = projectOf({ ...files, '.gitignore': 'node_modules\n.next\n.output\ndist\nbuild\nbuilt\nbin\n' });
      initialise(folder);
      expect(refusal(folder)).toMatch(
        new RegExp(`${makes} is needed .* missing: build the project first \\(\`.+\`\\)`),
      );
      put(folder, makes, 'built');
      put(folder, '.next/cache/big', '');
      put(folder, 'node_modules/express/index.js', '');
      const inside = '.next/standalone/node_modules/next/index.js';
      put(folder, inside, '');
      const { paths } = pack(folder);
      expect(paths).toContain(makes);
      expect(paths).not.toContain('.next/cache/big');
      expect(paths).not.toContain('node_modules/express/index.js');
      expect(paths.includes(inside)).toBe('package.json' in files);
      put(folder, makes, 'MZ\u0090');
      if (makes === 'bin/app') expect(refusal(folder)).toMatch(/bin\/app was built for another system .*Linux/);
    });
  },
);

describe('a bundle', () => {
  test('is the same for the same content, whenever and wherever it is packed', () => {
    const [a, b] = [ready(), ready()];
    utimesSync(join(b, 'server.js'), 1, 1);
    expect(pack(b).hash).toBe(pack(a).hash);
    writeFileSync(join(b, 'server.js'), 'other\n');
    expect(pack(b).hash).not.toBe(pack(a).hash);
  });

  test('has what the project has, byte for byte, and keeps what can be run', () => {
    const folder = ready();
    writeFileSync(join(folder, 'tool'), 'x');
    chmodSync(join(folder, 'tool'), 0o755);
    chmodSync(join(folder, 'deploy/release.sh'), 0o644);
    const { bytes, paths } = pack(folder);
    for (const [path, content] of Object.entries(unzipSync(bytes)))
      expect(Buffer.from(content).equals(readFileSync(join(folder, path))), path).toBe(true);
    expect(paths).toEqual(paths.toSorted());
    // 3 is Unix, where modes mean something.
    expect(modesOf(bytes)).toMatchObject({
      'server.js': '3:100644',
      tool: '3:100755',
      'deploy/release.sh': '3:100755',
      'appspec.yml': '3:100644',
    });
  });

  test('leaves out what is made anew, and what is nobody else’s business', () => {
    const folder = ready();
    for (const path of [
      '.git/HEAD',
      '.stepway/shop.jsonl',
      'node_modules/a/index.js',
      'web/node_modules/b.js',
      '.venv/x',
      '.envelope',
    ]) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), '');
    }
    const { paths } = pack(folder);
    expect(paths.filter((path) => /\.git|\.stepway|node_modules|\.venv|\.env/.test(path))).toEqual(['.envelope']);
  });

  test('is not made of what looks like a secret: each is named, with the line that sends it', () => {
    const folder = ready();
    for (const path of ['.env', 'id_rsa']) writeFileSync(join(folder, path), 'SECRET=1');
    expect(refusal(folder).split('\n')).toEqual([
      'These files would leave your computer, and should not:',
      expect.stringMatching(/^- \.env – .*`!\/\.env`$/),
      expect.stringMatching(/^- id_rsa – .*`!\/id_rsa`$/),
    ]);
    writeFileSync(join(folder, '.stepwayignore'), 'id_rsa\n!/.env\n');
    expect(pack(folder).paths).toContain('.env');
    expect(pack(folder).paths).not.toContain('id_rsa');
  });

  test('is the same for the same files, whether git is there or not', () => {
    const [plain, known] = [ready(), ready()];
    git(known, 'init', '--quiet');
    expect(pack(known).hash).toBe(pack(plain).hash);
  });

  test('has a Procfile as it is, with what its commands run of what was built', () => {
    const folder = ready();
    const text = '\uFEFFweb: npm start\r\n\r\n# one\r\nmail_2:node built/mail.js --quiet \r\n';
    put(folder, 'Procfile', text);
    put(folder, '.gitignore', 'built\n');
    put(folder, 'built/mail.js', '');
    const { bytes, paths } = pack(folder);
    expect(Buffer.from(unzipSync(bytes)['Procfile']!).toString()).toBe(text);
    expect(paths).toContain('built/mail.js');
  });

  test('has only what appspec.yml names, where it names files', () => {
    const folder = ready();
    writeFileSync(join(folder, 'notes.txt'), '');
    replaceIn(folder, 'appspec.yml', 'hooks:', 'files:\n  - source: server.js\n    destination: /srv\nhooks:');
    const { paths } = pack(folder);
    expect(paths).toContain('server.js');
    expect(paths).toContain('deploy/install.sh');
    expect(paths).not.toContain('notes.txt');
  });

  test('takes what a link leads to, inside of the project only', () => {
    const folder = ready();
    symlinkSync('server.js', join(folder, 'main.js'));
    expect(Buffer.from(unzipSync(pack(folder).bytes)['main.js']!).toString()).toContain('createServer');
    symlinkSync('/etc/passwd', join(folder, 'passwd'));
    expect(refusal(folder)).toContain('passwd – a link to outside the project');
    rmSync(join(folder, 'passwd'));
    symlinkSync('.', join(folder, 'round'));
    expect(refusal(folder)).toContain('round – a link to a folder');
  });
});

describe('before anything is sent', () => {
  test('a project without appspec.yml is told of init', () => {
    expect(refusal(projectOf({}))).toContain('has no appspec.yml');
  });

  test.each<[string, (folder: string) => void, string]>([
    [
      'a script that is not there',
      (folder) => rmSync(join(folder, 'deploy/release.sh')),
      'ValidateService script deploy/release.sh is missing',
    ],
    [
      'a script with Windows line endings',
      (folder) => replaceIn(folder, 'deploy/release.sh', /\n/g, '\r\n'),
      'Windows line endings',
    ],
    [
      'one that no event runs, with Windows line endings',
      (folder) => replaceIn(folder, 'deploy/run.sh', /\n/g, '\r\n'),
      'Save deploy/run.sh with LF',
    ],
    [
      'a script without an interpreter',
      (folder) => replaceIn(folder, 'deploy/release.sh', '#!/bin/bash\n', ''),
      'does not start with a line such as #!',
    ],
    ['damaged YAML', (folder) => replaceIn(folder, 'appspec.yml', 'os: linux', 'os: [linux'), 'is not valid YAML'],
    ['another version', (folder) => replaceIn(folder, 'appspec.yml', '0.0', '1.0'), 'version must be 0.0, but is 1'],
    [
      'another system',
      (folder) => replaceIn(folder, 'appspec.yml', 'linux', 'macos'),
      'os must be linux, but is "macos"',
    ],
    [
      'an unknown event',
      (folder) => replaceIn(folder, 'appspec.yml', 'AfterInstall:', 'AfterInstal:'),
      'hooks has the unknown key "AfterInstal"',
    ],
    [
      'too long a time',
      (folder) => replaceIn(folder, 'appspec.yml', 'timeout: 2400', 'timeout: 3719'),
      'add up to 3719 seconds',
    ],
    [
      'a place that is no path',
      (folder) => replaceIn(folder, 'appspec.yml', 'hooks:', 'files: [{ source: /, destination: opt/app }]\nhooks:'),
      'must be a path that begins with /',
    ],
    [
      'files outside of the project',
      (folder) => replaceIn(folder, 'appspec.yml', 'hooks:', 'files: [{ source: ../x, destination: /a }]\nhooks:'),
      'is outside the project',
    ],
    [
      'a Procfile without web',
      (folder) => writeFileSync(join(folder, 'Procfile'), '# all\nworker: node mail.js\n'),
      'The Procfile has no `web`',
    ],
    [
      'a line of a Procfile without a command',
      (folder) => writeFileSync(join(folder, 'Procfile'), 'web: npm start\n\nworker:\n'),
      'Line 3 of the Procfile is not `NAME: COMMAND`: worker:',
    ],
    [
      'a name of a Procfile that is none',
      (folder) => writeFileSync(join(folder, 'Procfile'), 'web: npm start\nmy worker: node mail.js\n'),
      'Line 2 of the Procfile is not',
    ],
    [
      'a process that is there twice',
      (folder) => writeFileSync(join(folder, 'Procfile'), 'web: npm start\nmail: node a.js\nmail: node b.js\n'),
      'has `mail` more than once',
    ],
    [
      'a Procfile beside a run.sh that starts one thing only',
      (folder) => {
        writeFileSync(join(folder, 'Procfile'), 'web: npm start\n');
        replaceIn(folder, 'deploy/run.sh', /^if.*\n/m, '');
      },
      'deploy/run.sh does not start what the Procfile says',
    ],
  ])('%s is found', (_, spoil, said) => {
    const folder = ready();
    spoil(folder);
    expect(refusal(folder)).toContain(said);
  });
});

test('several faults are a list, a line each', () => {
  const folder = ready();
  replaceIn(folder, 'appspec.yml', 'deploy/release.sh', 'deploy/other.sh');
  for (const script of ['run', 'release']) replaceIn(folder, `deploy/${script}.sh`, /\n/g, '\r\n');
  expect(refusal(folder).split('\n')).toEqual([
    'This deployment would fail on the server.',
    expect.stringMatching(/^- The BeforeInstall script deploy\/other\.sh/),
    expect.stringMatching(/^- .*CRLF.* deploy\/release\.sh, deploy\/run\.sh/),
  ]);
});

describe('files of an earlier init', () => {
  const early = () => {
    const folder = projectOf({ 'package.json': '{"scripts":{"start":"node server.js"}}', 'server.js': '' });
    cpSync(fileURLToPath(new URL('../fixtures/0.1.0/project', import.meta.url)), folder, { recursive: true });
    return folder;
  };

  test('go on being deployed, and it is said what they cost', () => {
    const { paths, notes } = pack(early());
    expect(paths).toEqual(expect.arrayContaining(['server.js', 'deploy/start.sh', 'deploy/app.service']));
    expect(notes.map(({ en }) => en)).toEqual([expect.stringContaining('the site pauses during each deployment')]);
  });

  test.each(['appspec.yml', 'deploy/install.sh'])('do not work together with new ones: all but %s', (kept) => {
    const folder = early();
    const before = readFileSync(join(folder, kept));
    for (const path of ['appspec.yml', 'deploy/install.sh', 'deploy/prepare.sh', 'deploy/run.sh'])
      rmSync(join(folder, path));
    initialise(folder);
    expect(pack(folder).notes).toEqual([]);
    writeFileSync(join(folder, kept), before);
    expect(refusal(folder)).toContain('are from different versions of stepway and do not work together');
  });
});

test('an appspec.yml that is a folder is said to be one', () => {
  const folder = projectOf({ 'appspec.yml/x': '' });
  expect(() => pack(folder)).toThrow(/appspec\.yml: it is a folder\.$/);
});

test('an AppSpec file is taken if, and only if, it is as CodeDeploy documents it', () => {
  const isValid = new Ajv({ allowUnionTypes: true }).compile(schema);
  const or = <T, U>(good: fc.Arbitrary<T>, bad: fc.Arbitrary<U>) =>
    fc.oneof({ weight: 8, arbitrary: good }, { weight: 1, arbitrary: bad });
  const junk = fc.constantFrom<unknown[]>(1, -5, 'x', '', true, [], {}, ['x']);
  const script = fc.record(
    {
      location: or(fc.constantFrom('a.sh', 'deploy/b.sh'), junk),
      timeout: or(fc.integer({ min: 1, max: 300 }), fc.constantFrom(0, -1, 'x')),
    },
    { requiredKeys: ['location'] },
  );
  const event = or(fc.constantFrom('BeforeInstall', 'ValidateService'), fc.constantFrom('Install', 'x'));
  const spec = fc.record(
    {
      version: or(fc.constant(0), fc.constantFrom(1, '0.0')),
      os: or(fc.constant('linux'), fc.constantFrom('x', 1)),
      files: or(
        fc.array(
          fc.record({
            source: or(fc.constant('/'), fc.constant(1)),
            destination: or(fc.constant('/opt/app'), fc.constant('opt')),
          }),
          { maxLength: 2 },
        ),
        fc.constantFrom('x', 1),
      ),
      file_exists_behavior: or(fc.constantFrom('OVERWRITE', 'RETAIN'), junk),
      hooks: or(
        fc.dictionary(event, fc.array(script, { minLength: 1, maxLength: 2 }), { maxKeys: 2 }),
        fc.constantFrom('x', 1),
      ),
    },
    { requiredKeys: ['version', 'os'] },
  );
  fc.assert(
    fc.property(spec, (one) => {
      const { problems } = readAppspec(stringify(one));
      expect(problems.length === 0, JSON.stringify([one, problems])).toBe(isValid(one));
    }),
    { numRuns: 500 },
  );
});

test('nothing that is in an AppSpec file makes stepway fail', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' })), (text) => {
      for (const { en, ko } of readAppspec(text).problems) expect(`${en}${ko}`).not.toMatch(/undefined|\n/);
    }),
    { numRuns: 500 },
  );
});
