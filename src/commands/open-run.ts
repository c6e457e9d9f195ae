import type { Run } from '../engine/run.ts';
import { explain } from '../aws/explain.ts';
import { Trouble } from '../errors.ts';
import type { Journal } from '../state/journal.ts';
import { steps } from '../steps/index.ts';
import type { CommonOptions } from './command.ts';
import type { DelegationOptions } from './options.ts';
import { signIn } from './sign-in.ts';
import type { Surroundings } from './surroundings.ts';

/** Signs in where a stack is pinned, to look at it or to delete it. */
export async function openRun(
  { world }: Surroundings,
  options: CommonOptions & DelegationOptions,
  journal: Journal,
  { show, signal }: Pick<Run, 'show' | 'signal'>,
): Promise<Run> {
  const { state } = journal;
  const region = options.region ?? state.pin?.region;
  if (!region || !state.pin) throw nothingBuilt(state.name);
  const aws = await world.connect({ region, profile: options.profile });
  await signIn(aws, state, region, options.profile).catch((error: unknown) => {
    throw explain(error, { en: 'your AWS sign-in', ko: 'AWS 로그인' }) ?? error;
  });
  return { steps, aws, dns: await world.dns(options.dnsServer), clock: world.clock, journal, show, signal };
}

const nothingBuilt = (name: string) =>
  new Trouble(
    'usage',
    { en: `The stack ${name} has not been created yet.`, ko: `${name} 스택에는 아직 만든 것이 없습니다.` },
    { en: 'Run `stepway up` to create it.', ko: '`stepway up`으로 만드세요.' },
  );
