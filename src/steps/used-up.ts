import { obstacle, type Verdict } from '../engine/verdict.ts';
import type { Words } from '../words.ts';

interface Quota {
  readonly region: string;
  /** What there may be only so many of. */
  readonly things: Words;
  readonly there: number;
  readonly limit: number;
  /** What gives one of them back, as the advice begins: "Delete one". */
  readonly free?: Words;
  /** What does without: "use --entry elastic-ip". */
  readonly instead: Words;
}

const deleteOne: Words = { en: 'Delete one', ko: '하나를 삭제하거나' };

/** That no more of something may be made; where there is none, none can be given back. */
export function usedUp({ region, things, there, limit, free = deleteOne, instead }: Quota): Verdict {
  const more: Words = {
    en: 'request an increase in Service Quotas (new accounts usually get it within a day)',
    ko: 'Service Quotas에서 할당량을 늘리거나(새 계정은 보통 하루 안에 처리됩니다)',
  };
  if (there === 0)
    return obstacle(
      {
        en: `Your quota of ${things.en} in ${region} is ${limit}: the account may not have any yet.`,
        ko: `${region} 리전의 ${things.ko} 할당량이 ${limit}개라 아직 만들 수 없습니다.`,
      },
      { en: `R${more.en.slice(1)}, or ${instead.en}.`, ko: `${more.ko} ${instead.ko}.` },
    );
  return obstacle(
    {
      en: `Your quota of ${things.en} in ${region} is used up: ${there} of ${limit}.`,
      ko: `${region} 리전의 ${things.ko} 할당량을 모두 썼습니다(${limit}개 중 ${there}개).`,
    },
    { en: `${free.en}, ${more.en}, or ${instead.en}.`, ko: `${free.ko} ${more.ko} ${instead.ko}.` },
  );
}
