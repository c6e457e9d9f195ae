import {
  AssociateIamInstanceProfileCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  ReplaceIamInstanceProfileAssociationCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';

/** Gives the server its profile, in place of another one or of none. */
export async function giveProfile(ec2: EC2Client, instanceId: string, Name: string): Promise<void> {
  const { IamInstanceProfileAssociations = [] } = await ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({ Filters: [{ Name: 'instance-id', Values: [instanceId] }] }),
  );
  const now = IamInstanceProfileAssociations.find(({ State }) => State === 'associated' || State === 'associating');
  const IamInstanceProfile = { Name };
  if (now)
    await ec2.send(
      new ReplaceIamInstanceProfileAssociationCommand({ AssociationId: now.AssociationId, IamInstanceProfile }),
    );
  else await ec2.send(new AssociateIamInstanceProfileCommand({ InstanceId: instanceId, IamInstanceProfile }));
}

/**
 * IAM's own id of an instance profile, which begins so; anything else in its place tells nothing:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export const uniqueId = (id: string | undefined): string | undefined => (id?.startsWith('AIPA') ? id : undefined);
