import { DescribeInstanceTypesCommand, type InstanceTypeInfo } from '@aws-sdk/client-ec2';
import type { Aws } from '../../aws/clients.ts';
import { architectureOf } from '../../build/server.ts';
import { byNearness } from '../../nearest.ts';
import { oneLine } from '../../plain.ts';
import { sized } from '../../prices/prices.ts';
import { Refused, soon, Unsuitable, type Choice, type Looking, type Question } from '../../questions/question.ts';
import { inEach } from '../../words.ts';
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

const choice = (type: string, cpus: number, memory: number, region: string | undefined): Choice<string> => ({
  value: type,
  name: sized(type, cpus, memory, running(type), region),
});

/** The sizes that a first server is likely to have, with what they are and cost. */
export const sizesIn = (region: string | undefined): readonly Choice<string>[] =>
  Object.entries(facts).map(([type, [cpus, memory]]) => choice(type, cpus, memory, region));

/**
 * AWS has no machine of a type left: larger ones, which run the same image, with what they are and cost.
 *
 * @param question that the type answers.
 */
export function noMachine(question: Question<string>, type: string, region: string, cause: Error): Refused {
  const most = facts[type]?.[1] ?? 0;
  const larger = Object.entries(facts)
    .filter(([other, [, memory]]) => other !== type && architectureOf(other) === architectureOf(type) && memory >= most)
    .slice(0, 2)
    .map(([other, [cpus, memory]]) => choice(other, cpus, memory, region));
  const flag = `--${question.key}${larger[0] ? ` ${larger[0].value}` : ''}`;
  return new Refused(
    question,
    {
      why: {
        en: `AWS has no machine of the type ${type} left in that zone right now (${oneLine(cause.name)}).`,
        ko: `지금 그 가용 영역에는 ${type} 유형의 여유분이 없습니다(${oneLine(cause.name)}).`,
      },
      near: larger,
    },
    {
      en: `Go on with another type, such as \`stepway up ${flag}\`, or run the same command again in some minutes.`,
      ko: `다른 유형으로 계속하거나(예: \`stepway up ${flag}\`), 몇 분 뒤 같은 명령을 다시 실행하세요.`,
    },
    { kind: 'aws', cause },
  );
}

const seen = ({ InstanceType, VCpuInfo, MemoryInfo }: InstanceTypeInfo, region: string | undefined) =>
  choice(String(InstanceType), VCpuInfo?.DefaultVCpus ?? 0, (MemoryInfo?.SizeInMiB ?? 0) / 1024, region);

const typesLike = async ({ ec2 }: Aws, patterns: string[], limits = {}): Promise<readonly InstanceTypeInfo[]> => {
  const Filters = [{ Name: 'instance-type', Values: patterns }];
  return (await ec2.send(new DescribeInstanceTypesCommand({ Filters }), limits)).InstanceTypes ?? [];
};

/** Those of the sizes that AWS has in the region, as it describes them. */
export async function sizesThere({ aws, answered }: Looking): Promise<readonly Choice<string>[]> {
  const sizes = Object.keys(facts);
  const found = await typesLike(aws, sizes, soon());
  return sizes.flatMap((size) => {
    const info = found.find(({ InstanceType }) => InstanceType === size);
    return info ? seen(info, answered(region)) : [];
  });
}

/** @throws Unsuitable when the region, or the account's plan, does not have the type: with the nearest that it has. */
export async function testType(type: string, { aws, answered }: Looking): Promise<void> {
  const where = answered(region) ?? '';
  const [included, found] = await Promise.all([includedTypes(aws), typesLike(aws, [type])]);
  if (found.length > 0 && (!included || included.includes(type))) return;
  const family = await typesLike(aws, [`${type.split('.')[0] ?? ''}.*`]);
  const all = family.length > 0 ? family.map((one) => seen(one, where)) : sizesIn(where);
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
