import type { Instance } from '@aws-sdk/client-ec2';
import type { Given, Settings } from '../../engine/step.ts';
import { pick } from '../../facts.ts';
import { ownGroup, type serverGroup } from '../firewall/groups.ts';
import { uidOf } from '../ours.ts';
import { uniqueId } from './attached-profile.ts';
import { credits, isBurstable } from './cpu-credits.ts';
import type { instanceProfile } from './instance-profile.ts';
import type { instanceType } from './questions.ts';

type Surroundings = Given<
  { readonly group: typeof serverGroup; readonly profile: typeof instanceProfile },
  { readonly type: typeof instanceType }
>;

/** IMDSv2 only, one hop: an app tricked into requesting the metadata (SSRF) gets nothing. */
const metadata = {
  HttpTokens: {
    title: { en: 'token for instance metadata (IMDSv2)', ko: '인스턴스 메타데이터 토큰(IMDSv2)' },
    wanted: 'required',
  },
  HttpPutResponseHopLimit: {
    title: { en: 'hops to instance metadata', ko: '인스턴스 메타데이터 홉 수' },
    wanted: 1,
    holds: (is, wanted) => is === undefined || Number(is) <= Number(wanted),
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
  CpuCredits: {
    title: { en: 'CPU credits', ko: 'CPU 크레딧' },
    wanted: ({ answers }: Surroundings) => (isBurstable(answers.type) ? credits : undefined),
  },
} satisfies Settings<Surroundings>;

/** What there is of them, but the credits, which take a call of their own. */
export const settingsOf = (found: Instance | undefined) => ({
  InstanceType: found?.InstanceType,
  ...metadataOf(found?.MetadataOptions ?? {}),
  // On its one network interface, which is what the instance's own list of groups describes.
  SecurityGroup: found?.NetworkInterfaces?.[0]?.Groups?.flatMap(({ GroupId }) => GroupId ?? []) ?? [],
  IamInstanceProfile: found?.IamInstanceProfile?.Arn?.split('/').at(-1),
  IamInstanceProfileId: uniqueId(found?.IamInstanceProfile?.Id),
});
