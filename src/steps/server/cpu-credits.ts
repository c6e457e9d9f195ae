import {
  DescribeInstanceCreditSpecificationsCommand,
  ModifyInstanceCreditSpecificationCommand,
} from '@aws-sdk/client-ec2';
import { orNothing, refusedPart } from '../../aws/replies.ts';
import { reads, uses } from '../../permissions/allow.ts';
import { answering } from '../entry/answering.ts';
import { settingStep } from '../setting.ts';
import { isBurstable } from './burstable.ts';
import { instance } from './instance.ts';
import { instanceType } from './questions.ts';
import { serverSetup } from './server-setup.ts';

/**
 * A server is launched with as much of its processor as it takes, which AWS calls unlimited and can charge for. Once the
 * site is up it keeps to what its type includes.
 */
export const cpuCredits = settingStep({
  id: 'cpu-credits',
  title: { en: 'CPU within what the type includes', ko: 'CPU 추가 요금 막기' },
  needs: { instance, setup: serverSetup, answering },
  asks: { type: instanceType },
  allows: [reads('ec2:DescribeInstanceCreditSpecifications'), uses('ec2:ModifyInstanceCreditSpecification')],
  when: ({ type }) => isBurstable(type),
  follows: { live: ['instance', 'type'], initial: ['setup', 'answering'] },
  settings: { CpuCredits: { title: { en: 'CPU credits', ko: 'CPU 크레딧' }, wanted: 'standard' } },

  handle: ({ needs }) => ({ instanceId: needs.instance.instanceId }),

  async read({ ec2 }, { instanceId }) {
    const InstanceIds = [instanceId];
    const found = await orNothing(ec2.send(new DescribeInstanceCreditSpecificationsCommand({ InstanceIds })));
    const [is] = found?.InstanceCreditSpecifications ?? [];
    return is && { CpuCredits: is.CpuCredits };
  },

  async write({ ec2 }, { instanceId }, { CpuCredits }) {
    const InstanceCreditSpecifications = [{ InstanceId: instanceId, CpuCredits }];
    const {
      SuccessfulInstanceCreditSpecifications: [changed] = [],
      UnsuccessfulInstanceCreditSpecifications: [refused] = [],
    } = await ec2.send(new ModifyInstanceCreditSpecificationCommand({ InstanceCreditSpecifications }));
    if (!changed) throw refusedPart(refused?.Error?.Code, refused?.Error?.Message);
  },
});
