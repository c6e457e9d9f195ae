import { tagValue, type TagList } from '../../../aws/tags.ts';
import { versionOf, type Site } from './index.ts';

/** What of an instance says which set-up it has. */
const setupTag = 'stepway:setup';

/** Which set-up, and for which port of the app: that tells the answer of a stack whose state was lost. */
export type SetUp = { readonly version: string; readonly port: number };

/** A command of Systems Manager that sets it up, and since when, in milliseconds since 1970. */
type Underway = { readonly command: string; readonly since: number };

export const setUpFor = (site: Site): SetUp => ({ version: versionOf(site), port: site.port });

export const tagFor = ({ version, port }: SetUp, underway?: Underway) => ({
  Key: setupTag,
  Value: [version, port, ...(underway ? [underway.command, underway.since] : [])].join(' '),
});

/** Undefined for a server that version 0.1.0 made, or whose tags were lost. */
export function setUpOf(tags: TagList): (SetUp & { readonly underway?: Underway }) | undefined {
  const [version, port, command, since] = tagValue(tags, setupTag)?.split(' ') ?? [];
  if (!version || !Number(port)) return undefined;
  return { version, port: Number(port), ...(command && { underway: { command, since: Number(since) } }) };
}
