import { closeSync, openSync, readSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
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
 * What was built for another system than Linux, and cannot run on the server; undefined where nothing was.
 *
 * @param made the program that the server starts.
 */
export function foreignProgram(folder: string, files: readonly string[], made: string | undefined): Words | undefined {
  const found = files.find(
    (path) => (path === made || isModule(path)) && foreign.test(headOf(join(folder, path)).toString('hex')),
  );
  return found === undefined
    ? undefined
    : {
        en: `${oneLine(found)} was built for another system than the server's, which is Linux: build it for Linux (\`stepway init\` says how), or let GitHub build it.`,
        ko: `서버의 시스템(Linux)이 아닌 다른 시스템용으로 빌드된 파일입니다: ${oneLine(found)}. Linux용으로 빌드하거나(방법은 \`stepway init\`이 알려 줍니다) GitHub에서 빌드하세요.`,
      };
}

/** https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html: `e_machine`, as Node.js calls it. */
const processors: Readonly<Record<number, string>> = { 0x3e: 'x64', 0xb7: 'arm64' };

/** Whether this machine runs a file: all but a program of Linux that is for another system or processor. */
export function runsHere(file: string): boolean {
  const head = headOf(file);
  if (head.toString('latin1', 0, 4) !== '\u007fELF') return true;
  return platform() === 'linux' && processors[head.readUInt16LE(18)] === arch();
}
