import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { Trouble } from '../../src/errors.ts';
import { languages } from '../../src/words.ts';
import { newStack, type Stack } from '../support/stack.ts';
import { chapters, type Row } from './rows.ts';

/** How stepway answers each, in order. */
const answers = new Map<Row, Trouble>();

function stackOf({ on, says, fates = {}, scenario }: Row): Stack {
  const [code = '', message = '', status] = says ?? [];
  const denial = {
    refuses: ({ action }: { action: string }) => action === on,
    code,
    message,
    ...(status && { status }),
  };
  return newStack({
    ...(scenario && { scenario }),
    otherwise: { ...(on && { denials: [denial] }), ...(!scenario && { fates }) },
  });
}

describe.each(Object.entries(chapters))('%s', (_, rows) => {
  test.each(rows)('$what', async (row) => {
    const trouble = await stackOf(row)
      .up(row.flags, { patience: 5 })
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    if (!(trouble instanceof Trouble)) throw trouble ?? new Error('it was not refused');
    answers.set(row, trouble);
    for (const language of languages)
      for (const text of [trouble.what[language], trouble.todo[language]]) {
        expect(text).toMatch(/\S/);
        expect(text).not.toMatch(/undefined|\[object|hidden field/);
      }
    // Where there are several, each has its fix beside it.
    expect(`${trouble.what.en}\n${trouble.todo.en}`).toMatch(row.fix);
  });
});

const cell = (text: string) =>
  text.replaceAll('|', '\\|').replaceAll('\n', '<br>').replaceAll('<', '&lt;').replaceAll('&lt;br>', '<br>');
const cause = ({ on, says, scenario }: Row) =>
  says ? `${on}: \`${says[0]}\`` : scenario ? `\`--rehearse ${scenario}\`` : 'what becomes of it';

test('docs/refusals.md has all of them, and what stepway answers', async () => {
  const tables = Object.entries(chapters).map(([title, rows]) =>
    [
      `## ${title}`,
      '',
      '| refusal | where it comes from | how stepway answers |',
      '| --- | --- | --- |',
      ...rows.map((row) => {
        const trouble = answers.get(row);
        return `| ${cell(row.what)}<br>${cause(row)} | [source](${row.source}) | ${cell(trouble?.what.en ?? '')}<br>${cell(trouble?.todo.en ?? '')} |`;
      }),
      '',
    ].join('\n'),
  );
  const count = Object.values(chapters).flat().length;
  expect(count).toBeGreaterThanOrEqual(60);
  const page = `# Refusals\n\nWhat AWS, and what is around it, says no to: ${count} refusals, each played in a rehearsal in the words of AWS, and what stepway answers. In Korean it says the same. Written by \`test/refusals\`: \`npx vitest run test/refusals -u\` writes it anew.\n\n${tables.join('\n')}`;
  await expect(await format(page, { parser: 'markdown' })).toMatchFileSnapshot('../../docs/refusals.md');
});
