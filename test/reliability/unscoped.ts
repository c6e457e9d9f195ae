const zone =
  'Route 53 does not support tag conditions, and a zone’s ID is not known before it exists. NS and SOA records cannot be changed, and AWS does not delete a zone that has records.';
const closing =
  'stepway removes the rules of its VPC’s default group, which AWS creates without tags. Revoking a rule can only close access.';

const session = 'A session carries no tag of ours; of those there are, the policy names only one’s own.';

/** Actions allowed on other people's resources as well, because AWS offers no way to tell them apart. */
const bill =
  'The bill is of the whole account: AWS knows no smaller scope. A label on it changes what it tells apart, and nothing else.';

const check = 'Route 53 does not support conditions on labels for health checks, which only look.';

const channel = 'A Region has one delivery channel of AWS Config, and IAM has no name for it.';

export const unscoped: Readonly<Record<string, string>> = {
  'config:DeleteDeliveryChannel': channel,
  'config:PutDeliveryChannel': channel,
  'iam:CreateServiceLinkedRole':
    'The condition names the one service whose role it is; AWS writes what the role may do.',
  'ce:UpdateCostAllocationTagsStatus': bill,
  'ec2:RevokeSecurityGroupEgress': closing,
  'ec2:RevokeSecurityGroupIngress': closing,
  'route53:ChangeResourceRecordSets': zone,
  'route53:ChangeTagsForResource': zone,
  'route53:CreateHealthCheck': 'A check that does not exist yet has no ARN, and cannot be tagged at creation.',
  'route53:CreateHostedZone': 'A zone that does not exist yet has no ARN, and cannot be tagged at creation.',
  'route53:DeleteHealthCheck': check,
  'route53:DeleteHostedZone': zone,
  'route53:UpdateHealthCheck': check,
  'sns:Unsubscribe': 'SNS knows no resource for it.',
  'ssm:ResumeSession': session,
  'ssm:TerminateSession': session,
};
