import { scriptCommand } from '../build.ts';
import type { TraitsOf } from '../traits.ts';
import { installProduction, toolOf } from './packages.ts';
import { builtHere, ownTools, type Recipe } from './recipe.ts';

const path = `export PATH="$PWD/${ownTools}/bin:$PWD/${ownTools}/node_modules/.bin:$PWD/node_modules/.bin:$PATH"`;

/**
 * npm runs these of the project itself, also without the development dependencies that they need: hooks for Git, a build.
 * Those of its dependencies stay: https://docs.npmjs.com/cli/using-npm/scripts
 */
const forDevelopers = ['prepublish', 'preprepare', 'prepare', 'postprepare'].map((name) => `scripts.${name}`).join(' ');

/** What was built elsewhere gets its packages for this machine. npm is there for certain, npx is not. */
export function node(traits: TraitsOf<'node'>): Recipe {
  const { version, packages, folder, start, build, isComplete, environment = {}, joins = {} } = traits;
  const tool = toolOf(packages);
  return {
    runtime: `dnf install -y nodejs${version} nodejs${version}-npm`,
    dependencies: [
      `# This version's own Node.js, whatever else is installed.
mkdir -p ${ownTools}/bin
ln -sfn /usr/bin/node-${version} ${ownTools}/bin/node
ln -sfn /usr/bin/npm-${version} ${ownTools}/bin/npm
${path}`,
      ...(build?.makes === undefined ? [] : [builtHere(build.makes, scriptCommand(build, packages))]),
      ...(tool === undefined ? [] : [`npm install --prefix ${ownTools} --no-save --no-audit --no-fund ${tool}`]),
      isComplete
        ? '# The build has put all packages that it needs beside what it makes.'
        : `# What prepares a developer's checkout, such as hooks for Git, needs what is not installed here.
npm pkg delete ${forDevelopers}
${installProduction(packages)}`,
      ...Object.entries(joins).map(
        ([from, to]) => `if [ -d ${from} ]; then mkdir -p ${to} && cp -R ${from}/. ${to}/; fi`,
      ),
    ].join('\n'),
    environment: [
      path,
      'export NODE_ENV="${NODE_ENV:-production}"',
      ...Object.entries(environment).map(([name, value]) => `export ${name}=${value}`),
    ].join('\n'),
    start: [...(folder === '.' ? [] : [`cd ${folder}`]), `exec ${start}`].join('\n'),
  };
}
