import type { EC2Client } from '@aws-sdk/client-ec2';
import { subnets } from '../../aws/collections.ts';
import { oneLine } from '../../plain.ts';
import type { UnitPrice } from '../../prices/prices.ts';
import { Refused, type Elsewise } from '../../questions/question.ts';
import { instanceType, serverZone } from './questions.ts';
import { described, largerThan } from './sizes.ts';

/** What was asked for, and where. */
interface Wanted {
  readonly type: string;
  readonly zone: 'first' | 'second';
  /** The subnets of both zones, in their order. */
  readonly subnetIds: readonly string[];
}

/** Which of the two zones a server goes to, counted from nothing. */
export const placeOf = (zone: string): 0 | 1 => (zone === 'second' ? 1 : 0);

/**
 * The other zone, if AWS names it among those that have such a machine: "You can currently get t3.micro capacity by
 * not specifying an Availability Zone in your request or choosing us-east-1b, us-east-1c."
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html#troubleshooting-launch-capacity
 */
async function otherZone(
  ec2: EC2Client,
  { type, zone, subnetIds }: Wanted,
  priceOf: UnitPrice,
  message: string,
): Promise<Elsewise | undefined> {
  const [, named = ''] = /choosing ([a-z0-9, -]+)/.exec(message) ?? [];
  const other = zone === 'second' ? 'first' : 'second';
  const id = subnetIds[placeOf(other)];
  if (!named || id === undefined) return undefined;
  const name = (await subnets.byId(ec2, id))?.AvailabilityZone;
  if (name === undefined || !named.split(/, */).includes(name)) return undefined;
  return { question: serverZone, choice: { value: other, name: described(type, `${type} (${name})`, priceOf) } };
}

/** AWS has no machine of a type left: the other zone, and larger types, which run the same image. */
export async function noMachine(ec2: EC2Client, wanted: Wanted, priceOf: UnitPrice, cause: Error): Promise<Refused> {
  const { type } = wanted;
  const near = largerThan(type, priceOf);
  // A zone that cannot be looked up is not offered.
  const elsewise = await otherZone(ec2, wanted, priceOf, cause.message).catch(() => undefined);
  const ways = [
    ...(elsewise ? [`--${serverZone.key} ${elsewise.choice.value}`] : []),
    ...(near[0] ? [`--${instanceType.key} ${near[0].value}`] : []),
  ].map((flag) => `\`stepway up ${flag}\``);
  return new Refused(
    instanceType,
    {
      why: {
        en: `AWS has no machine of the type ${type} left in that zone right now (${oneLine(cause.name)}).`,
        ko: `지금 그 가용 영역에는 ${type} 유형의 여유분이 없습니다(${oneLine(cause.name)}).`,
      },
      near,
      elsewise,
    },
    {
      en: `Go on with another ${elsewise ? 'zone or type' : 'type'}${ways.length > 0 ? `: ${ways.join(' or ')}` : ` (--${instanceType.key})`}. Or run the same command again in some minutes.`,
      ko: `다른 ${elsewise ? '가용 영역이나 유형으로' : '유형으로'} 계속하세요${ways.length > 0 ? `: ${ways.join(' 또는 ')}` : `(--${instanceType.key})`}. 몇 분 뒤 같은 명령을 다시 실행해도 됩니다.`,
    },
    { kind: 'aws', cause },
  );
}
