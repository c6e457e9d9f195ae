import type { Project } from '../project.ts';
import type { Kind } from '../traits.ts';
import { isStarted, managerOf, packageOf, scriptOf, type Package } from './package.ts';
import { atLeast, firstNumber, nodeVersions } from './versions.ts';

function nodeVersion(project: Project, { engines }: Package): number {
  const asked = typeof engines?.node === 'string' ? engines.node : '';
  return atLeast(firstNumber(project.text('.nvmrc') || asked), nodeVersions, 24);
}

const mainFiles = ['server.js', 'index.js', 'app.js', 'server.mjs', 'index.mjs', 'app.mjs'];

export const node: Kind<'node'> = {
  detect(project) {
    const found = packageOf(project);
    const main = mainFiles.find((file) => project.has(file));
    const script = isStarted(found);
    if (!project.has('package.json') || (!script && main === undefined)) return undefined;
    return {
      traits: {
        kind: 'node',
        version: nodeVersion(project, found),
        manager: managerOf(project),
        start: script || main === undefined ? 'npm start' : `node ${main}`,
        build: scriptOf(found, 'build') !== '',
      },
      because: script
        ? {
            en: 'Detected Node.js (package.json with a start script)',
            ko: 'package.json에 start 스크립트가 있음: Node.js',
          }
        : { en: `Detected Node.js (package.json and ${main})`, ko: `package.json, ${main} 있음: Node.js` },
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
