import { existsSync } from 'node:fs';
import { platform } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Place } from './place.ts';
import type { Trying } from './tried.ts';

/** What of this machine's environment leads to packages, by way of its proxy and with its authorities. */
const passedOn =
  /^(lang|lc_\w+|(https?|no|all)_proxy|node_extra_ca_certs|ssl_cert_(file|dir)|requests_ca_bundle|curl_ca_bundle|pip_cert|npm_config_cafile)$/i;

/** Where this machine gets packages from, unless it says by which key. */
const sources = /^(npm_config_registry|pip_(extra_)?index_url|pip_find_links)$/i;

/** Where systemd on the server looks for programs as well: nginx, for one. */
const system = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/**
 * Where programs are looked for. Not among the project's own tools, which whoever starts this program with npx has
 * there: the server does not.
 */
function pathOf(env: Trying['env'], first: readonly string[]): string {
  const own = (env['PATH'] ?? '').split(delimiter).filter((folder) => !/(^|[\\/])node_modules([\\/]|$)/.test(folder));
  return [...new Set([...first, ...own, ...system])].filter((folder) => folder !== '').join(delimiter);
}

/** Where this user's downloads of earlier times are, which are the same for everybody. */
function caches(env: Trying['env']): Record<string, string> {
  const home = env['HOME'] ?? '/';
  const ofPip = platform() === 'darwin' ? 'Library/Caches/pip' : '.cache/pip';
  const all = {
    npm_config_cache: env['npm_config_cache'] ?? join(home, '.npm'),
    PIP_CACHE_DIR: env['PIP_CACHE_DIR'] ?? join(home, ofPip),
  };
  return Object.fromEntries(Object.entries(all).filter(([, folder]) => existsSync(folder)));
}

/** For looking at what there is on this machine, where managers of versions need the user's home. */
export const ownEnvironment = (env: Trying['env']): Record<string, string> => ({
  ...definedIn(env),
  PATH: pathOf(env, []),
});

const definedIn = (env: Trying['env'], fits = (_name: string, _value: string) => true): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && fits(entry[0], entry[1]),
    ),
  );

/** What the scripts of a bundle see: what the server gives them, and nothing that is this user's. */
export function environmentIn(place: Place, { env, region }: Trying, first: readonly string[]): Record<string, string> {
  return {
    ...definedIn(env, (name, value) => passedOn.test(name) || (sources.test(name) && !value.includes('@'))),
    ...caches(env),
    PATH: pathOf(env, [place.bin, ...first]),
    HOME: place.home,
    USER: 'app',
    AWS_REGION: region,
    RUNTIME_DIRECTORY: place.run,
    STATE_DIRECTORY: place.home,
  };
}
