import { explain } from '../aws/explain.ts';
import { Trouble } from '../errors.ts';
import type { Words } from '../words.ts';

const deployment: Words = { en: 'the deployment', ko: '배포' };

/** The same error, with a next step for a command that does not build. */
export function explained(error: unknown, command: string, about: Words = deployment): unknown {
  const trouble = explain(error, about);
  if (!trouble || trouble === error) return error;
  const instead = (text: string) => text.replaceAll('`stepway up`', `\`stepway ${command}\``);
  return new Trouble(
    trouble.kind,
    trouble.what,
    { en: instead(trouble.todo.en), ko: instead(trouble.todo.ko) },
    { cause: error, reached: trouble.reached },
  );
}
