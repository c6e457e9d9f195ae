import {
  ChangeTagsForResourceCommand,
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  GetDNSSECCommand,
  ListResourceRecordSetsCommand,
  ListTagsForResourceCommand,
  type Route53Client,
  type Tag,
} from '@aws-sdk/client-route-53';
import { named } from '../../aws/blocker.ts';
import { orNothing } from '../../aws/replies.ts';
import { carries, markList, tagList } from '../../aws/tags.ts';
import { isOurZone, zoneReference } from '../../aws/zone-reference.ts';
import { DnsUnreachable, orUnreachable } from '../../dns/dns-unreachable.ts';
import { either } from '../../engine/needs.ts';
import { defineStep, gone, ready, there, type Context } from '../../engine/step.ts';
import { ok, warning } from '../../engine/verdict.ts';
import { allow, inZone, later, reads } from '../../permissions/allow.ts';
import { monthly, type PriceItem } from '../../prices/prices.ts';
import { unheard } from './caa.ts';
import {
  bareId,
  bareName,
  getZone,
  nameServersIn,
  nameServersOf,
  publicZone,
  publicZones,
} from './find-hosted-zone.ts';
import { hosting } from './prices.ts';
import { dnsHost as dns, hostedZone as choice, zone as zoneName } from './questions.ts';

const zonePrice = (): PriceItem[] => [monthly({ en: 'Hosted zone', ko: '호스팅 영역' }, hosting)];

/** A zone that existed before: used, and never deleted. */
export const existingZone = defineStep({
  id: 'existing-zone',
  title: { en: 'Existing hosted zone (Route 53)', ko: '기존 호스팅 영역(Route 53)' },
  asks: { choice, zoneName, dns },
  allows: [reads('route53:GetHostedZone', 'route53:ListHostedZonesByName')],
  when: ({ choice, dns }) => choice !== 'create' && dns === 'route53',
  follows: { replaces: ['zoneName'], former: { dns: 'route53' } },

  async find({ route53, answers }) {
    const { choice: zoneId, zoneName } = answers;
    return { zoneId, zoneName, nameServers: nameServersIn(await publicZone(route53, zoneId, zoneName)) };
  },

  going: {
    stays: ({ zoneId }) => ({ id: zoneId, why: { en: 'it existed before', ko: '원래 있던 호스팅 영역입니다' } }),
  },

  says: { price: zonePrice, outputs: ({ zoneId, nameServers }) => ({ hostedZoneId: zoneId, nameServers }) },
});

const ownerOf = ({ stack, tags, beforeIds }: Context) => ({ stack, id: tags['stepway:id'], beforeIds });

const makeZone = allow('A zone that does not exist yet has no ARN, and cannot be labeled at creation.', '*');

export const ownZone = defineStep({
  id: 'zone',
  title: { en: 'Hosted zone (Route 53)', ko: '호스팅 영역(Route 53)' },
  asks: { choice, zoneName, dns },
  allows: [
    reads('route53:GetHostedZone', 'route53:ListHostedZonesByName'),
    makeZone('route53:CreateHostedZone'),
    later(inZone('route53:DeleteHostedZone')),
    later(reads('route53:GetDNSSEC', 'route53:ListResourceRecordSets')),
  ],
  when: ({ choice, dns }) => choice === 'create' && dns === 'route53',
  // The mail of a domain does not end with its site.
  follows: { initial: ['dns'], replaces: ['zoneName'], outlasts: true, former: { dns: 'route53' } },

  preflight: [
    {
      about: { en: 'DNSSEC', ko: 'DNSSEC' },
      async ask({ dns, answers: { zoneName } }) {
        const isLeft = await orUnreachable(dns.hasLeftoverDs(zoneName, []));
        if (isLeft instanceof DnsUnreachable) return unheard(isLeft);
        if (!isLeft) return ok;
        return warning(
          {
            en: `${zoneName} still has a DS record from its previous DNS: with it, the domain will not resolve in the new zone`,
            ko: `${zoneName}에 이전 DNS의 DS 레코드가 남아 있어, 그대로 두면 네임서버를 바꾼 뒤 아무도 도메인에 접속할 수 없습니다`,
          },
          {
            en: 'Turn DNSSEC off at your registrar a day before you set the name servers.',
            ko: '네임서버를 바꾸기 하루 전에 도메인을 등록한 업체에서 DNSSEC을 끄세요.',
          },
        );
      },
    },
  ],

  async find(given) {
    const { route53, answers } = given;
    const zones = await publicZones(route53, answers.zoneName);
    const ours = zones.find((one) => isOurZone(one, ownerOf(given)));
    if (!ours) return undefined;
    const zoneId = bareId(ours.Id);
    return { zoneId, zoneName: answers.zoneName, nameServers: await nameServersOf(route53, zoneId) };
  },

  async create(given) {
    const { route53, stack, region, token, answers } = given;
    const made = await route53.send(
      new CreateHostedZoneCommand({
        Name: answers.zoneName,
        CallerReference: zoneReference(ownerOf(given), region, token),
        HostedZoneConfig: { Comment: `Made by stepway for ${stack}` },
      }),
    );
    return { zoneId: bareId(made.HostedZone?.Id), zoneName: answers.zoneName, nameServers: nameServersIn(made) };
  },

  async check({ route53 }, { zoneId }) {
    return (await getZone(route53, zoneId)) ? ready() : gone;
  },

  going: {
    // A zone that is signed is not empty: https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteHostedZone.html
    async blockers({ route53 }, { zoneId }) {
      const { KeySigningKeys = [] } = await route53.send(new GetDNSSECCommand({ HostedZoneId: zoneId }));
      return KeySigningKeys.map(({ Name = '' }) => named({ en: 'DNSSEC key', ko: 'DNSSEC 키' }, Name));
    },
  },

  async delete({ route53 }, { zoneId, zoneName }) {
    const foreign = await foreignRecords(route53, zoneId, zoneName);
    if (foreign.length > 0) {
      const list = foreign.join(', ');
      return [
        {
          id: zoneId,
          why: {
            en: `it has records that this stack did not create: ${list}. If another site or another stack needs them, tear that down first; if nobody does, delete them. Then run teardown again`,
            ko: `이 스택이 만들지 않은 레코드가 있습니다: ${list}. 다른 사이트나 다른 스택에서 쓰고 있다면 그것부터 삭제하고, 아무도 쓰지 않으면 레코드를 삭제한 뒤 teardown을 다시 실행하세요`,
          },
        },
      ];
    }
    await route53.send(new DeleteHostedZoneCommand({ Id: zoneId }));
    return [];
  },

  says: { price: zonePrice, outputs: ({ zoneId, nameServers }) => ({ hostedZoneId: zoneId, nameServers }) },
});

/** Whichever zone the site's records go into. */
export const anyZone = either(existingZone, ownZone);

export const zoneTags = defineStep({
  id: 'zone-tags',
  title: { en: 'Hosted zone tagged', ko: '호스팅 영역의 태그' },
  needs: { zone: ownZone },
  follows: { replaces: ['zone'], outlasts: true },
  allows: [reads('route53:ListTagsForResource'), inZone('route53:ChangeTagsForResource')],

  async find(given) {
    const { route53, needs } = given;
    const { zone } = needs;
    const found = await tagsOf(route53, zone.zoneId);
    return carries(found, given) ? { zoneId: zone.zoneId } : undefined;
  },

  async create({ route53, tags, needs: { zone } }) {
    await putTags(route53, zone.zoneId, tagList(tags));
    return { zoneId: zone.zoneId };
  },

  async check(context, { zoneId }) {
    const { route53, tags } = context;
    const are = await tagsOf(route53, zoneId);
    return are ? there({ tags: { are, restore: () => putTags(route53, zoneId, markList(tags)) } }) : gone;
  },
});

const putTags = (route53: Route53Client, ResourceId: string, AddTags: Tag[]) =>
  route53.send(new ChangeTagsForResourceCommand({ ResourceType: 'hostedzone', ResourceId, AddTags }));

async function tagsOf(route53: Route53Client, ResourceId: string) {
  const found = await orNothing(
    route53.send(new ListTagsForResourceCommand({ ResourceType: 'hostedzone', ResourceId })),
  );
  return found && (found.ResourceTagSet?.Tags ?? []);
}

/** A zone's records beyond the default ones: ours are gone by the time the zone is deleted. */
async function foreignRecords(route53: Route53Client, HostedZoneId: string, zoneName: string): Promise<string[]> {
  const { ResourceRecordSets = [], IsTruncated } = await route53.send(
    new ListResourceRecordSetsCommand({ HostedZoneId }),
  );
  const foreign = ResourceRecordSets.filter(
    ({ Name, Type }) => bareName(Name) !== zoneName || (Type !== 'NS' && Type !== 'SOA'),
  ).map(({ Name, Type }) => `${bareName(Name)} ${Type}`);
  return IsTruncated ? [...foreign, '…'] : foreign;
}
