import { blockedBy } from '../engine/preflight.ts';
import { exitCodes } from '../errors.ts';
import { boundPlanOf } from '../operations/bound-plan.ts';
import { plan as drawUp } from '../operations/plan.ts';
import { documents } from '../permissions/policy.ts';
import { region } from '../steps/account/questions.ts';
import { chapters, questions } from '../steps/index.ts';
import { typed } from '../plain.ts';
import { printJson } from '../ui/output.ts';
import { isDone, nothingToDo, planJson, showPlan } from '../ui/plan-view.ts';
import { showPreflight } from '../ui/preflight-view.ts';
import type { Words } from '../words.ts';
import { beginAnswers } from './begin.ts';
import type { CommandDefinition } from './command.ts';
import { dialogueOn } from './consent.ts';
import {
  delegationOptions,
  fileNamed,
  likeOption,
  livePricesOption,
  permissionOption,
  recoverOption,
  type PlanningOptions,
} from './options.ts';
import { inShell } from './advice.ts';
import { writePlan } from './plan-file.ts';
import { reviewed } from './review.ts';
import { siteOf, skipped } from './site.ts';
import { stateIfThere } from './stacks.ts';
import { announced } from './surroundings.ts';

interface PlanOptions extends PlanningOptions {
  readonly out?: string;
  readonly permissions?: true | string;
}

/** The chapters with a policy of their own. */
const parts = chapters.filter(({ policy }) => policy === 'own').map(({ id }) => id);

const stops: Words = {
  en: '✖ `stepway up` would create nothing until what is marked ✖ above is solved.',
  ko: '✖ 위에 ✖로 표시된 것을 해결하기 전에는 `stepway up`이 아무것도 만들지 않습니다.',
};

const written = (file: string, hash: string): Words => {
  const name = typed(file);
  return {
    en: `Plan ${hash.slice(0, 12)} is in ${name}: \`stepway up --plan ${inShell(name)}\` does exactly that.`,
    ko: `계획 ${hash.slice(0, 12)} 저장: ${name}. \`stepway up --plan ${inShell(name)}\`로 정확히 이 계획대로 만듭니다.`,
  };
};

const goesOn: Words = {
  en: 'Nothing was changed. `stepway up` with the same flags does it.',
  ko: '아무것도 바꾸지 않았습니다. 같은 플래그로 `stepway up`을 실행하면 이대로 합니다.',
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
    {
      flags: '--out <FILE>',
      values: 'files',
      read: fileNamed('plan.json'),
      help: {
        en: 'Write the plan to this file as well; `stepway up --plan FILE` does exactly that.',
        ko: '계획을 이 파일에도 저장. `stepway up --plan 파일`은 정확히 그 계획대로만 만듦',
      },
    },
    ...delegationOptions,
    permissionOption,
    likeOption,
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
    'stepway plan --out plan.json': {
      en: 'Write it down, so that `stepway up --plan plan.json` does exactly that',
      ko: '계획을 저장하고 `stepway up --plan plan.json`으로 그대로 만들기',
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
    const { folder, screen, page } = here;
    const { answers, name } = await beginAnswers(here, options);
    await answers.answerAll(questions);
    const site = siteOf(here, options);
    const place = { site, answers, dialogue: dialogueOn(screen, undefined) };
    const prepared = await drawUp(place, name, { ...options, skip: skipped(options) });
    const { plan, price, preflight } = prepared;
    const view = { chapters, plan, price };
    // A script asks before it builds: it hears what building would end with.
    const blocked = blockedBy(preflight);
    const bound =
      options.out !== undefined && !blocked
        ? boundPlanOf(name, answers, prepared, await stateIfThere(folder, name))
        : undefined;
    if (bound && options.out !== undefined) writePlan(world.cwd, options.out, bound);
    if (options.json)
      printJson(
        world.output,
        {
          ...planJson(
            { ...view, answers: answers.all, preflight },
            name,
            String(answers.answered(region)),
            screen.language,
          ),
          ...(bound && { hash: bound.hash }),
        },
        2,
      );
    else {
      showPlan(page, { ...view, reviewed: reviewed(answers) });
      showPreflight(page, preflight.rows);
      if (blocked) screen.paragraph(stops);
      else if (bound && options.out !== undefined) screen.paragraph(written(options.out, bound.hash));
      else screen.paragraph(isDone(plan) ? nothingToDo : goesOn);
    }
    return blocked ? exitCodes[blocked] : exitCodes.done;
  },
};
