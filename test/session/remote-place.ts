import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { relay } from '../../src/session/relay.ts';
import { temporaryFolder } from '../support/folder.ts';

/** A server's folders with a release of an app, and the program of sessions as it is there. */
export interface TestServer {
  readonly root: string;
  readonly program: string;
  write(path: string, text: string): void;
  /** The program of sessions, as it finds its way in the folders of this server. */
  adapt(program: string): string;
}

export function newServer(root = temporaryFolder()): TestServer {
  const write = (path: string, text: string) => {
    const file = join(root, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
    if (path.endsWith('.sh')) chmodSync(file, 0o755);
  };
  mkdirSync(join(root, 'opt/app/releases/1'), { recursive: true });
  mkdirSync(join(root, 'var/lib/app'), { recursive: true });
  symlinkSync(join(root, 'opt/app/releases/1'), join(root, 'opt/app/current'));
  write('etc/stepway/app.env', 'PORT=8080\nGREETING="hello \\"$x\\" \\\\ "\nAWS_REGION=us-east-1\n');
  const adapt = (program: string) =>
    program
      .replaceAll(/"(\/opt\/app|\/etc\/(?:stepway|nginx)|\/var\/lib\/app)/g, `"${root}$1`)
      // The user of the tests may be root, and there is no app.
      .replace('    if os.geteuid() != 0:\n', '    if True:\n');
  return { root, program: adapt(relay), write, adapt };
}
