import type { Topic } from '../topic.ts';

export const teardown: Topic = {
  id: 'teardown',
  title: {
    en: 'Stopping, going on, taking away',
    ko: '멈추기, 이어서 하기, 삭제하기',
  },
  summary: {
    en: 'The ways out, at any time.',
    ko: '언제든 멈추고 되돌리는 방법입니다.',
  },
  words: ['stop', '중지', '삭제', 'delete', 'destroy', 'resume', '이어서', 'ctrl-c', 'cleanup', '정리'],
  text: {
    en: 'Ctrl-C stops: what is under way finishes, and everything is written down in .stepway/. Ctrl-C again stops at once. `stepway up` goes on where it stopped, and repairs what has gone missing.\n\n`stepway teardown --dry-run` shows what would go, and what stays.',
    ko: 'Ctrl-C를 누르면 진행 중인 작업을 마무리하고 멈추며, 모든 것은 .stepway/에 기록됩니다. 한 번 더 누르면 바로 멈춥니다. `stepway up`은 멈춘 곳에서 이어 가고 사라진 것을 복구합니다.\n\n`stepway teardown --dry-run`은 무엇이 삭제되고 무엇이 남는지 보여 줍니다.',
  },
  here: {
    en: '`stepway teardown` takes everything away in the right order, asks what becomes of the data, leaves alone what is not its own, and prints a receipt that was checked against AWS.',
    ko: '`stepway teardown`은 올바른 순서로 모두 삭제하고, 데이터를 어떻게 할지 물으며, 직접 만들지 않은 것은 건드리지 않고, AWS에서 확인한 결과를 영수증으로 출력합니다.',
  },
  about: [],
  see: ['snapshot', 'cost', 'rehearsal'],
  links: [],
};
