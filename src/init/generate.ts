import type { GeneratedFile, Setting } from './files.ts';
import { appspec } from './templates/appspec.ts';
import { check } from './templates/check.ts';
import { databaseExample } from './templates/database.ts';
import { install } from './templates/install.ts';
import { nginx } from './templates/nginx.ts';
import { prepare } from './templates/prepare.ts';
import { run, startByHand } from './templates/run.ts';
import { start } from './templates/start.ts';
import { stop } from './templates/stop.ts';
import { unit } from './templates/unit.ts';
import { workflow } from './templates/workflow.ts';

/** Every file of a project's deployment, in the order in which they are read best. */
export function generate(setting: Setting): readonly GeneratedFile[] {
  const { traits } = setting;
  return [
    appspec(traits),
    prepare(setting),
    stop(),
    install(setting),
    start(),
    check(setting),
    run(setting),
    ...(traits.kind === 'static' ? [nginx(traits)] : []),
    ...(traits.kind === 'other' && !traits.hasStart ? [startByHand()] : []),
    unit(),
    databaseExample(setting),
    workflow(setting),
  ].filter((file) => file !== undefined);
}
