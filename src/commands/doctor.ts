import { exitCodes } from '../errors.ts';
import { diagnose, diagnoseOnceSettled } from '../operations/diagnose.ts';
import { diagnosisJson, showDiagnosis } from '../ui/doctor-view.ts';
import { printJson } from '../ui/output.ts';
import { commandAt } from './advice.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { delegationOptions, type DelegationOptions } from './options.ts';
import { siteOf, skipped } from './site.ts';
import { builtState, existingState } from './stacks.ts';
import { stoppable } from './stoppable.ts';
import { announced } from './surroundings.ts';

interface DoctorOptions extends CommonOptions, DelegationOptions {
  readonly fix?: true;
}

export const command: CommandDefinition = {
  questions: [],
  options: [
    {
      flags: '--fix',
      help: {
        en: 'Fix the problem if that is safe and loses no data.',
        ko: '데이터를 잃지 않고 고칠 수 있으면 바로 고치기',
      },
    },
    ...delegationOptions,
  ],
  examples: {
    'stepway doctor': {
      en: 'Show the first broken link, its cause, and the fix',
      ko: '가장 먼저 고장 난 곳과 원인, 해결 방법 보기',
    },
    'stepway doctor --fix': {
      en: 'Fix it right away if no data can be lost',
      ko: '데이터를 잃지 않는 일이면 바로 고치기',
    },
  },

  async run(world, options: DoctorOptions) {
    const here = await announced(world, options);
    const { screen, page, folder } = here;
    const { name } = await builtState(folder, options.name);
    const look = async (examine: typeof diagnose) =>
      examine(siteOf(here, options), await existingState(folder, name), {
        ...options,
        skip: skipped(options),
        visit: (host) => here.world.visit(host),
        typed: (command) => commandAt({ ...options, name }, `stepway ${command}`),
      });
    let examination = await look(diagnose);
    if (options.fix && examination.diagnosis.finding?.mendable) {
      screen.paragraph(examination.diagnosis.finding.cause);
      const { build } = await import('./building.ts');
      const { json: _json, ...rest } = options;
      // Its progress is for people only: the output of this command is the diagnosis afterwards.
      const mending = { ...here, page: screen, interactive: false };
      await stoppable(here, (signal) => build(mending, { ...rest, yes: true }, signal));
      examination = await look(diagnoseOnceSettled);
    }
    const { diagnosis, visits } = examination;
    if (options.json) printJson(world.output, diagnosisJson(diagnosis, visits, screen.language), 2);
    else showDiagnosis(page, diagnosis, visits);
    const { finding } = diagnosis;
    return !finding ? exitCodes.done : finding.users ? exitCodes.waiting : exitCodes.aws;
  },
};
