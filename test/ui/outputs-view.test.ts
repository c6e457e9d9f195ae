import { expect, test } from 'vitest';
import { showOutputs } from '../../src/ui/outputs-view.ts';
import { screenOf } from '../../src/ui/screen.ts';
import { speech } from '../../src/ui/speech.ts';

const outputs = {
  instanceId: 'i-0c6f3ac57944a5314',
  database: { host: 'shop-database.cyhl4fw8fk1y.ap-northeast-2.rds.amazonaws.com', port: 5432, secretArn: 'arn:…' },
} as unknown as Parameters<typeof showOutputs>[1];

function shown(what: typeof outputs, language: 'en' | 'ko'): string {
  let text = '';
  const screen = { columns: 80, write: (more: string) => Boolean((text += more)) } as unknown as NodeJS.WriteStream;
  showOutputs(screenOf({ screen }, speech(language, false)), what);
  return text;
}

test.each(['en', 'ko'] as const)(
  'each way in stands alone on its line, to be copied, and is a command of stepway (%s)',
  (language) => {
    const lines = shown(outputs, language).split('\n');
    for (const way of ['stepway shell', 'stepway logs -f', 'stepway db connect', 'stepway db tunnel'])
      expect(lines).toContain(`    ${way}`);
    expect(lines.filter((line) => /^ *aws /.test(line))).toEqual([]);
  },
);

test('an address with other letters is shown as people write it, and as programs want it', () => {
  const site = { url: 'https://xn--bj0bj06e.xn--3e0b707e' } as unknown as typeof outputs;
  expect(shown(site, 'ko')).toContain('    https://한글.한국\n    https://xn--bj0bj06e.xn--3e0b707e\n');
});
