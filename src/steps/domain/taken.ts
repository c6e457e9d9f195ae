import { Stranger } from '../../aws/stranger.ts';

/** A record of that name points somewhere else: another site uses it, and we must not move it. */
export const takenName = (name: string): Stranger =>
  new Stranger(
    'aws',
    {
      en: `${name} already has an address record in your hosted zone that stepway did not create.`,
      ko: `stepway가 만들지 않은 ${name}의 주소 레코드가 호스팅 영역에 이미 있습니다.`,
    },
    {
      en: 'It was left alone. Delete that record if the name is no longer in use, or choose another --domain.',
      ko: '그 레코드는 건드리지 않았습니다. 써도 되는 이름이면 레코드를 삭제하고, 아니면 다른 --domain을 고르세요.',
    },
  );
