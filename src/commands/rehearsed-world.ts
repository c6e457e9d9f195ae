import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { faster, type Clock } from '../clock.ts';
import { Trouble } from '../errors.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { typed } from '../plain.ts';
import type { ScenarioName } from '../rehearsal/rehearsal.ts';
import { contentOf, privateFolder, replaceFile } from '../state/disk.ts';
import { noCache } from '../state/user-cache.ts';
import type { World } from '../world.ts';

/** How many times faster than real time a rehearsal runs: five minutes in ten seconds. */
export const pace = 30;

/** The same world with a simulated account, kept in `folder`, and a faster clock. */
export async function rehearsedWorld(real: World, folder: string, scenario: string | true): Promise<World> {
  const { rehearse, scenarioNames } = await import('../rehearsal/rehearsal.ts');
  const { chapters } = await import('../steps/index.ts');
  const isScenario = (name: string): name is ScenarioName => (scenarioNames as readonly string[]).includes(name);
  const name = scenario === true ? 'smooth' : scenario;
  if (!isScenario(name))
    throw new Trouble(
      'usage',
      { en: `Unknown rehearsal scenario "${typed(name)}".`, ko: `"${typed(name)}" 연습 시나리오는 없습니다.` },
      didYouMean(nearest(name, scenarioNames), {
        en: `Choose one of: ${scenarioNames.join(', ')}.`,
        ko: `다음 중에서 고르세요: ${scenarioNames.join(', ')}.`,
      }),
    );
  const file = accountFile(join(folder, 'account.json'), real.clock);
  const clock = faster(real.clock, { pace, since: file.began() });
  const rates = chapters.flatMap((chapter) => chapter.rates ?? []);
  const rehearsal = rehearse({ clock, scenario: name, otherwise: { mailElsewhere: true }, store: file, rates });
  return {
    ...real,
    clock,
    // What a simulated account says is nothing to remember of the real one.
    cache: noCache,
    connect: async ({ region }) => {
      const { connect } = await import('../aws/clients.ts');
      return connect({ region, attach: rehearsal.attach });
    },
    priceList: async ({ region }) => {
      const { connectPricing } = await import('../aws/price-list.ts');
      return connectPricing({ region, attach: rehearsal.attach });
    },
    // The simulated account has a profile, too, on a machine that has none.
    configuredRegion: async (profile) => (await real.configuredRegion(profile)) ?? 'ap-northeast-2',
    dns: async () => rehearsal.dns,
    // The account has no registry that takes images: what would be pushed is named, and nothing is built.
    pushImage: async ({ repository }) => `${repository}@sha256:${'0'.repeat(64)}`,
    visit: (host) => rehearsal.visit(host),
    myAddress: () => rehearsal.myAddress(),
    repositoryIds: () => rehearsal.repositoryIds(),
  };
}

/** A simulated account on disk: like a real one, it ages between runs. */
interface Kept {
  /** When its time began, in milliseconds since 1970. */
  readonly began: number;
  /** Checksum of the rest: only the rehearsal writes the file, so any other content is corruption. */
  readonly sum: string;
  readonly account: unknown;
}

const sumOf = (json: string) => createHash('sha256').update(json).digest('hex');

function accountFile(path: string, clock: Clock) {
  const kept = keptIn(path);
  const began = kept?.began ?? clock.now();
  return {
    began: () => began,
    load: () => kept?.json,
    save(json: string) {
      privateFolder(dirname(path));
      const sum = sumOf(`${began} ${json}`);
      replaceFile(path, `{"began":${began},"sum":"${sum}","account":${json}}`, 0o600);
    },
  };
}

function keptIn(path: string): { readonly began: number; readonly json: string } | undefined {
  const content = contentOf(path);
  if (!content) return undefined;
  try {
    const { began, sum, account } = JSON.parse(content.toString()) as Kept;
    const json = JSON.stringify(account);
    if (sum === sumOf(`${began} ${json}`)) return { began, json };
  } catch {
    // Told below.
  }
  throw new Trouble(
    'state',
    { en: `The simulated account in ${path} is corrupted.`, ko: `${path}의 모의 계정이 손상되었습니다.` },
    {
      en: `Nothing real is lost: delete ${dirname(path)} and rehearse from the start.`,
      ko: `실제로 잃은 것은 없습니다. ${dirname(path)} 폴더를 삭제하면 처음부터 다시 연습할 수 있습니다.`,
    },
  );
}
