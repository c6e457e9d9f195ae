import type { Project } from '../project.ts';
import type { Detected, Kind } from '../traits.ts';

export const other = {
  detect: (project: Project): Detected => ({
    traits: { kind: 'other', hasStart: project.has('start.sh') },
    because: project.has('start.sh')
      ? { en: 'Detected a custom server (start.sh)', ko: 'start.sh가 있음: 직접 만든 서버' }
      : {
          en: 'Project type not recognized: add the command that starts your app to start.sh',
          ko: 'stepway가 아는 종류가 아님: 앱을 시작하는 명령을 start.sh에 적어 주세요',
        },
  }),

  usual: (project) => ({ kind: 'other', hasStart: project.has('start.sh') }),
} satisfies Kind<'other'>;
