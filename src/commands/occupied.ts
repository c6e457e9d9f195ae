import { Trouble } from '../errors.ts';
import { typed } from '../plain.ts';

/** The refusal to write where a file of somebody's is. */
export const occupied = (file: string): Trouble =>
  new Trouble(
    'usage',
    { en: `${typed(file)} exists already.`, ko: `이미 있는 파일입니다: ${typed(file)}.` },
    {
      en: 'It was left as it is. Choose another name, or replace it with --force.',
      ko: '그 파일은 건드리지 않았습니다. 다른 이름을 쓰거나 --force로 덮어쓰세요.',
    },
  );
