import type { UnsuccessfulInstanceCreditSpecificationErrorCode } from '@aws-sdk/client-ec2';
import { refuse } from '../errors.ts';
import { checkPlanType } from '../free-tier.ts';
import { at } from '../phase.ts';
import type { Operations } from '../service.ts';
import { imageOf, instanceTypes, isBurstable } from './catalog.ts';
import { portOf, show } from './instance-shown.ts';
import { one, visible } from './resources.ts';

/** How servers are set up, which can change while they are there. */
export const instanceSettings = {
  DescribeInstanceAttribute({ InstanceId, Attribute }, call) {
    const instance = one(call, 'instances', InstanceId);
    const values = {
      userData: { UserData: { Value: instance.userData } },
      instanceType: { InstanceType: { Value: instance.type } },
      disableApiTermination: { DisableApiTermination: { Value: !instance.apiTermination } },
      groupSet: { Groups: portOf(instance, call)?.groupIds.map((GroupId) => ({ GroupId })) },
    };
    return { InstanceId: instance.id, ...values[Attribute as keyof typeof values] };
  },

  ModifyInstanceAttribute(input, call) {
    const instance = one(call, 'instances', input.InstanceId);
    const state = at(instance.state, call.now);
    const type = input.InstanceType?.Value ?? (input.Attribute === 'instanceType' ? input.Value : undefined);
    if (type) checkPlanType(call.scenario, type);
    if ((type || input.UserData) && state !== 'stopped') {
      refuse('IncorrectInstanceState', `The instance '${instance.id}' is not in the 'stopped' state.`);
    }
    if (type) {
      const facts = instanceTypes.get(type);
      if (!facts) refuse('InvalidInstanceAttributeValue', `Invalid instance type: ${type}`);
      if (imageOf(call.region, facts.architecture) !== instance.imageId) {
        refuse('InvalidParameterCombination', `The architecture of ${type} does not match the one of the AMI.`);
      }
      instance.type = type;
      if (isBurstable(type)) instance.credits ??= type.startsWith('t2') ? 'standard' : 'unlimited';
      else delete instance.credits;
    }
    if (input.UserData?.Value) instance.userData = Buffer.from(input.UserData.Value).toString('base64');
    const port = portOf(instance, call);
    if (input.Groups && port) port.groupIds = input.Groups.map((id) => one(call, 'groups', id).id);
    instance.apiTermination = !(input.DisableApiTermination?.Value ?? !instance.apiTermination);
    if (input.DisableApiStop?.Value) instance.apiStop = false;
    else if (input.DisableApiStop) delete instance.apiStop;
    return {};
  },

  ModifyInstanceMetadataOptions(input, call) {
    const instance = one(call, 'instances', input.InstanceId);
    instance.metadata = {
      tokens: input.HttpTokens ?? instance.metadata.tokens,
      hops: input.HttpPutResponseHopLimit ?? instance.metadata.hops,
      endpoint: input.HttpEndpoint ?? instance.metadata.endpoint,
    };
    return { InstanceId: instance.id, InstanceMetadataOptions: show(instance, call).MetadataOptions };
  },

  DescribeInstanceCreditSpecifications({ InstanceIds }, call) {
    const asked = InstanceIds?.length
      ? InstanceIds.map((id) => one(call, 'instances', id))
      : visible(call, 'instances').filter(({ credits }) => credits);
    for (const { id, credits } of asked)
      if (!credits)
        refuse('InstanceCreditSpecification.NotSupported', `${id} is not a burstable performance instance.`);
    return {
      InstanceCreditSpecifications: asked.flatMap(({ id, credits }) =>
        credits ? [{ InstanceId: id, CpuCredits: credits }] : [],
      ),
    };
  },

  ModifyInstanceCreditSpecification({ InstanceCreditSpecifications }, call) {
    const asked = InstanceCreditSpecifications ?? [];
    for (const { CpuCredits = '' } of asked)
      if (!['standard', 'unlimited'].includes(CpuCredits))
        refuse('InvalidParameterValue', `Value (${CpuCredits}) for parameter CpuCredits is invalid.`);
    // The call succeeds; what could not be changed is in its answer (API reference).
    const answers = asked.map(({ InstanceId, CpuCredits = '' }) => {
      const instance = one(call, 'instances', InstanceId);
      const state = at(instance.state, call.now);
      const failed = (Code: UnsuccessfulInstanceCreditSpecificationErrorCode, Message: string) => ({
        InstanceId: instance.id,
        Error: { Code, Message },
      });
      if (!isBurstable(instance.type))
        return failed('InstanceCreditSpecification.NotSupported', `${instance.id} is not a burstable instance.`);
      if (state !== 'running' && state !== 'stopped')
        return failed('IncorrectInstanceState', `The instance '${instance.id}' is ${state}.`);
      instance.credits = CpuCredits;
      return { InstanceId: instance.id };
    });
    return {
      SuccessfulInstanceCreditSpecifications: answers.filter((one) => !('Error' in one)),
      UnsuccessfulInstanceCreditSpecifications: answers.filter((one) => 'Error' in one),
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-ec2')>;
