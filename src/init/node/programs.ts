import type { Project } from '../project.ts';
import { manifestOf, shippedWith } from './manifest.ts';

/** Which package a program comes with, where it is not named like one. */
const packageByProgram: Readonly<Record<string, string>> = {
  ng: '@angular/cli',
  nest: '@nestjs/cli',
  nuxi: 'nuxt',
  tsc: 'typescript',
  dotenv: 'dotenv-cli',
  dotenvx: '@dotenvx/dotenvx',
  'react-router-serve': '@react-router/serve',
  'react-router': '@react-router/dev',
  'remix-serve': '@remix-run/serve',
  remix: '@remix-run/dev',
  fastify: 'fastify-cli',
  sequelize: 'sequelize-cli',
  strapi: '@strapi/strapi',
  medusa: '@medusajs/cli',
  keystone: '@keystone-6/core',
  ace: '@adonisjs/core',
  'pm2-runtime': 'pm2',
};

/** What every server has. */
const system = new Set([
  'node',
  'npm',
  'npx',
  'sh',
  'bash',
  'echo',
  'true',
  'mkdir',
  'cp',
  'ln',
  'rm',
  'test',
  'sleep',
]);

interface LockedPackage {
  readonly dev?: boolean;
  readonly bin?: Readonly<Record<string, unknown>>;
}

/** What npm's lock file knows of each package that it installs. */
function lockedBy(project: Project): readonly LockedPackage[] {
  try {
    const { packages } = JSON.parse(project.text('package-lock.json')) as { packages?: Record<string, LockedPackage> };
    return Object.entries(packages ?? {}).flatMap(([path, found]) =>
      /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) ? [found] : [],
    );
  } catch {
    return [];
  }
}

/** Whether a program is on a server that has a project's production dependencies. */
export function isShipped(project: Project, program: string): boolean {
  const { devDependencies } = manifestOf(project);
  const shipped = shippedWith(project);
  const of = packageByProgram[program] ?? program;
  if (system.has(program) || shipped.has(of)) return true;
  if (devDependencies && of in devDependencies) return false;
  if (lockedBy(project).some(({ dev, bin }) => dev !== true && bin !== undefined && program in bin)) return true;
  return [...shipped.keys()].some((name) => {
    const { bin } = manifestOf(project.below(`node_modules/${name}`));
    return typeof bin === 'object' && bin !== null ? program in bin : name.endsWith(`/${program}`);
  });
}

/** Whether a module that `node` is told to load first is there: a file, or of a package. */
export function isLoadable(project: Project, module: string): boolean {
  if (module.startsWith('.')) return project.has(module) || project.has(`${module}.js`);
  const name = /^(@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? module;
  return module.startsWith('node:') || shippedWith(project).has(name);
}
