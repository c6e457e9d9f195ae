import type { GeneratedFile, Setting } from '../files.ts';
import { jarFolder } from './kinds.ts';

interface Hook {
  readonly event: 'BeforeInstall' | 'AfterInstall' | 'ApplicationStart' | 'ValidateService';
  readonly script: string;
  /** Seconds. */
  readonly timeout: number;
}

/** CodeDeploy gives all scripts of one event an hour at the most. */
const hooks: readonly Hook[] = [
  { event: 'BeforeInstall', script: 'prepare.sh', timeout: 900 },
  { event: 'BeforeInstall', script: 'stop.sh', timeout: 120 },
  { event: 'AfterInstall', script: 'install.sh', timeout: 1200 },
  { event: 'ApplicationStart', script: 'start.sh', timeout: 120 },
  { event: 'ValidateService', script: 'check.sh', timeout: 300 },
];

const copies = ({ traits }: Setting): readonly (readonly [source: string, destination: string])[] =>
  traits.kind === 'spring'
    ? [
        [jarFolder[traits.tool], '/opt/app/jars'],
        ['deploy', '/opt/app/deploy'],
      ]
    : [['/', '/opt/app']];

export const appspec = (setting: Setting): GeneratedFile => {
  const events = [...new Set(hooks.map(({ event }) => event))];
  const files = copies(setting).map(
    ([source, destination]) => `  - source: ${source}\n    destination: ${destination}\n`,
  );
  const calls = events.map((event) => {
    const scripts = hooks
      .filter((hook) => hook.event === event)
      .map(({ script, timeout }) => `    - location: deploy/${script}\n      timeout: ${timeout}\n`);
    return `  ${event}:\n${scripts.join('')}`;
  });
  return {
    path: 'appspec.yml',
    executable: false,
    about: {
      en: 'what CodeDeploy copies and runs',
      ko: 'CodeDeploy가 복사할 파일과 실행할 스크립트',
    },
    content: `# What CodeDeploy copies to the server, and the scripts it runs there, in this order.
# Written by \`stepway init\`. It is yours to change.
version: 0.0
os: linux
files:
${files.join('')}file_exists_behavior: OVERWRITE
hooks:
  # Nothing in ApplicationStop: CodeDeploy takes that script from the release before this one,
  # and one that is broken there would stand in the way of every later deployment.
${calls.join('')}`,
  };
};
