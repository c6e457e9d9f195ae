import { DescribeInstanceTypesCommand, type InstanceTypeInfo } from '@aws-sdk/client-ec2';
import type { Aws } from '../../aws/clients.ts';
import { architectureOf } from '../../build/server.ts';
import { byNearness } from '../../nearest.ts';
import { sized, type UnitPrice } from '../../prices/prices.ts';
import { soon, Unsuitable, type Choice, type Looking } from '../../questions/question.ts';
import { inEach, type Words } from '../../words.ts';
import { pricedFor } from '../account/priced.ts';
import { region } from '../account/questions.ts';
import { includedTypes } from './free-plan.ts';
import { running } from './prices.ts';

/** Virtual processors and memory in GiB: https://aws.amazon.com/ec2/instance-types/t3/ and /t4/. */
const facts: Readonly<Record<string, readonly [cpus: number, memory: number]>> = {
  't3.micro': [2, 1],
  't3.small': [2, 2],
  't3.medium': [2, 4],
  't3.large': [2, 8],
  't4g.micro': [2, 1],
  't4g.small': [2, 2],
  't4g.medium': [2, 4],
};

const choice = (type: string, cpus: number, memory: number, priceOf: UnitPrice): Choice<string> => ({
  value: type,
  name: sized(type, cpus, memory, priceOf(running(type))),
});

/** The sizes that a first server is likely to have, with what they are and cost. */
export const sizesAt = (priceOf: UnitPrice): readonly Choice<string>[] =>
  Object.entries(facts).map(([type, [cpus, memory]]) => choice(type, cpus, memory, priceOf));

/** The next larger ones, which run the same image, with what they are and cost. */
export function largerThan(type: string, priceOf: UnitPrice): readonly Choice<string>[] {
  const least = facts[type]?.[1] ?? 0;
  return Object.entries(facts)
    .filter(([one, [, memory]]) => one !== type && architectureOf(one) === architectureOf(type) && memory >= least)
    .slice(0, 2)
    .map(([one, [cpus, memory]]) => choice(one, cpus, memory, priceOf));
}

/** What a type is and costs, called in a way of one's own. */
export function described(type: string, name: string, priceOf: UnitPrice): Words {
  const [cpus, memory] = facts[type] ?? [];
  return cpus === undefined || memory === undefined
    ? inEach(() => name)
    : sized(name, cpus, memory, priceOf(running(type)));
}

const seen = ({ InstanceType, VCpuInfo, MemoryInfo }: InstanceTypeInfo, priceOf: UnitPrice) =>
  choice(String(InstanceType), VCpuInfo?.DefaultVCpus ?? 0, (MemoryInfo?.SizeInMiB ?? 0) / 1024, priceOf);

const typesLike = async ({ ec2 }: Aws, patterns: string[], limits = {}): Promise<readonly InstanceTypeInfo[]> => {
  const Filters = [{ Name: 'instance-type', Values: patterns }];
  return (await ec2.send(new DescribeInstanceTypesCommand({ Filters }), limits)).InstanceTypes ?? [];
};

/** Those of the sizes that AWS has in the region, as it describes them. */
export async function sizesThere({ aws, answered, listed }: Looking): Promise<readonly Choice<string>[]> {
  const priceOf = pricedFor(answered, listed);
  const sizes = Object.keys(facts);
  const found = await typesLike(aws, sizes, soon());
  return sizes.flatMap((size) => {
    const info = found.find(({ InstanceType }) => InstanceType === size);
    return info ? seen(info, priceOf) : [];
  });
}

/** @throws Unsuitable when the region, or the account's plan, does not have the type: with the nearest that it has. */
export async function testType(type: string, { aws, answered, listed }: Looking): Promise<void> {
  const where = answered(region) ?? '';
  const [included, found] = await Promise.all([includedTypes(aws), typesLike(aws, [type])]);
  if (found.length > 0 && (!included || included.includes(type))) return;
  const family = await typesLike(aws, [`${type.split('.')[0] ?? ''}.*`]);
  const priceOf = pricedFor(answered, listed);
  const all = family.length > 0 ? family.map((one) => seen(one, priceOf)) : sizesAt(priceOf);
  const possible = included
    ? included.map((one) => all.find(({ value }) => value === one) ?? { value: one, name: inEach(() => one) })
    : all;
  const near = byNearness(type, possible, ({ value }) => value).slice(0, 3);
  throw new Unsuitable(
    found.length === 0
      ? {
          en: `There is no instance type ${type} in ${where}.`,
          ko: `${where} 리전에 없는 인스턴스 유형입니다: ${type}.`,
        }
      : {
          en: `The account is on the Free plan, which does not include ${type}.`,
          ko: `계정이 무료 플랜이어서 ${type} 유형을 쓸 수 없습니다.`,
        },
    undefined,
    near,
  );
}
