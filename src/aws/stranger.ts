import { Trouble } from '../errors.ts';

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
