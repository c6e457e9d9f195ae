import stringWidth from 'string-width';
import { decoded, encodedName } from '../encoded-name.ts';
import type { Outputs } from '../engine/outputs.ts';
import { shelves } from '../steps/chapter.ts';
import { chapters } from '../steps/index.ts';
import type { Words } from '../words.ts';
import type { Screen } from './screen.ts';
import { oneLine } from '../plain.ts';
import { nothingThere } from './status-view.ts';

/**
 * The outputs for people: what to open, and how to get in. Values stand alone on their lines, ready to be copied.
 *
 * @param hint what becomes of the commands that are advised.
 */
export function showOutputs(
  screen: Screen,
  outputs: Outputs,
  region: string | undefined,
  hint = (words: Words) => words,
): void {
  const { line, whole, say, paint, columns } = screen;
  const where = region ? ` --region ${region}` : '';
  const shown = chapters.flatMap(({ shows }) => shows?.(outputs, where) ?? []);
  if (Object.keys(outputs).length === 0) return screen.paragraph(hint(nothingThere));
  line();
  for (const { at, what, lines } of shelves.flatMap((shelf) => shown.filter(({ at }) => at === shelf))) {
    const known = lines.filter((one) => one !== undefined);
    if (known.length === 0) continue;
    line(`  ${paint('dim', say(what))}`);
    for (const one of known) {
      const text = typeof one === 'string' ? oneLine(one) : say(one);
      if (isCommand(text)) broken(`    ${text}`, columns).forEach(whole);
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

const isCommand = (text: string) => text.startsWith('aws ');

/** A command that is wider than the screen, in lines that a shell still takes for one. */
const broken = (command: string, columns: number): readonly string[] =>
  stringWidth(command) <= columns
    ? [command]
    : command
        .split(/ (?=--)/)
        .join(' \\\n      ')
        .split('\n');

const next: Words = {
  en: 'Next: open a shell on the server, start your app on the app port, and run `sudo systemctl restart stepway-setup`: nginx then shows it instead of the welcome page. Do the same after you have changed the app port. To delete everything, run `stepway teardown`.',
  ko: '다음 할 일: 서버 셸에 접속해 앱을 앱 포트에서 실행하고 `sudo systemctl restart stepway-setup`을 실행하세요. 그러면 환영 페이지 대신 앱이 나옵니다. 앱 포트를 바꾼 뒤에도 똑같이 하세요. 모두 삭제하려면 stepway teardown을 실행하세요.',
};

const nextAfterRehearsal: Words = {
  en: 'That was a rehearsal; none of this exists. Run `stepway teardown --rehearse` to rehearse deleting it, or `stepway up` to create it for real.',
  ko: '여기까지는 연습이어서 실제로 만든 것은 없습니다. 삭제도 연습하려면 `stepway teardown --rehearse`, 실제로 만들려면 `stepway up`을 실행하세요.',
};

const nextWithDelivery: Words = {
  en: 'Next: run `stepway init` to generate your deployment files, then `stepway deploy`. To delete everything, run `stepway teardown`.',
  ko: '다음 할 일: `stepway init`으로 배포에 필요한 파일을 만들고, `stepway deploy`로 서버에 배포하세요. 모두 삭제하려면 stepway teardown을 실행하세요.',
};

const deliveryAfterRehearsal: Words = {
  en: 'Continue the rehearsal with `stepway init --rehearse` and `stepway deploy --rehearse`.',
  ko: '앱 배포도 연습하려면 `stepway init --rehearse`와 `stepway deploy --rehearse`를 차례로 실행하세요.',
};

/** What to do when everything is there. */
export function showNext(screen: Screen, rehearsing: boolean, { delivery }: Outputs): void {
  screen.paragraph(rehearsing ? nextAfterRehearsal : delivery ? nextWithDelivery : next);
  if (rehearsing && delivery) screen.paragraph(deliveryAfterRehearsal);
}
