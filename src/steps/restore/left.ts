import { AddTagsToResourceCommand, type DBInstance, type RDSClient } from '@aws-sdk/client-rds';
import { describeDatabase } from '../../aws/databases.ts';
import { said } from '../../aws/replies.ts';
import { tagValue } from '../../aws/tags.ts';

/** Since when the app has left a database, which stays beside the one that it uses. */
const leftTag = 'stepway:left';
const no = 'no';

const leftSince = (found: DBInstance): string => tagValue(found.TagList, leftTag) ?? no;

/** Whether the app has left it for another one. */
export const isLeft = (found: DBInstance): boolean => leftSince(found) !== no;

/**
 * Says on a database whether the app has left it: a restore that breaks off before that goes on.
 *
 * @param since the day, in ISO 8601; undefined for the one that the app uses.
 */
export async function markLeft(rds: RDSClient, identifier: string, since: string | undefined): Promise<void> {
  const found = await describeDatabase(rds, identifier);
  if (!found || isLeft(found) === (since !== undefined)) return;
  const Tags = [{ Key: leftTag, Value: since ?? no }];
  await rds.send(new AddTagsToResourceCommand({ ResourceName: said(found, 'DBInstanceArn'), Tags }));
}
