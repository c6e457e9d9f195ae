import type { Words } from '../words.ts';
import type { CommandDefinition } from './command.ts';

interface Entry {
  readonly summary: Words;
  load(): Promise<{ command: CommandDefinition }>;
}

/** Every command, in the order people meet them; what it needs is loaded when it is meant. */
export const commands: Readonly<Record<string, Entry>> = {
  up: {
    summary: {
      en: 'build it step by step, or go on where it stopped',
      ko: '한 단계씩 만들기, 멈췄다면 이어서 하기',
    },
    load: () => import('./up.ts'),
  },
  plan: {
    summary: {
      en: 'what up would do and what it costs; changes nothing',
      ko: 'up이 할 일과 비용 보기(아무것도 바꾸지 않음)',
    },
    load: () => import('./plan.ts'),
  },
  status: {
    summary: { en: 'each step as written down and as AWS shows it now', ko: '각 단계의 기록과 현재 AWS 상태 보기' },
    load: () => import('./status.ts'),
  },
  outputs: {
    summary: { en: 'address, name servers, database, shell', ko: '주소, 네임서버, 데이터베이스, 셸 접속 방법 보기' },
    load: () => import('./outputs.ts'),
  },
  doctor: {
    summary: {
      en: 'find what is broken between the visitor and the database',
      ko: '방문자와 데이터베이스 사이에서 고장 난 곳 찾기',
    },
    load: () => import('./doctor.ts'),
  },
  teardown: {
    summary: { en: 'take everything away again, with a receipt', ko: '모두 삭제하고 영수증 받기' },
    load: () => import('./teardown.ts'),
  },
  explain: {
    summary: { en: 'what a thing is, and why the set-up has it', ko: '용어 설명: 무엇이고 왜 필요한지' },
    load: () => import('./explain.ts'),
  },
};

/** The command that is meant: the first word that is one, since the topic of another may be called like it. */
export const commandIn = (argv: readonly string[]): string | undefined =>
  argv.find((word) => Object.hasOwn(commands, word));

export const about: Words = {
  en: 'From an empty AWS account to https://your-domain, step by step.\nTry it without an account: stepway up --rehearse',
  ko: '빈 AWS 계정에서 https://내-도메인까지, 한 단계씩.\n계정 없이 연습하기: stepway up --rehearse',
};
