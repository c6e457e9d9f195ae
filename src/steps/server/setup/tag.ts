import { tagValue, type TagList } from '../../../aws/tags.ts';
import { versionOf, type Site } from './index.ts';

/** What of an instance says which set-up it has. */
const setupTag = 'stepway:setup';

/** Which set-up, and for which port and path of the app: they tell the answers of a stack whose state was lost. */
export type SetUp = { readonly version: string; readonly port: number; readonly path?: string };

/** A tag has room for 256 characters, of which the rest takes up to 70. */
const longestPath = 180;

/** A path with nothing but what every service takes in a tag: `=24` for a dollar sign. */
const spelled = (path: string) =>
  path.replaceAll(/[^\w+\-.:/@]/g, (sign) => `=${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
const read = (spelling: string) =>
  spelling.replaceAll(/=([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** A command of Systems Manager that sets it up, and since when, in milliseconds since 1970. */
type Underway = { readonly command: string; readonly since: number };

/** What of the version tells that the site has www. as well. */
const withWww = '+www';

export const hasWww = ({ version }: SetUp): boolean => version.endsWith(withWww);

export const setUpFor = (site: Site): SetUp => ({
  version: versionOf(site) + (site.www ? withWww : ''),
  port: site.port,
  ...(spelled(site.healthPath).length <= longestPath && { path: site.healthPath }),
});

export const tagFor = ({ version, port, path }: SetUp, underway?: Underway) => ({
  Key: setupTag,
  Value: [
    version,
    port,
    ...(path ? [spelled(path)] : []),
    ...(underway ? [underway.command, underway.since] : []),
  ].join(' '),
});

/** Undefined for a server that version 0.1.0 made, or whose tags were lost. */
export function setUpOf(tags: TagList): (SetUp & { readonly underway?: Underway }) | undefined {
  const [version, port, ...rest] = tagValue(tags, setupTag)?.split(' ') ?? [];
  if (!version || !Number(port)) return undefined;
  const [path, command, since] = rest[0]?.startsWith('/') ? rest : [undefined, ...rest];
  return {
    version,
    port: Number(port),
    ...(path && { path: read(path) }),
    ...(command && { underway: { command, since: Number(since) } }),
  };
}
