import type { ErrorCode, LifecycleErrorCode } from '@aws-sdk/client-codedeploy';
import type { Words } from '../../words.ts';

/** A likely cause: of what it is known, what it is, and the one thing to do. */
export interface Cause<Code extends string = LifecycleErrorCode | ErrorCode> {
  readonly event?: string;
  readonly code?: Code;
  readonly text?: RegExp;
  readonly cause: Words;
  readonly fix: Words;
}

export const repair: Words = {
  en: 'Run `stepway up` to fix this, then deploy again.',
  ko: '`stepway up`을 실행하면 바로잡습니다. 그다음 다시 배포하세요.',
};
