import { packedModules } from '../../build/packed.ts';
import { getTool, installProduction, scriptCommand, withoutDevelopers } from '../../build/packages.ts';
import { ownTools } from '../../build/tools.ts';
import type { TraitsOf } from '../traits.ts';
import { builtHere, ifPacked, type Scripts } from './scripts.ts';

const path = `export PATH="$PWD/${ownTools}/bin:$PWD/${ownTools}/node_modules/.bin:$PWD/node_modules/.bin:$PATH"`;

/** What was built elsewhere gets its packages for this machine. npm is there for certain, npx is not. */
export function node(traits: TraitsOf<'node'>): Scripts {
  const { version, packages, folder, start, build, isComplete, environment = {}, joins = {} } = traits;
  return {
    runtime: `dnf install -y nodejs${version} nodejs${version}-npm`,
    dependencies: [
      `# This version's own Node.js, whatever else is installed.
mkdir -p ${ownTools}/bin
ln -sfn /usr/bin/node-${version} ${ownTools}/bin/node
ln -sfn /usr/bin/npm-${version} ${ownTools}/bin/npm
${path}`,
      ...(build?.makes === undefined ? [] : [builtHere(build.makes, scriptCommand(build, packages))]),
      ...(start.startsWith('bun ') ? getTool(packages) : []),
      isComplete
        ? `# The build has put all packages that it needs beside what it makes.\n${ifPacked([])}`
        : ifPacked(
            [`tar -xzf ${packedModules}`],
            [
              ...(start.startsWith('bun ') ? [] : getTool(packages)),
              "# What prepares a developer's checkout, such as hooks for Git, needs what is not installed here.",
              withoutDevelopers,
              installProduction(packages),
            ],
          ),
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
