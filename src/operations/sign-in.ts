import type { Aws } from '../aws/clients.ts';
import { isSignInFailure } from '../aws/error-names.ts';
import { explain } from '../aws/explain.ts';
import { profilesHere } from '../aws/profiles.ts';
import { Trouble } from '../errors.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { oneLine } from '../plain.ts';
import type { Run } from '../engine/run.ts';
import { draftJournal, type Journal } from '../state/journal.ts';
import type { Pin, State } from '../state/state.ts';
import type { Words } from '../words.ts';
import { notEnabled } from './regions.ts';
import type { Site } from './site.ts';
import { whoAmI, type Identity } from '../steps/account/identity.ts';

/** Where a stack is pinned to, who works on it now, and what they work with. */
export interface Connected {
  readonly pin: Pin;
  readonly identity: Identity;
  readonly run: Run;
}

const pinnedElsewhere = (name: string, what: Words, was: string, is: string, todo: Words) =>
  new Trouble(
    'state',
    {
      en: `The stack ${name} is in ${what.en} ${was}, but this is ${is}.`,
      ko: `${name} 스택은 ${what.ko} ${was}에 있는데, 지금은 ${is}입니다.`,
    },
    {
      en: `Nothing was touched. Use ${todo.en}, or another --name for a second stack.`,
      ko: `아무것도 건드리지 않았습니다. ${todo.ko} 지정하거나, 두 번째 스택이면 다른 --name을 쓰세요.`,
    },
  );

const noSuchProfile = (profile: string, others: readonly string[]) =>
  new Trouble(
    'aws',
    {
      en: `Could not sign in with the profile ${oneLine(profile)}: there is none of that name on this computer.`,
      ko: `${oneLine(profile)} 프로필로 로그인할 수 없습니다. 이 컴퓨터에 그런 프로필이 없습니다.`,
    },
    didYouMean(nearest(profile, others), {
      en: `${others.length > 0 ? `Here are: ${oneLine(others.join(', '))}. ` : ''}Choose another --profile, or make this one with \`aws login --profile ${oneLine(profile)}\` or \`aws configure sso --profile ${oneLine(profile)}\`.`,
      ko: `${others.length > 0 ? `있는 프로필: ${oneLine(others.join(', '))}. ` : ''}다른 --profile을 지정하거나, \`aws login --profile ${oneLine(profile)}\` 또는 \`aws configure sso --profile ${oneLine(profile)}\` 명령으로 만드세요.`,
    }),
  );

/** @param signIn what signs in with the profile. */
const signedOut = (profile: string, signIn: string, cause: Error) =>
  new Trouble(
    'aws',
    {
      en: `You are not signed in to AWS with the profile ${profile}, or the session has expired.`,
      ko: `AWS에 로그인되어 있지 않거나 로그인이 만료되었습니다(프로필: ${profile}).`,
    },
    {
      en: `Sign in with \`${signIn} --profile ${profile}\`; then run the same command again.`,
      ko: `\`${signIn} --profile ${profile}\` 명령으로 로그인한 뒤 같은 명령을 다시 실행하세요.`,
    },
    { cause },
  );

/** @throws Trouble `state` when the region is not the one that the stack is in; asks AWS nothing. */
export function checkRegion({ name, pin }: State, region: string): void {
  if (pin && pin.region !== region)
    throw pinnedElsewhere(name, { en: 'region', ko: '리전' }, pin.region, region, {
      en: `--region ${pin.region}`,
      ko: `--region ${pin.region} 값을`,
    });
}

/**
 * Finds out who is asking, and that it is the account of the stack.
 *
 * @throws Trouble `aws` without usable credentials, `state` in another account or region.
 */
export async function connectTo(site: Site, journal: Journal, region: string): Promise<Connected> {
  const { state } = journal;
  checkRegion(state, region);
  const run = await site.connect(journal, region);
  const identity = await identify(run.aws, site.profile).catch(async (error: unknown) => {
    const elsewhere = await knownElsewhere(site, journal, region, error);
    throw elsewhere ? await notEnabled(elsewhere, region) : error;
  });
  const { account, partition } = identity;
  if (state.pin && state.pin.account !== account)
    throw pinnedElsewhere(state.name, { en: 'account', ko: '계정' }, state.pin.account, account, {
      en: `a --profile for account ${state.pin.account}`,
      ko: `${state.pin.account} 계정의 --profile을`,
    });
  return { run, identity, pin: { account, region, partition } };
}

async function identify(aws: Aws, profile: string | undefined): Promise<Identity> {
  try {
    return await whoAmI(aws);
  } catch (error) {
    throw (
      (isSignInFailure(error) && (await failureOf(profile, error))) ||
      (explain(error, { en: 'your AWS sign-in', ko: 'AWS 로그인' }) ?? error)
    );
  }
}

/**
 * A region that is not enabled knows nobody: its STS says the same as to wrong keys. The one in us-east-1 tells them apart.
 */
async function knownElsewhere(site: Site, journal: Journal, region: string, error: unknown): Promise<Aws | undefined> {
  const cause = error instanceof Trouble && error.cause instanceof Error ? error.cause.name : '';
  if (region === 'us-east-1' || !/^(InvalidClientTokenId|UnrecognizedClientException)/.test(cause)) return undefined;
  const { aws } = await site.connect(journal, 'us-east-1');
  return whoAmI(aws).then(
    () => aws,
    () => undefined,
  );
}

/** The SDK tries other sources after a profile, and says neither that there is none of that name nor how to sign in. */
async function failureOf(profile: string | undefined, cause: Error): Promise<Trouble | undefined> {
  const profiles = await profilesHere();
  if (profile && !Object.hasOwn(profiles, profile)) return noSuchProfile(profile, Object.keys(profiles));
  const { signIn } = profiles[profile ?? 'default'] ?? {};
  return signIn === undefined ? undefined : signedOut(oneLine(profile ?? 'default'), signIn, cause);
}

/**
 * Signs in where a stack is pinned, to look at it or to delete it.
 *
 * @param given a region that somebody takes it to be in.
 */
export async function openRun(site: Site, journal: Journal, given?: string): Promise<Run> {
  const { name, pin } = journal.state;
  if (!pin) throw nothingBuilt(name);
  return (await connectTo(site, journal, given ?? pin.region)).run;
}

/** The same to look at it only: nothing is written. */
export const openDraft = (site: Site, state: State, given?: string): Promise<Run> =>
  openRun(site, draftJournal(state, state.name), given);

const nothingBuilt = (name: string) =>
  new Trouble(
    'usage',
    { en: `The stack ${name} has not been created yet.`, ko: `${name} 스택에는 아직 만든 것이 없습니다.` },
    { en: 'Run `stepway up` to create it.', ko: '`stepway up`으로 만드세요.' },
  );
