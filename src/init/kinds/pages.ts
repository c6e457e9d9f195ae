import type { Kind } from '../traits.ts';
import { managerOf, packageOf, scriptOf } from './package.ts';

const webRoots = ['.', 'public', 'dist', 'build', '_site', 'site'];

/** What the usual tools write their pages to. */
const builders: readonly (readonly [command: RegExp, tool: string, root: string])[] = [
  [/\bvite build\b/, 'Vite', 'dist'],
  [/\bastro build\b/, 'Astro', 'dist'],
  [/\breact-scripts build\b/, 'Create React App', 'build'],
  [/\beleventy\b/, 'Eleventy', '_site'],
];

export const pages: Kind<'static'> = {
  detect(project) {
    const build = scriptOf(packageOf(project), 'build');
    const builder = builders.find(([command]) => command.test(build));
    if (builder) {
      const [, tool, root] = builder;
      return {
        traits: { kind: 'static', root, build: managerOf(project) },
        because: {
          en: `Detected a static site (package.json builds with ${tool})`,
          ko: `package.json의 빌드 도구가 ${tool}: 정적 페이지`,
        },
      };
    }
    const root = webRoots.find((folder) => project.has(`${folder}/index.html`));
    if (root === undefined) return undefined;
    const file = root === '.' ? 'index.html' : `${root}/index.html`;
    return {
      traits: { kind: 'static', root, build: undefined },
      because: { en: `Detected a static site (${file})`, ko: `${file} 있음: 정적 페이지` },
    };
  },

  usual: () => ({ kind: 'static', root: 'public', build: undefined }),
};
