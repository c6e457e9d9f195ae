import { exitCodes } from '../errors.ts';
import { partsOf, usualOf } from '../operations/parts.ts';
import { person } from '../questions/prompt.ts';
import { additions } from '../steps/index.ts';
import { printJson } from '../ui/output.ts';
import { partsJson, showParts } from '../ui/parts-view.ts';
import { build, explaining, type UpOptions } from './building.ts';
import type { CommandDefinition } from './command.ts';
import { flagsOf, livePricesOption, permissionOption, timeoutOption, withAnswers } from './options.ts';
import {
  answeredHere,
  answeredToBuiltOn,
  argument,
  meansRemove,
  needsAnswer,
  needsPart,
  partCalled,
  partQuestions,
} from './part.ts';
import { stoppable } from './stoppable.ts';
import { announced } from './surroundings.ts';

export const command: CommandDefinition = {
  argument,
  questions: partQuestions,
  options: [permissionOption, livePricesOption, timeoutOption],
  examples: {
    'stepway add': { en: 'List what can be added, with prices', ko: '추가할 수 있는 기능과 비용 보기' },
    'stepway add logs': {
      en: 'Add one: review its plan and price, create',
      ko: '기능 하나 추가하기(계획과 비용을 확인한 뒤 만들기)',
    },
    'stepway add alarms --alarms you@example.com --yes': {
      en: 'The same without prompts, for scripts',
      ko: '질문 없이 추가하기(스크립트용)',
    },
  },

  async run(world, options: UpOptions, [word]) {
    const part = word === undefined ? undefined : partCalled(word);
    const here = await announced(world, options);
    const { page, screen, interactive } = here;
    if (!part) {
      const rows = partsOf(await answeredHere(here, options));
      if (options.json) printJson(world.output, partsJson(rows, page.language), 2);
      else showParts(page, rows);
      return exitCodes.done;
    }
    const { question } = part;
    return stoppable(here, async (signal) => {
      const answered = await answeredToBuiltOn(here, options, part);
      const missing = additions.find(({ id, isOn }) => id === part.needs && !isOn(answered));
      if (missing && flagsOf(options, [missing.question]).size === 0) throw needsPart(part, missing);
      const given = flagsOf(options, [question]).get(question.key);
      if (given === String(part.off[0]?.answer)) throw meansRemove(part);
      if (given !== undefined) return build(here, options, signal);
      const usual = usualOf(part, answered);
      // Whoever adds what is on or off has answered by that.
      const isAsked = interactive && question.kind !== 'confirm';
      // What is there already stays as it is, unless somebody says otherwise.
      const now = part.isOn(answered) ? answered(question) : usual;
      const answer = isAsked ? await person(world, screen, signal, explaining(here)).ask(question, now, answered) : now;
      if (answer === undefined) throw needsAnswer(part);
      return build(here, withAnswers(options, [{ question, answer }]), signal);
    });
  },
};
