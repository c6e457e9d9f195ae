import { questions } from '../steps/index.ts';
import { build, type UpOptions } from './building.ts';
import type { CommandDefinition } from './command.ts';
import {
  dataOption,
  delegationOptions,
  likeOption,
  livePricesOption,
  permissionOption,
  recoverOption,
  showCommandsOption,
  timeoutOption,
} from './options.ts';
import { stoppable } from './stoppable.ts';
import { announced, askedLanguage } from './surroundings.ts';

export const command: CommandDefinition = {
  questions,
  options: [
    ...delegationOptions,
    permissionOption,
    livePricesOption,
    timeoutOption,
    dataOption,
    likeOption,
    recoverOption,
    showCommandsOption,
    {
      flags: '--plan <FILE>',
      values: 'files',
      help: {
        en: 'Do exactly what `stepway plan --out FILE` has written, without a question; or nothing, if something changed.',
        ko: '`stepway plan --out 파일`로 저장한 계획대로만 질문 없이 만들기. 그 뒤 바뀐 것이 있으면 아무것도 하지 않음',
      },
    },
  ],
  examples: {
    'stepway up': {
      en: 'Answer questions, review the plan and its price, create; or resume',
      ko: '질문에 답하고 계획과 비용을 확인한 뒤 만들기. 멈췄다면 이어서 하기',
    },
    'stepway up --rehearse': {
      en: 'The same in a simulated account; nothing real is touched',
      ko: '모의 계정에서 똑같이 연습하기(실제 자원은 건드리지 않음)',
    },
    'stepway up --yes --domain app.example.com --region ap-northeast-2': {
      en: 'Without prompts, for scripts',
      ko: '질문 없이 만들기(스크립트용)',
    },
    'stepway up --instance-type t3.small': {
      en: 'Change one answer of an existing stack',
      ko: '만든 뒤에 답 하나만 바꾸기',
    },
  },

  async run(world, options: UpOptions) {
    const lang = await askedLanguage(world, options);
    const here = await announced(world, { ...options, ...(lang && { lang }) }, options);
    return stoppable(here, (signal) => build(here, options, signal));
  },
};
