import { Trouble } from '../errors.ts';
import type { Kept } from '../engine/step.ts';
import type { Words } from '../words.ts';
import { carries, type Owner, type TagList } from './tags.ts';

/** Something that is not ours occupies our place: it is never adopted and never deleted. */
export class Stranger extends Trouble {}

/** Something has our name and does not carry our tags. */
export const strangerOf = (kind: string, name: string): Stranger =>
  new Stranger(
    'aws',
    {
      en: `The ${kind} ${name} already exists, and stepway did not create it.`,
      ko: `stepway가 만들지 않은 같은 이름의 자원이 이미 있습니다(${kind} ${name}).`,
    },
    {
      en: 'It was left unchanged. Choose another --name, or rename or delete that resource yourself.',
      ko: '그 자원은 건드리지 않았습니다. --name을 바꾸거나, 그 자원의 이름을 바꾸거나 직접 삭제하세요.',
    },
  );

/**
 * What has one of the names that only we would give; in an earlier version others could have given it as well.
 *
 * @throws Stranger when something else has the name that ours is going to have.
 */
export async function ofUniqueName<Thing extends { readonly Tags?: TagList }>(
  owner: Owner & { readonly uniqueNames: readonly string[] },
  kind: string,
  get: (name: string) => Promise<Thing | undefined>,
): Promise<Thing | undefined> {
  for (const [at, name] of owner.uniqueNames.entries()) {
    const found = await get(name);
    if (found && carries(found.Tags, owner)) return found;
    if (found && at === 0) throw strangerOf(kind, name);
  }
  return undefined;
}

/** Ours is gone, and what has its name now is somebody else's. */
export const nameTaken: Words = {
  en: 'deleted outside stepway; something else has its name now',
  ko: '다른 곳에서 삭제했고, 지금은 다른 자원이 같은 이름을 씁니다',
};

/** Its tags are lost, and nothing else tells whether it is the one that we made: nobody may guess. */
export const leftAlone = (id: string): readonly Kept[] => [
  {
    id,
    unknown: true,
    why: {
      en: 'its tags are missing, so it may not be the one stepway made: left unchanged. Put the tags back with `stepway up`, or delete it yourself; then run teardown again',
      ko: '태그가 없어져 stepway가 만든 것인지 알 수 없으므로 그대로 두었습니다. `stepway up`으로 태그를 다시 붙이거나 직접 삭제한 뒤 teardown을 다시 실행하세요',
    },
  },
];
