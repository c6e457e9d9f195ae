import { Trouble } from '../../errors.ts';
import { joined, type Words } from '../../words.ts';
import type { Failed, OtherRuntime, Tried } from './tried.ts';

/** Which version it was tried with. */
export const triedWith = ({ name, here, there }: OtherRuntime): Words => ({
  en: `It was tried with ${name} ${here}; the server runs ${there}.`,
  ko: `이 컴퓨터의 ${name} 버전은 ${here}, 서버는 ${there}입니다.`,
});

/** For programs, which are not told what the app printed. */
export function triedJson(tried: Tried): object {
  return Object.fromEntries(Object.entries(tried).filter(([key]) => key !== 'lines' && key !== 'telling'));
}

/** Why a bundle is not sent that failed on this machine. */
export const refusalOf = (tried: Failed): Trouble =>
  new Trouble(
    'usage',
    joined(
      ' ',
      {
        en: 'The app failed on this machine, as it would on the server.',
        ko: '이 컴퓨터에서 실행해 보니 실패했습니다. 서버에서도 실패합니다.',
      },
      tried.what,
      tried.cause,
      tried.runtime && triedWith(tried.runtime),
    ),
    joined(' ', tried.fix, {
      en: 'Nothing was uploaded. `stepway deploy --no-try` deploys without trying.',
      ko: '아무것도 보내지 않았습니다. 실행해 보지 않고 배포하려면 `stepway deploy --no-try`를 쓰세요.',
    }),
    { reached: { tried: triedJson(tried) } },
  );
