import { DescribeOrderableDBInstanceOptionsCommand } from '@aws-sdk/client-rds';
import { isOnFreePlan } from '../../aws/account-plan.ts';
import type { Aws } from '../../aws/clients.ts';
import { byNearness } from '../../nearest.ts';
import { hourly, monthly, sized, type UnitPrice } from '../../prices/prices.ts';
import { Refused, soon, Unsuitable, type Choice, type Question } from '../../questions/question.ts';
import { oneLine } from '../../plain.ts';
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
export const classesAt = (priceOf: UnitPrice): readonly Choice<string>[] =>
  Object.entries(facts).map(([size, [cpus, memory]]) => ({
    value: size,
    name: sized(size, cpus, memory, priceOf(running(size))),
  }));

/** What a database of a size costs, with its storage in GiB and its password: " · about 21.27 USD a month". */
export function costOf(size: string, gibibytes: number, priceOf: UnitPrice): Words {
  const nothing = { en: '', ko: '' };
  const items = [hourly(nothing, running(size)), monthly(nothing, storage(), gibibytes), monthly(nothing, secret)];
  const total = items.reduce((sum, { rate, units }) => sum + (priceOf(rate) ?? Number.NaN) * units, 0);
  if (Number.isNaN(total)) return nothing;
  return { en: `: about ${total.toFixed(2)} USD a month`, ko: `: 월 약 ${total.toFixed(2)}달러` };
}

const optionsOf = (engine: Engine, size: string) =>
  new DescribeOrderableDBInstanceOptionsCommand({ Engine: engine, DBInstanceClass: size, Vpc: true, MaxRecords: 20 });

/** Those of the sizes on which RDS has the engine in the region. */
export async function classesThere(
  { rds }: Pick<Aws, 'rds'>,
  engine: Engine,
  priceOf: UnitPrice,
): Promise<readonly Choice<string>[]> {
  const limits = soon();
  // The list of all classes has a row a version, storage and class: thousands.
  const found = await Promise.all(
    classesAt(priceOf).map(async (one) => {
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
  priceOf: UnitPrice,
): Promise<void> {
  const [isFree, { OrderableDBInstanceOptions = [] }] = await Promise.all([
    isOnFreePlan({ freeTier }),
    rds.send(optionsOf(engine, size)),
  ]);
  const isThere = OrderableDBInstanceOptions.length > 0;
  if (isThere && (!isFree || freeClasses.includes(size))) return;
  const possible = classesAt(priceOf).filter(({ value }) => !isFree || freeClasses.includes(value));
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

/** The family beside it, of which there are others left, and which the Free plan includes as well. */
const beside: Readonly<Record<string, string>> = { t4g: 't3', t3: 't4g' };

/** Classes of no less memory: the same size of the family beside it, and the next larger ones. */
function insteadOf(size: string): readonly (readonly [size: string, cpus: number, memory: number])[] {
  const [, family = '', rank = ''] = size.split('.');
  const [cpus, memory] = facts[`db.t4g.${rank}`] ?? [];
  const other = beside[family];
  if (other === undefined || cpus === undefined || memory === undefined) return [];
  const larger = Object.entries(facts).filter(([, [, its]]) => its > memory);
  return [[`db.${other}.${rank}`, cpus, memory], ...larger.slice(0, 2).map(([one, its]) => [one, ...its] as const)];
}

/**
 * RDS has no machine of a class left in any zone of the network, which it says where it picks the zone itself: others
 * of at least its memory.
 *
 * @param question that the class answers.
 */
export function noClass(question: Question<string>, size: string, priceOf: UnitPrice, cause: Error): Refused {
  const near = insteadOf(size).map(([one, cpus, memory]) => ({
    value: one,
    name: sized(one, cpus, memory, priceOf(running(one))),
  }));
  const how = near[0] ? `: \`stepway up --${question.key} ${near[0].value}\`` : ` (--${question.key})`;
  return new Refused(
    question,
    {
      why: {
        en: `AWS has no machine of the class ${size} left in the zones of the network right now (${oneLine(cause.name)}).`,
        ko: `지금 네트워크의 가용 영역에는 ${size} 클래스의 여유분이 없습니다(${oneLine(cause.name)}).`,
      },
      near,
    },
    {
      en: `Go on with another class${how}. Or run the same command again in some minutes.`,
      ko: `다른 클래스로 계속하세요${how}. 몇 분 뒤 같은 명령을 다시 실행해도 됩니다.`,
    },
    { kind: 'aws', cause },
  );
}
