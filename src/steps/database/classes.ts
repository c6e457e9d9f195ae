import { DescribeOrderableDBInstanceOptionsCommand } from '@aws-sdk/client-rds';
import { isOnFreePlan } from '../../aws/account-plan.ts';
import type { Aws } from '../../aws/clients.ts';
import { byNearness } from '../../nearest.ts';
import { priceOf, hourly, monthly, sized } from '../../prices/prices.ts';
import { soon, Unsuitable, type Choice } from '../../questions/question.ts';
import type { Words } from '../../words.ts';
import { engines } from './engines.ts';
import { running, secret, storage } from './prices.ts';

type Engine = 'postgres' | 'mysql';

/** Virtual processors and memory in GiB: https://aws.amazon.com/rds/instance-types/. */
const facts: Readonly<Record<string, readonly [cpus: number, memory: number]>> = {
  'db.t4g.micro': [2, 1],
  'db.t4g.small': [2, 2],
  'db.t4g.medium': [2, 4],
  'db.t4g.large': [2, 8],
};

/** What the Free plan includes; RDS has no call that tells (aws.amazon.com/rds/free). */
export const freeClasses = ['db.t4g.micro', 'db.t3.micro'];

/** The sizes that a first database is likely to have, with what they are and cost. */
export const classesIn = (region: string | undefined): readonly Choice<string>[] =>
  Object.entries(facts).map(([size, [cpus, memory]]) => ({
    value: size,
    name: sized(size, cpus, memory, running(size), region),
  }));

/** What a database of a size costs, with its storage in GiB and its password: " · about 21.27 USD a month". */
export function costOf(size: string, gibibytes: number, region: string | undefined): Words {
  const nothing = { en: '', ko: '' };
  const items = [hourly(nothing, running(size)), monthly(nothing, storage(), gibibytes), monthly(nothing, secret)];
  const { total, complete } = priceOf(items, region ?? '');
  if (!complete) return nothing;
  return { en: `: about ${total.toFixed(2)} USD a month`, ko: `: 월 약 ${total.toFixed(2)}달러` };
}

const optionsOf = (engine: Engine, size: string) =>
  new DescribeOrderableDBInstanceOptionsCommand({ Engine: engine, DBInstanceClass: size, Vpc: true, MaxRecords: 20 });

/** Those of the sizes on which RDS has the engine in the region. */
export async function classesThere(
  { rds }: Pick<Aws, 'rds'>,
  engine: Engine,
  region: string | undefined,
): Promise<readonly Choice<string>[]> {
  const limits = soon();
  // The list of all classes has a row a version, storage and class: thousands.
  const found = await Promise.all(
    classesIn(region).map(async (one) => {
      const { OrderableDBInstanceOptions = [] } = await rds.send(optionsOf(engine, one.value), limits);
      return OrderableDBInstanceOptions.length > 0 ? one : [];
    }),
  );
  return found.flat();
}

/** @throws Unsuitable when the region, or the account's plan, does not have the class: with the nearest that it has. */
export async function assertClass(
  { rds, freeTier }: Pick<Aws, 'rds' | 'freeTier'>,
  engine: Engine,
  size: string,
  region: string | undefined,
): Promise<void> {
  const [isFree, { OrderableDBInstanceOptions = [] }] = await Promise.all([
    isOnFreePlan({ freeTier }),
    rds.send(optionsOf(engine, size)),
  ]);
  const isThere = OrderableDBInstanceOptions.length > 0;
  if (isThere && (!isFree || freeClasses.includes(size))) return;
  const possible = classesIn(region).filter(({ value }) => !isFree || freeClasses.includes(value));
  const near = byNearness(size, possible, ({ value }) => value).slice(0, 3);
  throw new Unsuitable(
    isThere
      ? {
          en: `The account is on the Free plan, which does not include ${size}.`,
          ko: `계정이 무료 플랜이어서 ${size} 클래스를 쓸 수 없습니다.`,
        }
      : {
          en: `${engines[engine].name} is not offered on ${size} in ${region}.`,
          ko: `${region} 리전의 ${engines[engine].name} 엔진에 없는 클래스입니다: ${size}.`,
        },
    undefined,
    near,
  );
}
