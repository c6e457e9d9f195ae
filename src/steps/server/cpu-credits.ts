import {
  DescribeInstanceCreditSpecificationsCommand,
  ModifyInstanceCreditSpecificationCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';

/** `t` and a digit: trn1 is no burstable type. */
export const isBurstable = (type: string): boolean => /^t\d/.test(type);

/** Burstable types default to "unlimited" credits, which can cost extra. */
export const credits = 'standard';

export async function creditsOf(ec2: EC2Client, instanceId: string): Promise<string | undefined> {
  const { InstanceCreditSpecifications: [found] = [] } = await ec2.send(
    new DescribeInstanceCreditSpecificationsCommand({ InstanceIds: [instanceId] }),
  );
  return found?.CpuCredits;
}

export async function limitCredits(ec2: EC2Client, InstanceId: string): Promise<void> {
  if ((await creditsOf(ec2, InstanceId)) === credits) return;
  const InstanceCreditSpecifications = [{ InstanceId, CpuCredits: credits }];
  const { UnsuccessfulInstanceCreditSpecifications: [refused] = [] } = await ec2.send(
    new ModifyInstanceCreditSpecificationCommand({ InstanceCreditSpecifications }),
  );
  // The call itself succeeds.
  if (refused) throw Object.assign(new Error(refused.Error?.Message), { name: refused.Error?.Code, $metadata: {} });
}
