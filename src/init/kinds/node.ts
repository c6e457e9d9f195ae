import type { Project } from '../project.ts';
import type { Kind } from '../traits.ts';
import { isStarted, managerOf, packageOf, scriptOf, type Package } from './package.ts';
import { atLeast, firstNumber, nodeVersions, versionSaid } from './versions.ts';

function wantedVersion(project: Project, { engines }: Package): number {
  const asked = typeof engines?.node === 'string' ? engines.node : '';
  return firstNumber(project.text('.nvmrc') || asked);
}

const nodeVersion = (project: Project, found: Package) => atLeast(wantedVersion(project, found), nodeVersions, 24);

const mainFiles = ['server.js', 'index.js', 'app.js', 'server.mjs', 'index.mjs', 'app.mjs'];

export const node: Kind<'node'> = {
  detect(project) {
    const found = packageOf(project);
    const main = mainFiles.find((file) => project.has(file));
    const script = isStarted(found);
    if (!project.has('package.json') || (!script && main === undefined)) return undefined;
    const version = nodeVersion(project, found);
    const server = versionSaid('Node.js', version, wantedVersion(project, found));
    return {
      traits: {
        kind: 'node',
        version,
        manager: managerOf(project),
        start: script || main === undefined ? 'npm start' : `node ${main}`,
        build: scriptOf(found, 'build') !== '',
      },
      because: script
        ? {
            en: `Detected Node.js (package.json with a start script). The server will have ${server.en}.`,
            ko: `package.json에 start 스크립트가 있음: Node.js. 서버에 설치할 버전: ${server.ko}`,
          }
        : {
            en: `Detected Node.js (package.json and ${main}). The server will have ${server.en}.`,
            ko: `package.json, ${main} 있음: Node.js. 서버에 설치할 버전: ${server.ko}`,
          },
    };
  },

  usual: (project) => ({
    kind: 'node',
    version: nodeVersion(project, packageOf(project)),
    manager: managerOf(project),
    start: 'npm start',
    build: scriptOf(packageOf(project), 'build') !== '',
  }),
};
