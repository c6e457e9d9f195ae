import { parseKnownFiles } from '@smithy/core/config';

/** What the profiles of this machine are for, by their names. */
type Profiles = Readonly<Record<string, Profile>>;

/** How somebody signs in with a profile, as far as its settings say. */
interface Profile {
  /** The command of the AWS CLI that signs in anew; undefined for one with keys that stay. */
  readonly signIn?: string;
  /** The file of those whom its network trusts. */
  readonly caBundle?: string;
}

/** The profiles in AWS's own files (`~/.aws/config`, `~/.aws/credentials`, or where the environment says). */
export async function profilesHere(): Promise<Profiles> {
  const files = await parseKnownFiles({}).catch(() => ({}));
  return Object.fromEntries(Object.entries(files).map(([name, settings]) => [name, read(settings)]));
}

function read(settings: Readonly<Record<string, unknown>>): Profile {
  const signIn =
    (settings['sso_session'] ?? settings['sso_start_url'])
      ? 'aws sso login'
      : settings['login_session']
        ? 'aws login'
        : undefined;
  const caBundle = settings['ca_bundle'];
  return { ...(signIn && { signIn }), ...(typeof caBundle === 'string' && { caBundle }) };
}
