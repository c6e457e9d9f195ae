import type { Outputs } from '../engine/outputs.ts';
import { Trouble } from '../errors.ts';
import type { State } from '../state/state.ts';
import { steps } from '../steps/index.ts';
import { outputsOf } from './outputs.ts';

/** The database of a stack. */
export type DatabaseThere = NonNullable<Outputs['database']>;

/** @throws Trouble `usage` when there is none. */
export function databaseOf(state: State): DatabaseThere {
  const { database } = outputsOf(steps, state);
  if (database) return database;
  throw new Trouble(
    'usage',
    { en: `The stack ${state.name} has no database.`, ko: `${state.name} 스택에는 데이터베이스가 없습니다.` },
    {
      en: 'Add one with `stepway up --database postgres` (or mysql); `stepway status` shows what there is.',
      ko: '`stepway up --database postgres`(또는 mysql)로 추가할 수 있습니다. 지금 있는 것은 `stepway status`로 보세요.',
    },
  );
}
