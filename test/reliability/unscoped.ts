const zone =
  'Route 53 knows no conditions on tags, and a zone’s id is not known before it is there. Records that say who answers for a domain cannot be changed, and AWS deletes no zone with records in it.';
const closing =
  'The default group of our network is emptied, and AWS makes it without a label. A revoked rule only ever closes a door.';

/** What is allowed for things that are not ours as well, because AWS offers nothing to tell them by. */
export const unscoped: Readonly<Record<string, string>> = {
  'ec2:RevokeSecurityGroupEgress': closing,
  'ec2:RevokeSecurityGroupIngress': closing,
  'route53:ChangeResourceRecordSets': zone,
  'route53:ChangeTagsForResource': zone,
  'route53:CreateHostedZone': 'A zone that is not there yet has no ARN, and cannot be tagged when it is made.',
  'route53:DeleteHostedZone': zone,
};
