import type { Run } from '../engine/run.ts';
import type { Site } from '../operations/site.ts';
import { oneLine } from '../plain.ts';
import { permissions } from '../steps/account/permissions.ts';
import { steps } from '../steps/index.ts';
import type { Words } from '../words.ts';
import type { CommonOptions } from './command.ts';
import type { DelegationOptions, PlanningOptions } from './options.ts';
import type { Surroundings } from './surroundings.ts';

const codeOf = (device: string): Words => ({
  en: `Code of the MFA device ${oneLine(device)}:`,
  ko: `MFA 기기의 코드(${oneLine(device)}):`,
});

const quiet: Pick<Run, 'show' | 'signal'> = { show: () => undefined, signal: new AbortController().signal };

/** Where the operations of a command work. */
export function siteOf(
  { world, folder: { store }, screen, interactive }: Surroundings,
  { profile: named, dnsServer }: CommonOptions & DelegationOptions,
  { show, signal }: Pick<Run, 'show' | 'signal'> = quiet,
): Site {
  const { clock, cache } = world;
  const profile = named ?? world.env['AWS_PROFILE'];
  const mfaCode = async (device: string) => {
    const { person } = await import('../questions/prompt.ts');
    return (await person(world, screen, signal).type(codeOf(device)[screen.language])).trim();
  };
  return {
    store,
    clock,
    cache,
    signal,
    profile,
    connect: async (journal, region) => {
      const [aws, dns] = await Promise.all([
        world.connect({ region, profile, ...(interactive && { mfaCode }) }),
        world.dns(dnsServer),
      ]);
      return { steps, aws, dns, clock, journal, show, signal };
    },
    priceList: (region) => world.priceList({ region, profile }),
    myAddress: () => world.myAddress(),
    repositoryIds: (name) => world.repositoryIds(name),
  };
}

/** The gates and the checks that flags leave out: what only the user can do, in the DNS. */
export const skipped = ({ skipDelegationCheck, skipPermissionCheck }: PlanningOptions): ReadonlySet<string> =>
  new Set([
    ...(skipDelegationCheck ? steps.flatMap(({ id, making }) => (making?.task ? id : [])) : []),
    ...(skipPermissionCheck ? [permissions.id] : []),
  ]);
