import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join, posix } from 'node:path';
import type { Server } from '../build/server.ts';
import { ownTools } from '../build/tools.ts';
import { Trouble } from '../errors.ts';
import { oneLine } from '../plain.ts';
import { onDisk } from '../state/disk.ts';
import type { Words } from '../words.ts';

/** How programs of other systems begin: of macOS (Mach-O, for one processor or several), and of Windows. */
const foreign = /^(cffaedfe|cefaedfe|cafebabe|4d5a)/;

function headOf(file: string): Buffer {
  const head = Buffer.alloc(20);
  onDisk('read', file, () => {
    const open = openSync(file, 'r');
    try {
      readSync(open, head, 0, head.length, 0);
    } finally {
      closeSync(open);
    }
  });
  return head;
}

/** Modules of Node.js in C, but not where a package has one for each system, or one for macOS only. */
const isModule = (path: string) => path.endsWith('.node') && !/(^|\/)(prebuilds|fsevents)\//.test(path);

/**
 * What was built for another system than Linux, or another processor, and cannot run on the server; undefined where
 * nothing was.
 *
 * @param made the program that the server starts.
 */
export function foreignProgram(
  folder: string,
  files: readonly string[],
  made: string | undefined,
  server?: Server,
): Words | undefined {
  const program = made !== undefined && files.includes(made) ? headOf(join(folder, made)) : undefined;
  if (server && program && isElf(program) && processors[program.readUInt16LE(18)] !== server.cpu)
    return {
      en: `${oneLine(made ?? '')} was built for another processor than the server's (${server.machine}): build it for that one.`,
      ko: `서버(${server.machine})가 아닌 다른 프로세서용으로 빌드된 파일입니다: ${oneLine(made ?? '')}. 서버에 맞게 빌드하세요.`,
    };
  const found = files.find(
    (path) => (path === made || isModule(path)) && foreign.test(headOf(join(folder, path)).toString('hex')),
  );
  return found === undefined
    ? undefined
    : {
        en: `${oneLine(found)} was built for another system than the server's, which is Linux: build it for Linux (\`stepway init\` says how), or have it built on AWS (\`stepway up --build codebuild\`) or GitHub.`,
        ko: `서버의 시스템(Linux)이 아닌 다른 시스템용으로 빌드된 파일입니다: ${oneLine(found)}. Linux용으로 빌드하거나(방법은 \`stepway init\`이 알려 줍니다) AWS(\`stepway up --build codebuild\`)나 GitHub에서 빌드하세요.`,
      };
}

/** https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html: `e_machine`, as Node.js calls it. */
const processors: Readonly<Record<number, string>> = { 0x3e: 'x64', 0xb7: 'arm64' };

const isElf = (head: Buffer) => head.toString('latin1', 0, 4) === '\u007fELF';

/** Whether this machine runs a file: all but a program of Linux that is for another system or processor. */
export function runsHere(file: string): boolean {
  const head = headOf(file);
  if (!isElf(head)) return true;
  return platform() === 'linux' && processors[head.readUInt16LE(18)] === arch();
}

/** The version 2 of glibc that Amazon Linux 2023 has: https://docs.aws.amazon.com/linux/al2023/ug/core-glibc.html */
const glibc = 34;

/** https://www.prisma.io/docs/orm/reference/prisma-schema-reference#binarytargets-options: those of Amazon Linux 2023. */
const engines = { x64: 'rhel-openssl-3.0.x', arm64: 'linux-arm64-openssl-3.0.x' } as const;

/** Why a server cannot load a module in C; undefined for one that it can, as far as that is to be seen. */
function unfitFor(path: string, module: Buffer, { cpu }: Server): Words | undefined {
  if (!isElf(module)) return { en: 'built for another system', ko: '다른 시스템용으로 빌드됨' };
  const processor = processors[module.readUInt16LE(18)];
  if (processor !== cpu) return { en: 'built for another processor', ko: '다른 프로세서용으로 빌드됨' };
  const text = module.toString('latin1');
  if (text.includes('libc.musl-'))
    return { en: 'built for another C library (musl)', ko: '다른 C 라이브러리(musl)용으로 빌드됨' };
  const engine = /\blibquery_engine-([\w.-]+)\.so\.node$/.exec(path)?.[1];
  if (engine !== undefined && engine !== engines[cpu])
    return {
      en: `Prisma's engine for ${engine}; \`binaryTargets = ["native", "${engines[cpu]}"]\` in its schema adds the server's`,
      ko: `${engine}용 Prisma 엔진. 스키마의 \`binaryTargets = ["native", "${engines[cpu]}"]\`로 서버용을 추가하세요`,
    };
  const newest = Math.max(0, ...[...text.matchAll(/\bGLIBC_2\.(\d+)/g)].map(([, minor]) => Number(minor)));
  if (newest <= glibc) return undefined;
  return {
    en: `compiled here for a newer C library (glibc 2.${newest}) than the server's (2.${glibc})`,
    ko: `서버(glibc 2.${glibc})보다 새로운 C 라이브러리(glibc 2.${newest})에 맞춰 여기서 컴파일됨`,
  };
}

/** Modules in C by the package that they are in: `node_modules/sharp`. */
function modulesIn(folder: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.node')) continue;
    const path = join(entry.parentPath, entry.name).slice(folder.length + 1);
    const [name] = /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
    // What builds it stays here.
    if (name !== undefined && !path.startsWith(`${ownTools}/`)) found.set(name, [...(found.get(name) ?? []), path]);
  }
  return found;
}

/**
 * What of the packages in a folder no server could load: a package that has modules in C, but none for that server. One
 * for musl, in its name, is beside one for glibc.
 */
export function foreignPackage(folder: string, server: Server): Trouble | undefined {
  for (const [name, modules] of modulesIn(folder)) {
    if (/musl|fsevents/.test(name)) continue;
    const whys = modules.map((path) => unfitFor(path, readFileSync(join(folder, path)), server));
    const why = whys.find((why) => why !== undefined);
    if (why && whys.every((why) => why !== undefined)) return notForServer(oneLine(posix.normalize(name)), why, server);
  }
  return undefined;
}

const notForServer = (name: string, why: Words, { machine }: Server) =>
  new Trouble(
    'usage',
    {
      en: `${name} would not run on the server (Linux, ${machine}): ${why.en}.`,
      ko: `서버(Linux, ${machine})에서 실행되지 않는 패키지가 있습니다: ${name}(${why.ko}).`,
    },
    {
      en: 'Nothing was uploaded. Use a version of it that has ready-made builds for Linux, build on AWS (`stepway up --build codebuild`) or GitHub, or let the server install it: `stepway deploy --no-build`.',
      ko: '아무것도 보내지 않았습니다. Linux용으로 미리 빌드된 버전을 쓰거나, AWS(`stepway up --build codebuild`)나 GitHub에서 빌드하거나, `stepway deploy --no-build`로 서버에서 설치하게 하세요.',
    },
  );
