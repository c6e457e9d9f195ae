import type { Changed } from '../operations/env.ts';
import { localTime } from './moment.ts';
import { reveal } from './output.ts';
import type { Screen } from './screen.ts';
import { table } from './table.ts';
import type { Words } from '../words.ts';

interface Row {
  readonly name: string;
  readonly changed: Date | undefined;
  /** Only where it was asked for. */
  readonly value?: string;
}

const none: Words = {
  en: 'No settings yet. `stepway env set NAME` makes one, and asks for its value.',
  ko: '아직 설정한 것이 없습니다. `stepway env set 이름`을 실행하면 값을 묻고 저장합니다.',
};

/** Settings with the time of their last change, and the values that somebody asked for, each on a line. */
export function showSettings(
  page: Screen,
  stream: Parameters<typeof reveal>[0],
  rows: readonly Row[],
  timeZone: string,
): void {
  if (rows.length === 0) return page.paragraph(none);
  const cells = rows.map(({ name, changed, value }) => [
    name,
    localTime(changed, timeZone),
    ...(value === undefined ? [] : [JSON.stringify(value).replace(/^"([^"\\]*)"$/, '$1')]),
  ]);
  // The gate of all other output would take the secrets out.
  for (const line of table(cells)) reveal(stream, `${line}\n`);
}

/** What was changed, and how far it has come. */
interface Shown extends Pick<Changed, 'changed' | 'same' | 'absent'> {
  readonly restarted: Changed['restarted'] | 'rehearsed';
}

const outcomes: Readonly<Record<Shown['restarted'], Words>> = {
  rehearsed: {
    en: 'In a rehearsal no server runs your app: whether it starts with them is not known.',
    ko: '연습에서는 앱을 실행하는 서버가 없어, 이 설정으로 시작되는지 알 수 없습니다.',
  },
  live: { en: 'The app runs with these settings.', ko: '앱이 이 설정으로 실행되고 있습니다.' },
  'nothing-to-restart': {
    en: 'There is no app on the server yet: the first deployment gets them.',
    ko: '서버에 아직 앱이 없습니다. 첫 배포 때 적용됩니다.',
  },
  'not-needed': {
    en: 'Nothing was changed, and the app was not restarted. `stepway env` lists the names.',
    ko: '바뀐 것이 없어 앱을 다시 시작하지 않았습니다. 이름은 `stepway env`에서 볼 수 있습니다.',
  },
  'not-asked': {
    en: 'The app was not restarted: the next deployment, or the next change without --no-restart, applies them.',
    ko: '앱을 다시 시작하지 않았습니다. 다음에 배포하거나 --no-restart 없이 설정을 바꿀 때 적용됩니다.',
  },
};

/**
 * What was changed, by name, and whether the app has it.
 *
 * @param isRemoved whether it is not there any more.
 */
export function showChanged(
  screen: Screen,
  { changed, same, absent = [], restarted }: Shown,
  left: readonly string[],
  isRemoved = false,
): void {
  const named = (names: readonly string[], { en, ko }: Words) => {
    if (names.length > 0) screen.paragraph({ en: `${en}: ${names.join(', ')}.`, ko: `${ko}: ${names.join(', ')}.` });
  };
  named(left, { en: 'Left out, because the server sets it itself', ko: '서버가 직접 정하므로 뺌' });
  named(absent, { en: 'There is no setting of this name', ko: '그런 이름의 설정이 없음' });
  named(same, { en: 'Already so', ko: '이미 그대로임' });
  named(changed, isRemoved ? { en: 'Removed', ko: '지움' } : { en: 'Changed', ko: '바뀜' });
  screen.paragraph(outcomes[restarted]);
}
