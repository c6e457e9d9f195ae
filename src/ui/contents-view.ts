import { howToKeep, type Look } from '../deploy/bundle.ts';
import type { Kept } from '../deploy/contents.ts';
import { oneLine } from '../plain.ts';
import type { Words } from '../words.ts';
import type { Screen } from './screen.ts';

/**
 * Every path that a deployment would send, and with its reason every one that it would not.
 *
 * @param to where they would be sent.
 */
export function showContents(
  { line, say, paint, table }: Screen,
  { files, left, refused, image }: Look,
  to: 'server' | 'CodeBuild',
): void {
  const heading = (words: Words) => line(paint('bold', say(words)));
  const reasons = (kept: readonly Kept[]) =>
    table(kept.map(({ path, why }) => [`  ${oneLine(path)}`, paint('dim', say(why))]));
  if (image !== undefined) {
    heading(given(image.length));
    for (const path of image) line(`  ${oneLine(path)}`);
    line();
  }
  heading(counted(files.length, receivers[to]));
  for (const path of files) line(`  ${oneLine(path)}`);
  if (left.length > 0) {
    line();
    heading({ en: 'Left out', ko: '보내지 않음' });
    reasons(left);
  }
  if (refused.length > 0) {
    line();
    line(paint('red', say({ en: '✖ Refused', ko: '✖ 보내기를 거부함' })));
    reasons(refused);
  }
}

const receivers: Readonly<Record<'server' | 'CodeBuild', Words>> = {
  server: { en: 'the server', ko: '서버로' },
  CodeBuild: { en: 'CodeBuild', ko: 'CodeBuild로' },
};

const counted = (files: number, to: Words): Words => ({
  en: files === 1 ? `1 file would go to ${to.en}` : `${files} files would go to ${to.en}`,
  ko: `${to.ko} 보낼 파일 ${files}개`,
});

const given = (files: number): Words => ({
  en: `Given to docker on this machine to build the image: ${files}`,
  ko: `이미지를 빌드하도록 이 컴퓨터의 docker에 넘길 파일 ${files}개`,
});

/** What else to know of it: how it was decided, and what would stop the deployment. */
export function adviseOn({ line, paragraph, say, paint }: Screen, look: Look): void {
  const { notes, problems, refused } = look;
  for (const note of notes) paragraph(note);
  for (const { en, ko } of problems) paragraph({ en: `${paint('red', '✖')} ${en}`, ko: `${paint('red', '✖')} ${ko}` });
  if (refused.length === 0) return;
  const count: Words = {
    en: `\`stepway deploy\` sends nothing as long as a file is refused (${refused.length}).`,
    ko: `거부된 파일(${refused.length}개)이 있는 동안 \`stepway deploy\`는 아무것도 보내지 않습니다.`,
  };
  line();
  line(`${paint('red', '✖')} ${say(count)}`);
  const { en, ko } = howToKeep(look);
  paragraph({ en: `  ${en}`, ko: `  ${ko}` });
}

/** In a line, what a deployment leaves out. */
export function sayLeft({ paragraph }: Screen, left: readonly Kept[], notes: readonly Words[]): void {
  for (const note of notes) paragraph(note);
  if (left.length === 0) return;
  paragraph({
    en: `Left out of the bundle: ${left.length}. \`stepway deploy --list\` shows what goes and what does not.`,
    ko: `번들에서 ${left.length}개를 뺐습니다. \`stepway deploy --list\`로 볼 수 있습니다.`,
  });
}
