import {
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
  type Change,
  type ResourceRecordSet,
  type Route53Client,
  type RRType,
} from '@aws-sdk/client-route-53';
import { batch } from '../../aws/batch.ts';
import { orNothing } from '../../aws/replies.ts';
import type { Context } from '../../engine/step.ts';
import { bareId, bareName } from './find-hosted-zone.ts';
import { inZone, reads, type Allowance } from '../../permissions/allow.ts';

/** The record set with exactly this name and type; Route 53 lists a change at once, even before serving it. */
export async function findRecord(
  route53: Route53Client,
  zoneId: string,
  name: string,
  type: RRType,
): Promise<ResourceRecordSet | undefined> {
  const start = { StartRecordName: name, StartRecordType: type, MaxItems: 1 };
  // If its zone is gone, so is the record.
  const { ResourceRecordSets = [] } =
    (await orNothing(route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: zoneId, ...start })))) ?? {};
  return ResourceRecordSets.find((record) => bareName(record.Name) === bareName(name) && record.Type === type);
}

/** A name as people write it: Route 53 escapes the asterisk. */
export const plainName = (name: string | undefined): string => bareName(name).replaceAll('\\052', '*');

/** A record set as people read it. */
export const shownRecord = ({ Name, Type = 'A', AliasTarget, ResourceRecords = [] }: ResourceRecordSet) => ({
  name: plainName(Name),
  type: Type as string,
  to: AliasTarget ? bareName(AliasTarget.DNSName) : ResourceRecords.map(({ Value }) => Value ?? '').join(', '),
});

/** Several checks ask for all of a zone at once; they share the listing. */
const listings = batch<Route53Client, readonly ResourceRecordSet[]>(
  async (route53, zoneIds) =>
    new Map(await Promise.all(zoneIds.map(async (zoneId) => [zoneId, await list(route53, zoneId)] as const))),
);

export const allRecords = async (route53: Route53Client, zoneId: string): Promise<readonly ResourceRecordSet[]> =>
  (await listings(route53, zoneId)) ?? [];

async function list(route53: Route53Client, HostedZoneId: string): Promise<ResourceRecordSet[]> {
  const found: ResourceRecordSet[] = [];
  for (let from = {}; ;) {
    const page = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId, ...from }));
    found.push(...(page.ResourceRecordSets ?? []));
    const { IsTruncated, NextRecordName, NextRecordType, NextRecordIdentifier } = page;
    if (!IsTruncated || !NextRecordName) return found;
    from = {
      StartRecordName: NextRecordName,
      StartRecordType: NextRecordType,
      StartRecordIdentifier: NextRecordIdentifier,
    };
  }
}

/** A record change: the id to ask whether it is served, and when it was made, in milliseconds since 1970. */
export type Changed = { readonly changeId: string; readonly changedAt: number };

/** Nothing was changed, so there is nothing to wait for. */
export const unchanged: Changed = { changeId: '', changedAt: 0 };

/** What whoever has records in a zone does there. */
export const recordsAllowed: readonly Allowance[] = [
  reads('route53:GetChange', 'route53:ListResourceRecordSets'),
  inZone('route53:ChangeResourceRecordSets'),
];

/** Applies all the changes or none. */
export async function changeRecords(
  { route53, clock }: Pick<Context, 'route53' | 'clock'>,
  zoneId: string,
  changes: Change[],
): Promise<Changed> {
  const { ChangeInfo } = await route53.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: zoneId,
      ChangeBatch: { Comment: 'stepway', Changes: changes },
    }),
  );
  return { changeId: bareId(ChangeInfo?.Id), changedAt: clock.now() };
}

/**
 * Deletes record sets in one change, so that a run that dies leaves all of them or none. Route 53 deletes only exact
 * matches, and refuses the whole change for one that is gone already: then each is deleted by itself, and that is fine.
 */
export async function deleteRecords(
  context: Pick<Context, 'route53' | 'clock'>,
  zoneId: string,
  records: readonly ResourceRecordSet[],
): Promise<void> {
  if (records.length === 0) return;
  const changes = records.map((record) => ({ Action: 'DELETE' as const, ResourceRecordSet: record }));
  const done = await orNothing(changeRecords(context, zoneId, changes));
  if (!done && records.length > 1) for (const record of records) await deleteRecords(context, zoneId, [record]);
}

/** How long Route 53 may take to know of a change that it has just made, in milliseconds. */
const knownAfter = 60_000;

/** Whether all name servers serve a change. A change unknown to Route 53 is either very new or very old. */
export async function isServed(
  { route53, clock }: Pick<Context, 'route53' | 'clock'>,
  { changeId, changedAt }: Changed,
): Promise<boolean> {
  if (!changeId) return true;
  try {
    const { ChangeInfo } = await route53.send(new GetChangeCommand({ Id: changeId }));
    return ChangeInfo?.Status === 'INSYNC';
  } catch (error) {
    if (!(error instanceof Error && error.name === 'NoSuchChange')) throw error;
    const age = clock.now() - changedAt;
    // A change dated in the future, because the clock was set back, has an unknown age.
    return age < 0 || age > knownAfter;
  }
}
