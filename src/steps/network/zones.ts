import { DescribeInstanceTypeOfferingsCommand } from '@aws-sdk/client-ec2';
import { Trouble } from '../../errors.ts';
import { defineStep } from '../../engine/step.ts';
import { reads } from '../../permissions/allow.ts';
import { instanceType } from '../server/questions.ts';

export type Zone = 'a' | 'b';

/** One of each for each zone, by its key. */
export const perZone = <Step>(make: (zone: Zone) => Step): Readonly<Record<Zone, Step>> => ({
  a: make('a'),
  b: make('b'),
});

/** Two zones that offer the server's instance type: not every zone offers every type. */
export const zones = defineStep({
  id: 'zones',
  title: { en: 'Two availability zones', ko: '가용 영역 두 곳' },
  asks: { type: instanceType },
  allows: [reads('ec2:DescribeInstanceTypeOfferings')],

  async find({ ec2, region, answers }) {
    const { InstanceTypeOfferings = [] } = await ec2.send(
      new DescribeInstanceTypeOfferingsCommand({
        LocationType: 'availability-zone',
        Filters: [{ Name: 'instance-type', Values: [answers.type] }],
      }),
    );
    // Local and Wavelength Zones, which an account may have enabled, have longer names and fewer services.
    const offering = InstanceTypeOfferings.map(({ Location = '' }) => Location)
      .filter((location) => location.length === region.length + 1)
      .toSorted();
    const [a, b] = offering;
    if (a && b) return { a, b };
    throw new Trouble(
      'usage',
      {
        en: `${answers.type} is offered in ${offering.length} of the zones in ${region}; two are needed.`,
        ko: `${region}에서 ${answers.type} 유형을 쓸 수 있는 가용 영역이 ${offering.length}곳뿐입니다. 두 곳이 필요합니다.`,
      },
      {
        en: 'Choose another --instance-type, such as t3.micro, or another --region.',
        ko: 't3.micro처럼 다른 --instance-type을 고르거나 다른 --region을 쓰세요.',
      },
    );
  },
});
