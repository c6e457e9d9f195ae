import { blockedBy } from '../engine/preflight.ts';
import { exitCodes } from '../errors.ts';
import { plan as drawUp } from '../operations/plan.ts';
import { documents } from '../permissions/policy.ts';
import { region } from '../steps/account/questions.ts';
import { chapters, questions } from '../steps/index.ts';
import { printJson } from '../ui/output.ts';
import { planJson, showPlan } from '../ui/plan-view.ts';
import { showPreflight } from '../ui/preflight-view.ts';
import type { Words } from '../words.ts';
import { beginAnswers } from './begin.ts';
import type { CommandDefinition } from './command.ts';
import { dialogueOn } from './consent.ts';
import {
  delegationOptions,
  livePricesOption,
  permissionOption,
  recoverOption,
  type PlanningOptions,
} from './options.ts';
import { inRehearsal } from './rehearsed-hints.ts';
import { reviewed } from './review.ts';
import { siteOf, skipped } from './site.ts';
import { announced } from './surroundings.ts';

interface PlanOptions extends PlanningOptions {
  readonly permissions?: true | string;
}

/** The chapters with a policy of their own. */
const parts = chapters.filter(({ policy }) => policy === 'own').map(({ id }) => id);

const stops: Words = {
  en: '✖ `stepway up` would create nothing until what is marked ✖ above is solved.',
  ko: '✖ 위에 ✖로 표시된 것을 해결하기 전에는 `stepway up`이 아무것도 만들지 않습니다.',
};

export const command: CommandDefinition = {
  questions,
  options: [
    {
      flags: '--permissions [part]',
      choices: parts,
      help: {
        en: `Print only the IAM policy stepway needs; with a part, the extra policy for it: ${parts.join(', ')}.`,
        ko: `stepway에 필요한 IAM 정책만 출력(선택 기능의 이름을 붙이면 그 기능에 추가로 필요한 정책): ${parts.join(', ')}`,
      },
    },
    ...delegationOptions,
    permissionOption,
    recoverOption,
    livePricesOption,
  ],
  examples: {
    'stepway plan --domain app.example.com': {
      en: 'Preview what would be created, and its monthly cost',
      ko: '무엇을 만들고 매달 얼마가 드는지 보기',
    },
    'stepway plan --domain app.example.com --entry elastic-ip --database none': {
      en: 'The same for the smallest stack',
      ko: '가장 작은 구성의 계획과 비용 보기',
    },
    'stepway plan --permissions > policy.json': {
      en: 'Save the IAM policy that stepway needs',
      ko: 'stepway에 필요한 IAM 정책을 파일로 저장',
    },
  },

  async run(world, options: PlanOptions) {
    if (options.permissions) {
      const part = options.permissions === true ? undefined : options.permissions;
      printJson(world.output, documents(chapters).find((one) => one.part === part)?.policy, 2);
      return 0;
    }
    const here = await announced(world, options);
    const { screen, page, rehearsing } = here;
    const { answers, name } = await beginAnswers(here, options);
    await answers.answerAll(questions);
    const site = siteOf(here, options);
    const place = { site, answers, dialogue: dialogueOn(screen, undefined) };
    const { plan, price, preflight } = await drawUp(place, name, { ...options, skip: skipped(options) });
    const view = { chapters, plan, price };
    // A script asks before it builds: it hears what building would end with.
    const blocked = blockedBy(preflight);
    if (options.json)
      printJson(
        world.output,
        planJson({ ...view, answers: answers.all, preflight }, name, String(answers.answered(region)), screen.language),
        2,
      );
    else {
      showPlan(page, { ...view, reviewed: reviewed(answers) });
      showPreflight(page, preflight.rows);
      if (blocked) screen.paragraph(rehearsing ? inRehearsal(stops) : stops);
    }
    return blocked ? exitCodes[blocked] : exitCodes.done;
  },
};
