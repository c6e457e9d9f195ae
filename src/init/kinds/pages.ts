import type { Detect } from '../traits.ts';

const webRoots = ['.', 'public', 'dist', 'build', 'out', '_site', 'site'];

/** Pages that are there as they are: what builds them is found by the packages of the project. */
export const pages: Detect = (project) => {
  const root = webRoots.find((folder) => project.has(`${folder}/index.html`));
  if (root === undefined) return undefined;
  const file = root === '.' ? 'index.html' : `${root}/index.html`;
  return {
    traits: { kind: 'static', root },
    because: { en: `Detected a static site (${file})`, ko: `${file} 있음: 정적 페이지` },
  };
};
