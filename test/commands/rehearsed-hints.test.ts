import { expect, test } from 'vitest';
import { inRehearsal } from '../../src/commands/rehearsed-hints.ts';

test('what is advised in a rehearsal stays in it, and reads as Korean does', () => {
  const { en, ko } = inRehearsal({
    en: 'Run `stepway up`, then `stepway deploy --list --rehearse`; see `stepway explain up`.',
    ko: '`stepway up`을 실행하고 `stepway init`으로 만드세요. `stepway deploys`에서 봅니다. `stepway up`이 고칩니다.',
  });
  expect(en).toBe('Run `stepway up --rehearse`, then `stepway deploy --list --rehearse`; see `stepway explain up`.');
  expect(ko).toBe(
    '`stepway up --rehearse`를 실행하고 `stepway init --rehearse`로 만드세요. `stepway deploys --rehearse`에서 봅니다. `stepway up --rehearse`가 고칩니다.',
  );
});
