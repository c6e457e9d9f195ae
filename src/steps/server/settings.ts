import type { Instance } from '@aws-sdk/client-ec2';
import type { Given, Settings } from '../../engine/step.ts';
import { pick } from '../../facts.ts';
import type { AnswersTo } from '../../questions/question.ts';
import type { domain, www } from '../domain/questions.ts';
import { ownGroup, type serverGroup } from '../firewall/groups.ts';
import type { appPort, entry, healthPath } from '../firewall/questions.ts';
import type { docker } from '../images/questions.ts';
import { uidOf } from '../ours.ts';
import { uniqueId } from './attached-profile.ts';
import type { instanceProfile } from './instance-profile.ts';
import type { instanceType } from './questions.ts';
import type { Site } from './setup/index.ts';
import { setUpFor, setUpOf } from './setup/tag.ts';

type Surroundings = Given<
  { readonly group: typeof serverGroup; readonly profile: typeof instanceProfile },
  { readonly type: typeof instanceType; readonly docker: typeof docker } & SiteQuestions
>;

interface SiteQuestions {
  readonly domain: typeof domain;
  readonly www: typeof www;
  readonly port: typeof appPort;
  readonly path: typeof healthPath;
  readonly entry: typeof entry;
}

/** What the answers say of the site that the server is for. */
export const siteOf = ({ domain, www, port, path, entry }: AnswersTo<SiteQuestions>): Site => ({
  domain,
  www,
  port,
  healthPath: path,
  entry,
});

/**
 * IMDSv2 only, one hop: an app tricked into requesting the metadata (SSRF) gets nothing. A container is one hop further.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
 */
const metadata = {
  HttpTokens: {
    title: { en: 'token for instance metadata (IMDSv2)', ko: '인스턴스 메타데이터 토큰(IMDSv2)' },
    wanted: 'required',
  },
  HttpPutResponseHopLimit: {
    title: { en: 'hops to instance metadata', ko: '인스턴스 메타데이터 홉 수' },
    wanted: ({ answers }: Surroundings) => (answers.docker ? 2 : 1),
    holds: (is, wanted) => is === undefined || Number(is) === Number(wanted),
  },
  HttpEndpoint: { title: { en: 'instance metadata', ko: '인스턴스 메타데이터' }, wanted: 'enabled' },
} as const satisfies Settings<Surroundings>;

/** Those that are options of its metadata service. */
export const metadataOf = <Options extends Partial<Record<keyof typeof metadata, unknown>>>(options: Options) =>
  pick(options, Object.keys(metadata) as (keyof typeof metadata)[]);

/** In EC2's own terms. */
export const settings = {
  InstanceType: { title: { en: 'type', ko: '유형' }, wanted: ({ answers }: Surroundings) => answers.type },
  ...metadata,
  SecurityGroup: { ...ownGroup, wanted: ({ needs }: Surroundings) => needs.group.groupId },
  IamInstanceProfile: {
    title: { en: 'instance profile', ko: '인스턴스 프로파일' },
    wanted: ({ needs }: Surroundings) => needs.profile.profileName,
  },
  // One of the same name that was deleted and made again is another one, and the server has none.
  IamInstanceProfileId: {
    title: { en: 'instance profile', ko: '인스턴스 프로파일' },
    wanted: ({ needs }: Surroundings) => uniqueId(uidOf(needs.profile)),
  },
  SetUp: {
    title: { en: 'set-up of the server', ko: '서버 설정' },
    wanted: ({ answers }: Surroundings) => setUpFor(siteOf(answers)),
  },
} satisfies Settings<Surroundings>;

/** What there is of them. */
export const settingsOf = (found: Instance | undefined) => ({
  InstanceType: found?.InstanceType,
  ...metadataOf(found?.MetadataOptions ?? {}),
  // On its one network interface, which is what the instance's own list of groups describes.
  SecurityGroup: found?.NetworkInterfaces?.[0]?.Groups?.flatMap(({ GroupId }) => GroupId ?? []) ?? [],
  IamInstanceProfile: found?.IamInstanceProfile?.Arn?.split('/').at(-1),
  IamInstanceProfileId: uniqueId(found?.IamInstanceProfile?.Id),
  SetUp: setUpOf(found?.Tags),
});
