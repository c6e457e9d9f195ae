import type { Aws } from '../aws/clients.ts';
import { projectRegions, regions } from '../aws/regions.ts';
import { byNearness } from '../nearest.ts';
import { Refused } from '../questions/question.ts';
import type { Journal } from '../state/journal.ts';
import { oftenChosen, region as question, regionNamed } from '../steps/account/questions.ts';
import { closedBy, enabledRegions, isOpen } from '../steps/account/regions.ts';
import type { Words } from '../words.ts';
import type { Site } from './site.ts';

/** Refuses a region, and offers those near it that are open. */
function refuse(region: string, open: readonly string[], why: Words, todo: Words, cause?: unknown): Refused {
  const known = open.filter((one) => Object.hasOwn(regions, one) && one !== region);
  const near = byNearness(region, known, (one) => one)
    .slice(0, 3)
    .map(regionNamed);
  return new Refused(question, { why, near }, todo, { cause });
}

/** A region that is not enabled knows nobody in the account; with those that are. */
export async function notEnabled(aws: Pick<Aws, 'ec2'>, region: string): Promise<Refused> {
  return refuse(
    region,
    await enabledRegions(aws),
    {
      en: `The region ${region} is not enabled in this account.`,
      ko: `이 계정에서 사용 설정하지 않은 리전입니다: ${region}.`,
    },
    {
      en: `Choose another with --region, or enable it: \`aws account enable-region --region-name ${region}\` (minutes to hours; \`aws account get-region-opt-status --region-name ${region}\` says when it is done). Then run the same command again.`,
      ko: `--region으로 다른 리전을 고르거나, \`aws account enable-region --region-name ${region}\` 명령으로 사용 설정하세요. 몇 분에서 몇 시간 걸리고, 끝났는지는 \`aws account get-region-opt-status --region-name ${region}\` 명령으로 볼 수 있습니다. 그다음 같은 명령을 다시 실행하세요.`,
    },
  );
}

/** @throws Refused where an organization keeps the account out, with the regions that are open, of those that are offered. */
export async function assertOpen(site: Site, journal: Journal, aws: Pick<Aws, 'ec2'>, region: string): Promise<void> {
  const cause = await closedBy(aws);
  if (!cause) return;
  const open = await Promise.all(
    oftenChosen.map(async (one) => ((await isOpen((await site.connect(journal, one)).aws)) ? [one] : [])),
  );
  throw refuse(
    region,
    open.flat(),
    {
      en: `A policy of the organization (SCP) keeps this account out of the region ${region}.`,
      ko: `조직의 정책(SCP) 때문에 이 계정에서는 ${region} 리전을 쓸 수 없습니다.`,
    },
    {
      en: `Choose another with --region. An AWS project has one: ${projectRegions.en}, as AWS Settings says.`,
      ko: `--region으로 다른 리전을 고르세요. AWS 프로젝트는 ${projectRegions.ko}만 쓸 수 있고, AWS Settings에서 확인할 수 있습니다.`,
    },
    cause,
  );
}
