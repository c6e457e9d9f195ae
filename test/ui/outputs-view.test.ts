import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { showOutputs } from '../../src/ui/outputs-view.ts';
import { screenOf } from '../../src/ui/screen.ts';
import { speech } from '../../src/ui/speech.ts';

const outputs = {
  instanceId: 'i-0c6f3ac57944a5314',
  database: {
    host: 'shop-database.cyhl4fw8fk1y.ap-northeast-2.rds.amazonaws.com',
    port: 5432,
    secretArn:
      'arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:rds!db-03eb5e09-8ecd-4b4f-9a6b-2b2d1d4b6f1e-kQoGwB',
  },
} as unknown as Parameters<typeof showOutputs>[1];

function shown(columns: number | undefined): string {
  let text = '';
  const screen = { columns, write: (more: string) => Boolean((text += more)) } as unknown as NodeJS.WriteStream;
  showOutputs(screenOf({ screen }, speech('en', false)), outputs, 'ap-northeast-2');
  return text;
}

const command =
  "aws secretsmanager get-secret-value --secret-id 'rds!db-03eb5e09-8ecd-4b4f-9a6b-2b2d1d4b6f1e' --region ap-northeast-2";

test('a command fits the screen, and is still one command when it is copied', () => {
  const text = shown(80);
  expect(text.split('\n').every((line) => stringWidth(line) <= 80)).toBe(true);
  expect(text.replaceAll(/ \\\n +/g, ' ')).toContain(`    ${command}\n`);
});

test('it is one line for whoever reads it without a screen', () => expect(shown(undefined)).toContain(command));

test('an address with other letters is shown as people write it, and as programs want it', () => {
  let text = '';
  const screen = { columns: 80, write: (more: string) => Boolean((text += more)) } as unknown as NodeJS.WriteStream;
  const site = { url: 'https://xn--bj0bj06e.xn--3e0b707e' } as unknown as typeof outputs;
  showOutputs(screenOf({ screen }, speech('ko', false)), site, 'ap-northeast-2');
  expect(text).toContain('    https://한글.한국\n    https://xn--bj0bj06e.xn--3e0b707e\n');
});
