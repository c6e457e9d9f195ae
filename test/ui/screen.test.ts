import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { Trouble } from '../../src/errors.ts';
import { linesOf, screenOf, type Screen } from '../../src/ui/screen.ts';
import { speech } from '../../src/ui/speech.ts';
import { languages, verbatim } from '../../src/words.ts';

/** What stands on a terminal of so many columns. */
function shown(
  show: (screen: Screen) => void,
  { columns = 40, plain = false, language = languages[0] as 'en' | 'ko' },
) {
  let text = '';
  const stream = { columns, write: (more: string) => Boolean((text += more)) } as unknown as NodeJS.WriteStream;
  show(screenOf({ screen: stream }, speech(language, false), plain));
  return text.trimEnd().split('\n');
}

const long = '✔ Domain validation record at your DNS host 1 m 1 s';

describe('a line wider than the terminal', () => {
  test('is broken between words, and what follows stands under its text', () =>
    expect(shown(({ line }) => line(long), {})).toEqual(['✔ Domain validation record at your DNS', '  host 1 m 1 s']));

  test('also where words stand for its signs', () => {
    const lines = shown(({ paragraph }) => paragraph(verbatim(long)), { plain: true });
    expect(lines).toEqual(['Done: Domain validation record at your', 'DNS host 1 m 1 s']);
  });

  test('also as what to do, and what only waits is called so once', () => {
    const plain = (text: string, language: 'en' | 'ko') =>
      shown(({ line }) => line(text), { plain: true, language, columns: 80 }).join();
    expect(plain('    → Add --copy-records.', 'en')).toBe('    To do: Add --copy-records.');
    expect(plain('    → 서버 → 데이터베이스를 보세요.', 'ko')).toBe('    할 일: 서버에서 데이터베이스를 보세요.');
    expect(plain('    ◷ wait for: Server set-up', 'en')).toBe('    wait for: Server set-up');
    expect(plain('    ◷ 대기: 서버 설정', 'ko')).toBe('    대기: 서버 설정');
    expect(plain('  ! existing DNS records: none', 'en')).toBe('  Note: existing DNS records: none');
  });

  test('also in columns, which are as wide as the words', () => {
    const rows = [
      ['모두 → 로드 밸런서', 'sgr-1'],
      ['데이터베이스', 'db-1'],
    ];
    expect(shown(({ table }) => table(rows), { plain: true, language: 'ko' })).toEqual([
      '모두에서 로드 밸런서  sgr-1',
      '데이터베이스          db-1',
    ]);
  });

  test('also in an error, whatever stands for its sign', () => {
    const trouble = new Trouble(
      'usage',
      verbatim('The stack shop is not set up for deployments yet.'),
      verbatim('Wait.'),
    );
    const lines = shown((screen) => screen.trouble(trouble), { plain: true });
    expect(lines.every((line) => stringWidth(line) <= 40)).toBe(true);
  });

  test('stays in one piece where it is to be copied', () => {
    const command = `    aws ssm start-session --target i-0c6f3ac57944a5314 --region ap-northeast-2`;
    expect(shown(({ whole }) => whole(command), {})).toEqual([command]);
  });

  test('stays in one piece where nobody reads it on a terminal', () =>
    expect(shown(({ line }) => line(long), { columns: Infinity })).toEqual([long]));
});

test('how high something is counts what is explained, and what is broken', () => {
  const show = ({ paragraph, line }: Screen) => {
    paragraph(verbatim('The zone has no CAA record, and DNSSEC is off.'));
    line(long);
  };
  let height = 0;
  const lines = shown((screen) => {
    height = linesOf(screen, show).length;
    show(screen);
  }, {});
  expect(height).toBe(lines.length);
});
