import {
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
  type Change,
  type ResourceRecordSet,
  type Route53Client,
  type RRType,
} from '@aws-sdk/client-route-53';
import { isNotFound } from '../../aws/error-names.ts';
import { bareId, bareName } from './find-hosted-zone.ts';

/** The record set of exactly this name and type; Route 53 shows a change at once, even before it serves it. */
export async function findRecord(
  route53: Route53Client,
  zoneId: string,
  name: string,
  type: RRType,
): Promise<ResourceRecordSet | undefined> {
  const start = { StartRecordName: name, StartRecordType: type, MaxItems: 1 };
  try {
    const { ResourceRecordSets = [] } = await route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: zoneId, ...start }),
    );
    return ResourceRecordSets.find((record) => bareName(record.Name) === bareName(name) && record.Type === type);
  } catch (error) {
    // Without its zone the record is gone as well.
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Makes all the changes or none, and returns the id by which to ask whether they are served. */
export async function changeRecords(route53: Route53Client, zoneId: string, changes: Change[]): Promise<string> {
  const { ChangeInfo } = await route53.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: zoneId,
      ChangeBatch: { Comment: 'stepway', Changes: changes },
    }),
  );
  return bareId(ChangeInfo?.Id);
}

/** Whether all name servers serve a change. One that Route 53 does not know any more was long ago. */
export async function isServed(route53: Route53Client, changeId: string): Promise<boolean> {
  try {
    const { ChangeInfo } = await route53.send(new GetChangeCommand({ Id: changeId }));
    return ChangeInfo?.Status === 'INSYNC';
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchChange') return true;
    throw error;
  }
}
