import type { Topic } from '../topic.ts';

export const rehearsal: Topic = {
  id: 'rehearsal',
  title: {
    en: 'Rehearsal',
    ko: '연습 모드',
  },
  summary: {
    en: 'The whole way without an account and without a cost.',
    ko: '계정도 비용도 없이 전체 과정을 해 봅니다.',
  },
  words: ['rehearse', '연습', 'simulate', '시뮬레이션', 'dry run'],
  text: {
    en: '`stepway up --rehearse` plays everything in a simulated account on your own machine, thirty times as fast: the same questions, waits and errors, and nothing real. It can be stopped, gone on with, looked at and taken away like the real thing.\n\nTrouble can be rehearsed too: `stepway up --rehearse name-servers-not-set`, access-denied, unhealthy-target and others.',
    ko: '`stepway up --rehearse`는 내 컴퓨터 안의 모의 계정에서 30배 빠르게 전체 과정을 보여 줍니다. 질문, 대기, 오류까지 같지만 실제로 만들어지는 것은 없습니다. 진짜처럼 멈추고, 이어 가고, 살펴보고, 삭제할 수 있습니다.\n\n문제 상황도 연습할 수 있습니다. `stepway up --rehearse name-servers-not-set`, access-denied, unhealthy-target 등이 있습니다.',
  },
  here: {
    en: 'Keeps the simulated account in .stepway/rehearsal/. Delete that folder to start afresh.',
    ko: '모의 계정을 .stepway/rehearsal/에 보관합니다. 처음부터 다시 하려면 이 폴더를 삭제하세요.',
  },
  about: [],
  see: ['teardown', 'cost'],
  links: [],
};
