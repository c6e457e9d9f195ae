import type { Chapter } from '../chapter.ts';
import { restores } from '../database/restore-rights.ts';
import { drill } from './drill.ts';

/** Getting data back: what may be done for it is a policy of its own, since few do it, and not every day. */
export const restoreChapter: Chapter = {
  id: 'restore',
  title: { en: 'Restoring data', ko: '데이터 복원' },
  why: {
    en: 'A backup is worth what its restore is worth. `stepway db restore --drill` makes a copy of the database from its backups, measures how long that takes, and removes it again.',
    ko: '백업은 복원해 봐야 믿을 수 있습니다. `stepway db restore --drill`은 백업으로 데이터베이스 사본을 만들어 얼마나 걸리는지 재고 다시 지웁니다.',
  },
  asks: [],
  steps: [drill],
  policy: 'own',
  allows: restores,
  links: [{ id: 'restore', title: { en: 'Restore drill', ko: '복원 훈련' }, at: 'data', steps: [drill] }],
};
