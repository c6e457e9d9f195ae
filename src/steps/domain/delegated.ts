import type { Route53Client } from '@aws-sdk/client-route-53';
import { compareDelegation } from '../../dns/delegation.ts';
import type { Dns } from '../../dns/dns.ts';
import { DnsUnreachable, orUnreachable } from '../../dns/dns-unreachable.ts';
import { defineStep, pending, ready } from '../../engine/step.ts';
import { same } from '../../facts.ts';
import { reads } from '../../permissions/allow.ts';
import { verbatim } from '../../words.ts';
import { copiedRecords } from './copied-records.ts';
import { bareId, nameServersOf, publicZones } from './find-hosted-zone.ts';
import { isOnesOwn } from './given-away.ts';
import { anyZone } from './hosted-zone.ts';
import { judgeLoss, presentAddress } from './present.ts';
import { copyRecords, domain, hostedZone, www, zone } from './questions.ts';
import { allRecords, plainName } from './records.ts';
import { causeOf, task, turnOf, unknownTurn, type SeenAtParent, type Wanted } from './turn.ts';

/** What the parent says, and whose name servers it names. */
async function lookAtParent(dns: Dns, route53: Route53Client, wanted: Wanted): Promise<SeenAtParent> {
  const { zoneName, nameServers } = wanted;
  const delegation = compareDelegation(nameServers, await dns.delegation(zoneName));
  // Whether a DS record is left over may stay unknown; then Amazon's own validation decides.
  const leftoverDs = (await orUnreachable(dns.hasLeftoverDs(zoneName, nameServers))) === true;
  const otherZone =
    delegation.is === 'other-zone' ? await zoneWith(route53, zoneName, delegation.nameServers) : undefined;
  return { delegation, leftoverDs, otherZone };
}

/** The public zone in this account with exactly these name servers. If AWS does not say, that is no obstacle. */
async function zoneWith(route53: Route53Client, name: string, nameServers: readonly string[]) {
  try {
    for (const { Id } of await publicZones(route53, name))
      if (same(await nameServersOf(route53, bareId(Id)), nameServers.toSorted())) return bareId(Id);
  } catch {
    return undefined;
  }
  return undefined;
}

/**
 * The gate before the certificate: the parent zone delegates to our name servers, and to no others. Asked of
 * the parent itself, since caches keep the old answer for up to two days.
 */
export const delegated = defineStep({
  id: 'delegated',
  title: { en: 'Name servers set at your registrar', ko: '등록 업체의 네임서버 설정' },
  needs: { zone: anyZone },
  // Existing records must be copied before the name servers move.
  asks: { choice: hostedZone, zoneName: zone, domain, www, copies: copyRecords },
  allows: [reads('route53:GetHostedZone', 'route53:ListHostedZonesByName', 'route53:ListResourceRecordSets')],
  making: {
    after: [copiedRecords],
    takes: { earliest: 0, usual: 900, every: 10, limit: Infinity },
    task: {
      ahead: {
        en: 'set four name servers at your registrar, where you bought the domain (stepway shows them as soon as they are known)',
        ko: '도메인을 등록한 업체에서 네임서버 네 개를 설정하기(네임서버는 정해지는 대로 화면에 나옵니다)',
      },
      now: task,
    },
  },

  preflight: [
    isOnesOwn,
    {
      about: { en: 'existing DNS records', ko: '도메인의 기존 레코드' },
      async ask({ dns, route53, needs, answers, decided }) {
        const { zoneId, nameServers } = needs.zone ?? {};
        const listed = zoneId === undefined ? [] : await allRecords(route53, zoneId);
        const isOurs = answers.choice === 'create';
        const copies = answers.copies && isOurs;
        return judgeLoss(
          dns,
          { ...answers, nameServers },
          {
            has: listed.map(({ Name, Type = 'A' }) => ({ name: plainName(Name), type: Type })),
            theirs: isOurs ? undefined : answers.choice,
            copies,
            // Once our zone is there, it was decided in an earlier run; and nothing is copied on silence.
            waived: (isOurs && zoneId !== undefined) || (decided.copies && !answers.copies),
          },
        );
      },
    },
    {
      about: { en: "the site's present address", ko: '사이트의 현재 주소' },
      ask: ({ dns, needs, answers }) => presentAddress(dns, { ...answers, nameServers: needs.zone?.nameServers }),
    },
  ],

  find: async ({ needs: { zone } }) => ({ zoneName: zone.zoneName, nameServers: zone.nameServers }),

  async check({ dns, route53 }, wanted) {
    try {
      const seen = await lookAtParent(dns, route53, wanted);
      const cause = causeOf(wanted, seen);
      return cause ? pending(cause, turnOf(wanted, seen)) : ready();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const { zoneName } = wanted;
      const why = error instanceof DnsUnreachable ? error.what : verbatim(error.message);
      return pending(
        {
          en: `the parent zone of ${zoneName} did not answer: ${why.en}`,
          ko: `${zoneName}의 상위 영역에 물어볼 수 없습니다: ${why.ko}`,
        },
        unknownTurn(wanted, error instanceof DnsUnreachable && error.isBarred),
      );
    }
  },
});
