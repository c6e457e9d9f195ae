import { decoded, encodedName } from '../encoded-name.ts';
import type { Outputs } from '../engine/outputs.ts';
import { shelves } from '../steps/chapter.ts';
import { chapters } from '../steps/index.ts';
import { verbatim, type Words } from '../words.ts';
import type { Screen } from './screen.ts';
import { oneLine } from '../plain.ts';
import { nothingThere } from './status-view.ts';

/** The outputs for people: what to open, and how to get in. Values stand alone on their lines, ready to be copied. */
export function showOutputs(screen: Screen, outputs: Outputs): void {
  const { line, whole, say, paint } = screen;
  const shown = chapters.flatMap(({ shows }) => shows?.(outputs) ?? []);
  if (Object.keys(outputs).length === 0) return screen.paragraph(nothingThere);
  line();
  for (const { at, what, lines } of shelves.flatMap((shelf) => shown.filter(({ at }) => at === shelf))) {
    const known = lines.filter((one) => one !== undefined);
    if (known.length === 0) continue;
    line(`  ${paint('dim', say(what))}`);
    for (const one of known) {
      const text = typeof one === 'string' ? asTyped(oneLine(one), say) : say(one);
      if (text.startsWith('stepway ')) whole(`    ${text}`);
      else for (const value of spellingsOf(text)) line(`    ${at === 'site' ? paint('bold', value) : value}`);
    }
  }
  line();
}

/** An address as people write it, and as programs want it. */
const spellingsOf = (text: string): string[] => {
  const read = text.replaceAll(new RegExp(encodedName, 'g'), decoded);
  return read === text ? [text] : [read, text];
};

/** A command of stepway as it is to be typed where the reader is; anything else as it is. */
export const asTyped = (line: string, say: Screen['say']): string =>
  line.startsWith('stepway ') ? say(verbatim(`\`${line}\``)).slice(1, -1) : line;

const next: Words = {
  en: 'Next: open `stepway shell --admin`, start your app on the app port, and run `sudo systemctl restart stepway-setup`: nginx then shows it instead of the welcome page. Do the same after you have changed the app port. To delete everything, run `stepway teardown`.',
  ko: '다음 할 일: `stepway shell --admin`으로 서버 셸을 열어 앱을 앱 포트에서 실행하고 `sudo systemctl restart stepway-setup`을 실행하세요. 그러면 환영 페이지 대신 앱이 나옵니다. 앱 포트를 바꾼 뒤에도 똑같이 하세요. 모두 삭제하려면 `stepway teardown`을 실행하세요.',
};

const nextAfterRehearsal: Words = {
  en: 'That was a rehearsal; none of this exists. Run `stepway teardown` to rehearse deleting it,',
  ko: '여기까지는 연습이어서 실제로 만든 것은 없습니다. 삭제도 연습하려면 `stepway teardown`,',
};

/** The one command that leaves the rehearsal. */
const forReal: Words = {
  en: 'or `stepway up` to create it for real.',
  ko: '실제로 만들려면 `stepway up`을 실행하세요.',
};

const nextWithDelivery: Words = {
  en: 'Next: run `stepway init` to generate your deployment files, then `stepway deploy`. To delete everything, run `stepway teardown`.',
  ko: '다음 할 일: `stepway init`으로 배포에 필요한 파일을 만들고, `stepway deploy`로 서버에 배포하세요. 모두 삭제하려면 `stepway teardown`을 실행하세요.',
};

const deliveryAfterRehearsal: Words = {
  en: 'Continue the rehearsal with `stepway init` and `stepway deploy`.',
  ko: '앱 배포도 연습하려면 `stepway init`과 `stepway deploy`를 차례로 실행하세요.',
};

/** What to do when everything is there. */
export function showNext(screen: Screen, rehearsing: boolean, { delivery }: Outputs): void {
  if (!rehearsing) return screen.paragraph(delivery ? nextWithDelivery : next);
  screen.prose(`${screen.say(nextAfterRehearsal)} ${forReal[screen.language]}`);
  if (delivery) screen.paragraph(deliveryAfterRehearsal);
}
