import { Trouble } from '../errors.ts';
import type { Words } from '../words.ts';
import { carries, type Owner, type TagList } from './tags.ts';

/** Something that is not ours occupies our place: it is never adopted and never deleted. */
export class Stranger extends Trouble {}

/** Something has our name and does not carry our tags. */
export const strangerOf = (kind: Words, name: string): Stranger =>
  new Stranger(
    'aws',
    {
      en: `The ${kind.en} ${name} already exists, and stepway did not create it.`,
      ko: `stepway가 만들지 않은 같은 이름의 자원이 이미 있습니다(${kind.ko} ${name}).`,
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
  kind: Words,
  get: (name: string) => Promise<Thing | undefined>,
): Promise<Thing | undefined> {
  for (const [at, name] of owner.uniqueNames.entries()) {
    const found = await get(name);
    if (found && carries(found.Tags, owner)) return found;
    if (found && at === 0) throw strangerOf(kind, name);
  }
  return undefined;
}
