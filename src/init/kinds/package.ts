import type { Project } from '../project.ts';
import type { Manager } from '../traits.ts';

export interface Package {
  readonly scripts?: Readonly<Record<string, unknown>>;
  readonly engines?: { readonly node?: unknown };
}

export function packageOf(project: Project): Package {
  try {
    const found = JSON.parse(project.text('package.json')) as Package | null;
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    return {};
  }
}

export const scriptOf = ({ scripts }: Package, name: string) => {
  const script = scripts?.[name];
  return typeof script === 'string' ? script.trim() : '';
};

/** A start script that is for the developer's own machine only. */
const devServer = /^(react-scripts|vite|astro|ng|parcel|eleventy|webpack)\b/;

export const isStarted = (found: Package) => {
  const script = scriptOf(found, 'start');
  return script !== '' && !devServer.test(script);
};

const managers: readonly (readonly [lock: string, manager: Manager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

export const managerOf = (project: Project): Manager =>
  managers.find(([lock]) => project.has(lock))?.[1] ?? 'npm-unlocked';
