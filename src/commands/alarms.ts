import { exitCodes, Trouble } from '../errors.ts';
import { lookAtAlarms, ringAlarms } from '../operations/alarms.ts';
import { oneLine, quoted } from '../plain.ts';
import { alarmsJson, deliveredWords, notSent, rungJson, showAlarms, takenWords } from '../ui/alarms-view.ts';
import { printJson } from '../ui/output.ts';
import type { CommandDefinition } from './command.ts';
import { explained } from './explained.ts';
import { siteOf } from './site.ts';
import { existingState } from './stacks.ts';
import { stoppable } from './stoppable.ts';
import { announced } from './surroundings.ts';

const unknownWord = (word: string) =>
  new Trouble(
    'usage',
    {
      en: `alarms takes the word test or none, not ${quoted(oneLine(word))}.`,
      ko: `alarms 뒤에는 test만 쓸 수 있습니다. 입력한 값: ${quoted(oneLine(word))}.`,
    },
    {
      en: '`stepway alarms` shows them, `stepway alarms test` makes one ring.',
      ko: '`stepway alarms`로 상태를 보고, `stepway alarms test`로 울려 볼 수 있습니다.',
    },
  );

export const command: CommandDefinition = {
  questions: [],
  options: [],
  argument: {
    name: 'test',
    help: { en: 'Make one ring for real.', ko: '알림 하나를 실제로 울려 보기' },
    values: ['test'],
  },
  examples: {
    'stepway alarms': { en: 'Show which alarms ring, and who is told', ko: '어떤 알림이 울리고 누가 받는지 보기' },
    'stepway alarms test': {
      en: 'Make one ring for real, and see when the mail went out',
      ko: '알림을 실제로 울려 보고 메일이 언제 나갔는지 보기',
    },
  },

  async run(world, options, [what]) {
    if (what !== undefined && what !== 'test') throw unknownWord(what);
    const here = await announced(world, options);
    const { page, screen, rehearsing } = here;
    return stoppable(
      here,
      async (signal) => {
        const state = await existingState(here.folder, options.name);
        const site = siteOf(here, options, { show: () => undefined, signal });
        const asking = async <T>(ask: Promise<T>): Promise<T> =>
          ask.catch((error: unknown) => {
            throw explained(error, 'alarms', { en: 'the alarms', ko: '알림' });
          });
        if (what === undefined) {
          const seen = await asking(lookAtAlarms(site, state, options.region));
          if (options.json) printJson(world.output, alarmsJson(seen, page.language), 2);
          else showAlarms(page, world.timeZone, seen);
          return exitCodes.done;
        }
        const rung = await asking(
          ringAlarms(site, state, options.region, (one) =>
            screen.paragraph(takenWords(one, world.timeZone, rehearsing)),
          ),
        );
        if (options.json) printJson(world.output, rungJson(rung, rehearsing));
        else for (const one of rung) page.paragraph(rehearsing ? notSent(one) : deliveredWords(one, world.timeZone));
        return exitCodes.done;
      },
      'nothing',
    );
  },
};
