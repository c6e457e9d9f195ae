import type { GeneratedFile, Setting } from './files.ts';
import { appspec } from './templates/appspec.ts';
import { databaseExample } from './templates/database.ts';
import { dockerignore } from './templates/dockerignore.ts';
import { gunicorn } from './templates/gunicorn.ts';
import { install } from './templates/install.ts';
import { scriptsFor } from './templates/kinds.ts';
import { nginx } from './templates/nginx.ts';
import { prepare } from './templates/prepare.ts';
import { release } from './templates/release.ts';
import { procfile } from './templates/procfile.ts';
import { run } from './templates/run.ts';
import { workflow } from './templates/workflow.ts';

/** Every file of a project's deployment, in the order in which they are read best. */
export function generate(setting: Setting): readonly GeneratedFile[] {
  const { traits } = setting;
  return [
    appspec(),
    release(),
    prepare(setting),
    ...(scriptsFor(traits).dependencies === '' ? [] : [install(setting)]),
    run(setting),
    procfile(setting.migration),
    ...(traits.kind === 'static' ? [nginx(traits)] : []),
    ...(traits.kind === 'python' && traits.serve.by === 'gunicorn' ? [gunicorn()] : []),
    ...(traits.kind === 'docker' ? [dockerignore()] : []),
    databaseExample(setting),
    workflow(setting),
  ].filter((file) => file !== undefined);
}
