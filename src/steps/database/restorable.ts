import type { DBSnapshot, RDSClient } from '@aws-sdk/client-rds';
import { describeDatabase } from '../../aws/databases.ts';
import type { Context } from '../../engine/step.ts';
import { obstacle, ok, warning, type Check, type Verdict } from '../../engine/verdict.ts';
import { engines } from './engines.ts';
import { describeSnapshot } from './final-snapshot.ts';
import { nothingToRestore, windowOf } from '../from-backup.ts';
import { empty, identifierFor, isMoment, momentAnswer, sourceOf } from './source.ts';

type Given = Context & {
  readonly answers: { readonly engine: 'none' | 'postgres' | 'mysql'; readonly from: string };
};

/** Whether the data that is asked for can be had, beside what is there. */
export const restorable: Check<Given> = {
  about: { en: 'data to restore', ko: '복원할 데이터' },

  async ask({ rds, name, retired, answers: { engine, from } }, id, was) {
    if (id !== undefined && was && sourceOf(was) === from) return undefined;
    // It is there beside the present one: going back makes nothing.
    if (retired.includes(identifierFor(name, from))) return ok;
    if (from === empty) return id === undefined ? undefined : keptFull;
    const [kept] = retired;
    if (id !== undefined && kept !== undefined) return oneAtATime(kept);
    if (isMoment(from)) return momentIn(rds, id ?? kept, Date.parse(from));
    return snapshotFits(await describeSnapshot(rds, from), from, engine);
  },
};

const keptFull = obstacle(
  {
    en: 'The database has data, and stepway does not put an empty one in its place.',
    ko: '데이터가 있는 데이터베이스를 빈 데이터베이스로 바꾸지 않습니다.',
  },
  {
    en: 'Leave out --database-from, or run `stepway up --database none --data snapshot` first.',
    ko: '--database-from을 빼거나, 먼저 `stepway up --database none --data snapshot`을 실행하세요.',
  },
  'usage',
);

const oneAtATime = (kept: string) =>
  obstacle(
    {
      en: `The database before the last restore is still there (${kept}).`,
      ko: `지난번 복원 전의 데이터베이스가 아직 남아 있습니다(${kept}).`,
    },
    {
      en: 'Remove it with `stepway db restore --remove-old`, or go back to it with `stepway db restore --back`.',
      ko: '`stepway db restore --remove-old`로 지우거나 `stepway db restore --back`으로 되돌아가세요.',
    },
    'usage',
  );

async function momentIn(rds: RDSClient, source: string | undefined, moment: number): Promise<Verdict> {
  const found = source === undefined ? undefined : await describeDatabase(rds, source);
  if (!found) {
    const { what, todo } = nothingToRestore();
    return obstacle(what, todo, 'usage');
  }
  const window = await windowOf(rds, found);
  if (!window)
    return obstacle(
      {
        en: `${source} has no backup yet.`,
        ko: `아직 백업이 없습니다: ${source}.`,
      },
      {
        en: 'The first one takes some minutes, and --backup-days 0 keeps none. Try again later.',
        ko: '첫 백업에는 몇 분이 걸리고, --backup-days 0이면 백업하지 않습니다. 나중에 다시 해 보세요.',
      },
      'usage',
    );
  if (moment >= window.earliest && moment <= window.latest) return ok;
  const [from, to] = [momentAnswer(window.earliest), momentAnswer(window.latest)];
  return obstacle(
    {
      en: `The backups of ${source} do not have ${momentAnswer(moment)}.`,
      ko: `백업에 없는 시점입니다: ${momentAnswer(moment)}(${source}).`,
    },
    {
      en: `Choose a time from ${from} to ${to}; the latest one is always some minutes ago.`,
      ko: `${from}부터 ${to}까지의 시각을 고르세요. 가장 최근 시점도 항상 몇 분 전입니다.`,
    },
    'usage',
  );
}

const another = {
  en: 'A moment is written as 2026-11-27T15:00:00Z or, with `stepway db restore --to`, as "10 minutes ago". Snapshots are listed by `stepway db restore --list`; before there is a stack, by `aws rds describe-db-snapshots`.',
  ko: '시점은 2026-11-27T15:00:00Z처럼, `stepway db restore --to`에서는 "10 minutes ago"처럼도 씁니다. 스냅샷 목록은 `stepway db restore --list`로, 스택이 아직 없으면 `aws rds describe-db-snapshots`로 볼 수 있습니다.',
};

/** Whether a database of ours can be made of a snapshot. */
function snapshotFits(found: DBSnapshot | undefined, id: string, engine: Given['answers']['engine']): Verdict {
  if (!found)
    return obstacle(
      { en: `There is no snapshot called ${id} in this region.`, ko: `이 리전에 없는 스냅샷입니다: ${id}.` },
      another,
      'usage',
    );
  if (engine !== 'none' && found.Engine !== engine)
    return obstacle(
      {
        en: `The snapshot ${id} is of ${found.Engine}, not of ${engines[engine].name}.`,
        ko: `스냅샷의 엔진이 다릅니다: ${id}(${found.Engine}).`,
      },
      {
        en: `Use --database ${found.Engine}, or another snapshot. ${another.en}`,
        ko: `--database ${found.Engine} 값을 쓰거나 다른 스냅샷을 고르세요. ${another.ko}`,
      },
      'usage',
    );
  if (found.Status !== 'available')
    return obstacle(
      {
        en: `The snapshot ${id} is not ready (${found.Status}).`,
        ko: `아직 쓸 수 없는 스냅샷입니다: ${id}(${found.Status}).`,
      },
      { en: 'Try again in some minutes.', ko: '몇 분 뒤에 다시 해 보세요.' },
    );
  if (found.Encrypted === false)
    return warning(
      {
        en: 'the snapshot is not encrypted, and neither will be the database',
        ko: '암호화하지 않은 스냅샷이어서 데이터베이스도 암호화되지 않습니다',
      },
      {
        en: 'To change that, copy the snapshot with encryption in the RDS console, and use the copy.',
        ko: 'RDS 콘솔에서 암호화를 켜고 스냅샷을 복사한 뒤 그 복사본을 쓰세요.',
      },
    );
  return ok;
}
