import { Trouble } from '../errors.ts';
import type { Removal } from '../engine/step.ts';
import type { Dialogue } from '../operations/dialogue.ts';
import type { Person } from '../questions/answers.ts';
import type { Screen } from '../ui/screen.ts';
import type { Choice } from '../questions/question.ts';
import { joined, type Words } from '../words.ts';
import type { CommonOptions } from './command.ts';

/** @throws Trouble `usage` when there is no person to confirm and no --yes. */
export function needYes({ yes }: CommonOptions, preview = 'stepway plan'): void {
  if (yes) return;
  throw new Trouble(
    'usage',
    {
      en: 'This command needs your confirmation, but it cannot ask here (no terminal, CI or --json).',
      ko: '만들거나 삭제하려면 동의가 필요한데, 지금은 물어볼 수 없습니다(터미널이 아니거나 CI, --json).',
    },
    { en: `Review \`${preview}\`, then add --yes.`, ko: `먼저 \`${preview}\`으로 확인한 뒤 --yes를 추가하세요.` },
  );
}

const fates = (kept: Words): readonly Choice<NonNullable<Removal['data']>>[] => [
  { value: 'snapshot', name: { en: `Keep ${kept.en}`, ko: `${kept.ko} 남기기` } },
  { value: 'delete', name: { en: 'Delete it permanently', ko: '완전히 삭제하기' } },
];

const whose: Words = { en: 'Whose is it?', ko: '누구의 스택인가요?' };

const owners: readonly { value: 'theirs' | 'ours'; name: Words }[] = [
  { value: 'theirs', name: { en: 'Not mine: leave it alone', ko: '내 것이 아님: 건드리지 않기' } },
  { value: 'ours', name: { en: 'Mine: take it up in this folder', ko: '내 것: 이 폴더에서 이어받기' } },
];

/** What every operation says and asks; without a person it asks nothing. */
export function dialogueOn(screen: Screen, asker: Person | undefined): Dialogue {
  const { say } = screen;
  return {
    recovered: (name, count) =>
      screen.paragraph({
        en: `Recovered ${count} resources of ${name}.`,
        ko: `${name}의 자원 ${count}개를 이어받았습니다.`,
      }),
    ...(asker && {
      async isOurs(found) {
        screen.paragraph(found);
        return (await asker.choose(say(whose), owners)) === 'ours';
      },
      replaces(lost) {
        screen.paragraph(lost);
        return asker.agree(say({ en: 'Create a new, empty one?', ko: '비어 있는 것으로 새로 만들까요?' }), false);
      },
      dataOf(holders) {
        const titles = joined(', ', ...holders.map(({ title }) => title));
        const kept = joined(', ', ...holders.map(({ going }) => going?.data?.kept));
        return asker.choose(
          say({
            en: `To be deleted: ${titles.en}. What about the data?`,
            ko: `삭제 대상: ${titles.ko}. 안에 있는 데이터는 어떻게 할까요?`,
          }),
          fates(kept),
        );
      },
    }),
  };
}
