import { delimiter } from 'node:path';
import { ownEnvironment } from '../try/environment.ts';

/**
 * What is not for a build: what npm tells the scripts of whoever started this program with it, a mode in which
 * development dependencies are left out, and the keys to AWS.
 */
const notForBuilds =
  /^(npm_(lifecycle|package|execpath|node_execpath|command)|npm_config_(local_prefix|global_prefix|prefix|global|omit|include|production|user_agent)$|NODE_ENV$|INIT_CWD$|AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$)/;

/** There is no repository in a copy that hooks of git could be put into. */
const withoutHooks = { HUSKY: '0', LEFTHOOK: '0', SKIP_INSTALL_SIMPLE_GIT_HOOKS: '1' };

/** This user's environment for a build, with the runtimes of the server first. */
export function buildEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  first: readonly string[],
): Record<string, string> {
  const own = Object.entries(ownEnvironment(env)).filter(([name]) => !notForBuilds.test(name));
  const all: Record<string, string> = { ...Object.fromEntries(own), ...withoutHooks };
  return { ...all, PATH: [...first, all['PATH'] ?? ''].join(delimiter) };
}
