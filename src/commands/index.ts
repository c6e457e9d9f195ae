import { nearest } from '../nearest.ts';
import type { Words } from '../words.ts';
import type { Commands } from './command.ts';

/** Every command, in the order people meet them; what it needs is loaded when it is meant. */
export const commands: Commands = {
  up: {
    summary: {
      en: 'Create your stack, change it, or resume where it stopped',
      ko: '한 단계씩 만들기, 멈췄다면 이어서 하기',
    },
    elsewhere: ['apply', 'build', 'create', 'launch', 'new', 'resume', 'setup', 'start', 'update'],
    load: () => import('./up.ts'),
  },
  plan: {
    summary: { en: 'Preview what up would do and what it costs', ko: 'up이 할 일과 비용 보기(아무것도 바꾸지 않음)' },
    elsewhere: ['diff', 'dry-run', 'preview', 'validate'],
    load: () => import('./plan.ts'),
  },
  status: {
    summary: { en: 'Compare the saved state with what is in AWS now', ko: '각 단계의 기록과 현재 AWS 상태 보기' },
    elsewhere: ['drift', 'list', 'ls', 'ps', 'show', 'state'],
    load: () => import('./status.ts'),
  },
  outputs: {
    summary: {
      en: 'Show the URL, name servers, database, and shell access',
      ko: '주소, 네임서버, 데이터베이스, 셸 접속 방법 보기',
    },
    elsewhere: ['info', 'output', 'url'],
    load: () => import('./outputs.ts'),
  },
  doctor: {
    summary: {
      en: 'Find what is broken between the visitor and the database',
      ko: '방문자와 데이터베이스 사이에서 고장 난 곳 찾기',
    },
    elsewhere: ['check', 'debug', 'diagnose', 'fix', 'repair', 'test'],
    load: () => import('./doctor.ts'),
  },
  init: {
    summary: {
      en: 'Generate the files that deploy the project in this folder',
      ko: '이 폴더의 프로젝트를 배포하는 데 필요한 파일 만들기',
    },
    elsewhere: ['generate', 'scaffold'],
    load: () => import('./init.ts'),
  },
  deploy: {
    summary: { en: 'Deploy the project in this folder to the server', ko: '이 폴더의 프로젝트를 서버에 배포하기' },
    elsewhere: ['publish', 'push', 'release', 'ship', 'upload'],
    load: () => import('./deploy.ts'),
  },
  deploys: {
    summary: { en: 'List your deployments', ko: '배포 기록 보기' },
    elsewhere: ['deployments', 'history', 'releases', 'revisions'],
    load: () => import('./deploys.ts'),
  },
  logs: {
    summary: { en: 'Show what your app and server say, or follow it', ko: '앱과 서버의 로그를 보거나 찾기' },
    elsewhere: ['journal', 'log', 'tail'],
    load: () => import('./logs.ts'),
  },
  alarms: {
    summary: { en: 'Show which alarms ring and who is told, or try one', ko: '알림의 상태를 보거나 울려 보기' },
    elsewhere: ['alarm', 'alert', 'alerts', 'monitor', 'notifications'],
    load: () => import('./alarms.ts'),
  },
  env: {
    summary: {
      en: "Change your app's settings and secrets, without a deployment",
      ko: '앱의 설정과 비밀 값(환경 변수)을 배포 없이 바꾸기',
    },
    elsewhere: [
      'config',
      'environment',
      'secret',
      'secrets',
      'set',
      'setting',
      'settings',
      'unset',
      'variables',
      'vars',
    ],
    load: () => import('./env.ts'),
  },
  run: {
    summary: { en: 'Run one command of your app on the server', ko: '서버에서 앱의 명령 하나 실행하기' },
    elsewhere: ['exec', 'execute', 'invoke', 'remote'],
    load: () => import('./run.ts'),
  },
  shell: {
    summary: { en: 'Open a shell on the server', ko: '서버의 셸 열기' },
    elsewhere: ['bash', 'console', 'login', 'sh', 'ssh', 'terminal'],
    load: () => import('./shell.ts'),
  },
  db: {
    summary: {
      en: 'Reach the database from here: connect, tunnel, dump',
      ko: '내 컴퓨터에서 데이터베이스 쓰기: 접속, 터널, 덤프',
    },
    elsewhere: ['backup', 'database', 'dump', 'mysql', 'postgres', 'psql', 'sql', 'tunnel'],
    load: () => import('./db.ts'),
  },
  add: {
    summary: {
      en: 'List what can be added, or add it: logs, alarms, audit',
      ko: '나중에 필요한 기능(로그, 알림, 감사 기록 등)을 보거나 추가하기',
    },
    elsewhere: ['addon', 'addons', 'enable', 'parts', 'plugin'],
    load: () => import('./add.ts'),
  },
  remove: {
    summary: { en: 'Remove what was added', ko: '추가한 기능 삭제하기' },
    elsewhere: ['disable', 'without'],
    load: () => import('./remove.ts'),
  },
  cost: {
    summary: {
      en: 'Show what it costs: estimated, billed, by the end of the month',
      ko: '예상 비용과 청구된 금액, 월말 예상 보기',
    },
    elsewhere: ['bill', 'billing', 'costs', 'price', 'spend'],
    load: () => import('./cost.ts'),
  },
  report: {
    summary: {
      en: 'Write one page: architecture, costs and health of a stack',
      ko: '아키텍처, 자원, 비용, 상태를 담은 보고서 한 페이지 만들기',
    },
    elsewhere: ['architecture', 'diagram', 'document', 'graph', 'picture'],
    load: () => import('./report.ts'),
  },
  teardown: {
    summary: { en: 'Delete everything and print a receipt', ko: '모두 삭제하고 영수증 받기' },
    elsewhere: ['clean', 'cleanup', 'delete', 'destroy', 'down', 'rm', 'uninstall'],
    load: () => import('./teardown.ts'),
  },
  explain: {
    summary: { en: 'Explain what each resource is and why you need it', ko: '각 자원이 무엇이고 왜 필요한지 읽기' },
    elsewhere: ['describe', 'docs', 'guide', 'learn', 'man', 'what', 'why'],
    load: () => import('./explain.ts'),
  },
  completion: {
    summary: { en: 'Print the completion script for your shell', ko: '셸 자동 완성 스크립트 출력' },
    elsewhere: ['autocomplete', 'completions'],
    load: async () => ({ command: (await import('./completion.ts')).completionOf(commands) }),
  },
};

/** What a word follows that is a value, whatever it says. */
const valued: ReadonlySet<string> = new Set(['--name', '--region', '--profile', '--dir', '--answers', '--lang']);

const isValue = (argv: readonly string[], at: number) => valued.has(argv[at - 1] ?? '');

/** The place of the command that is meant: the first word that is one, since a topic of `explain` may have the same name. */
const placeIn = (argv: readonly string[]): number =>
  argv.findIndex((word, at) => Object.hasOwn(commands, word) && !isValue(argv, at));

export const commandIn = (argv: readonly string[]): string | undefined => argv[placeIn(argv)];

/** The same words with the command first, or what was probably meant as one: its flags may stand before it as well. */
export function commandFirst(argv: readonly string[]): readonly string[] {
  if (!argv[0]?.startsWith('-')) return argv;
  const known = placeIn(argv);
  const isMeant = (word: string, at: number) =>
    !word.startsWith('-') &&
    !isValue(argv, at) &&
    (argv[at - 1] !== '--rehearse' || nearest(word, Object.keys(commands)));
  const at = known < 0 ? argv.findIndex(isMeant) : known;
  return at < 0 ? argv : [...argv.slice(at, at + 1), ...argv.slice(0, at), ...argv.slice(at + 1)];
}

export const about: Words = {
  en: 'From an empty AWS account to https://your-domain, step by step.\nTry it without an account: `stepway up --rehearse`',
  ko: '빈 AWS 계정에서 https://내-도메인까지, 한 단계씩.\n계정 없이 연습하기: `stepway up --rehearse`',
};
