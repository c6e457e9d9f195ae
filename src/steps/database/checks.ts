import {
  DescribeOrderableDBInstanceOptionsCommand,
  paginateDescribeOrderableDBInstanceOptions,
  type OrderableDBInstanceOption,
} from '@aws-sdk/client-rds';
import { everyDatabase } from '../../aws/databases.ts';
import { every } from '../../aws/replies.ts';
import { quotaOf } from '../../aws/quotas.ts';
import type { Context } from '../../engine/step.ts';
import { obstacle, ok, unknown, type Check, type Verdict } from '../../engine/verdict.ts';
import { engines } from './engines.ts';
import { usedUp } from '../used-up.ts';
import { isAmong, majorsOf, versionMeant } from './versions.ts';

type Given = Context & {
  readonly needs: { readonly zones?: { readonly a: string; readonly b: string } };
  readonly answers: {
    readonly engine: 'none' | 'postgres' | 'mysql';
    readonly size: string;
    readonly version: string;
    readonly storage: number;
    readonly standby: boolean;
  };
};

/** Our storage: encrypted gp3 of that size. */
const fits = (option: OrderableDBInstanceOption, storage: number) =>
  option.StorageType === 'gp3' &&
  option.SupportsStorageEncryption !== false &&
  storage >= (option.MinStorageSize ?? 0) &&
  storage <= (option.MaxStorageSize ?? Infinity);

const anotherClass = {
  en: 'Choose another --database-class, such as db.t4g.micro, or another --region.',
  ko: 'db.t4g.micro처럼 다른 --database-class를 고르거나 다른 --region을 쓰세요.',
};

/** Whether RDS offers this engine on this class, with this storage, in one of our zones. */
async function offered({ rds, region, needs, answers }: Given): Promise<Verdict> {
  const { engine, size, storage, standby } = answers;
  if (engine === 'none') return ok;
  const { name } = engines[engine];
  const version = versionMeant(engine, answers.version);
  const asked = { Engine: engine, Vpc: true };
  const ofClass = { ...asked, DBInstanceClass: size };
  const pages = paginateDescribeOrderableDBInstanceOptions({ client: rds, pageSize: 1000 }, ofClass);
  const all = await every(pages, ({ OrderableDBInstanceOptions }) => OrderableDBInstanceOptions);
  if (all.length === 0) {
    // An empty list for every class tells us nothing; an empty list for this class does.
    const any = await rds.send(new DescribeOrderableDBInstanceOptionsCommand({ ...asked, MaxRecords: 20 }));
    if (!any.OrderableDBInstanceOptions?.length)
      return unknown({ en: 'AWS returned no classes.', ko: 'AWS에서 클래스 목록을 가져오지 못했습니다.' });
    return obstacle(
      {
        en: `${name} is not offered on ${size} in ${region}.`,
        ko: `${region} 리전의 ${name} 엔진은 ${size} 클래스를 지원하지 않습니다.`,
      },
      anotherClass,
      'usage',
    );
  }
  // The filter takes minor versions only.
  const ofVersion = all.filter(({ EngineVersion = '' }) => isAmong([EngineVersion], version));
  if (ofVersion.length === 0) {
    const majors = majorsOf(
      engine,
      all.flatMap(({ EngineVersion = [] }) => EngineVersion),
    ).slice(0, 4);
    const [newest = 'auto'] = majors;
    return obstacle(
      {
        en: `${name} ${version} is not offered on ${size} in ${region}; these versions are: ${majors.join(', ')}.`,
        ko: `${region} 리전의 ${size} 클래스에서는 ${name} ${version} 버전을 쓸 수 없습니다. 쓸 수 있는 버전: ${majors.join(', ')}.`,
      },
      {
        en: `Use --database-version ${newest}, or choose another --database-class.`,
        ko: `--database-version ${newest} 값을 쓰거나, 다른 --database-class를 고르세요.`,
      },
      'usage',
    );
  }
  const stored = ofVersion.filter((option) => fits(option, storage));
  if (stored.length === 0)
    return obstacle(
      {
        en: `${size} does not support ${storage} GiB of encrypted gp3 storage for ${name} in ${region}.`,
        ko: `${region} 리전의 ${size} 클래스는 ${name} 엔진에서 암호화된 gp3 저장 공간 ${storage}GiB를 지원하지 않습니다.`,
      },
      {
        en: 'Choose another --database-storage or --database-class.',
        ko: '--database-storage나 --database-class를 바꾸세요.',
      },
      'usage',
    );
  const fitting = standby ? stored.filter(({ MultiAZCapable }) => MultiAZCapable !== false) : stored;
  if (fitting.length === 0)
    return obstacle(
      {
        en: `${name} on ${size} cannot have a standby in a second zone in ${region}.`,
        ko: `${region} 리전의 ${name} 엔진은 ${size} 클래스에서 다중 AZ(예비 인스턴스)를 지원하지 않습니다.`,
      },
      {
        en: 'Use --no-database-standby, or choose another --database-class.',
        ko: '--no-database-standby를 쓰거나 --database-class를 바꾸세요.',
      },
      'usage',
    );
  const zones = new Set(fitting.flatMap(({ AvailabilityZones = [] }) => AvailabilityZones.map(({ Name }) => Name)));
  const ours = needs.zones;
  if (!ours || zones.size === 0 || zones.has(ours.a) || zones.has(ours.b)) return ok;
  return obstacle(
    {
      en: `${size} is offered in ${[...zones].join(', ')}, but not in ${ours.a} or ${ours.b}, where the network is.`,
      ko: `${size} 클래스는 ${[...zones].join(', ')}에만 있고, 네트워크를 둘 가용 영역(${ours.a}, ${ours.b})에는 없습니다.`,
    },
    anotherClass,
    'usage',
  );
}

export const classOffered: Check<Given> = {
  about: { en: 'database class', ko: '데이터베이스 클래스' },
  ask: (given) => offered(given),
};

/** "DB instances" in Service Quotas. */
export const databaseQuota: Check<Context> = {
  about: { en: 'databases', ko: '데이터베이스 개수' },

  async ask({ rds, quotas, region, name }, id) {
    if (id) return undefined;
    const limit = await quotaOf(quotas, 'rds', 'L-7B6409FD');
    const there = (await everyDatabase(rds)).map(({ DBInstanceIdentifier }) => DBInstanceIdentifier);
    if (there.length < limit || there.includes(name)) return ok;
    return usedUp({
      region,
      things: { en: 'databases', ko: '데이터베이스' },
      there: there.length,
      limit,
      instead: { en: 'use --database none', ko: '--database none을 쓰세요' },
    });
  },
};
