import { whose, type InPlace, type Owner } from '../aws/tags.ts';
import { idOf, replaced, type Kept, type Seen } from '../engine/step.ts';
import type { Facts } from '../facts.ts';
import type { Words } from '../words.ts';

/** The id that AWS gave to ours; absent from what an earlier version wrote down. */
export const uidOf = (handle: Facts): string | undefined =>
  'uid' in handle && typeof handle['uid'] === 'string' ? handle['uid'] : undefined;

/** Whose the thing is that is where the handle says that ours is. */
export const whoseIs = (found: InPlace, handle: Facts, owner: Owner): ReturnType<typeof whose> =>
  whose(found, uidOf(handle), owner);

/** Ours is gone, and what has its name now is somebody else's. */
export const nameTaken: Seen<never> = replaced({
  en: 'deleted outside stepway; something else has its name now',
  ko: '다른 곳에서 삭제했고, 지금은 다른 자원이 같은 이름을 씁니다',
});

const ofAnother: Words = {
  en: 'it carries the tags of another stack: left unchanged',
  ko: '다른 스택의 태그가 달려 있어 그대로 두었습니다',
};

/** Its tags are lost, and nothing else tells whether it is the one that we made: nobody may guess. */
export const leftAlone = (handle: Facts): readonly Kept[] => [
  {
    id: idOf(handle),
    unknown: true,
    why: {
      en: 'its tags are missing, so it may not be the one stepway made: left unchanged. Put the tags back with `stepway up`, or delete it yourself; then run teardown again',
      ko: '태그가 없어져 stepway가 만든 것인지 알 수 없으므로 그대로 두었습니다. `stepway up`으로 태그를 다시 붙이거나 직접 삭제한 뒤 teardown을 다시 실행하세요',
    },
  },
];

/**
 * Deletes what has the name of ours, unless it is somebody else's or may be.
 *
 * @param found what is there; undefined when nothing is.
 */
export async function deleteOurs(
  found: InPlace | undefined,
  handle: Facts,
  owner: Owner,
  remove: () => Promise<readonly Kept[] | void>,
): Promise<readonly Kept[]> {
  const is = found && whoseIs(found, handle, owner);
  // With an id that AWS gave, ours is known to be gone; without one, somebody may have changed the tags of ours.
  if (is === 'theirs') return uidOf(handle) === undefined ? [{ id: idOf(handle), theirs: true, why: ofAnother }] : [];
  if (is === 'unknown') return leftAlone(handle);
  return (await remove()) ?? [];
}
