import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  paginateListRoles,
  TagOpenIDConnectProviderCommand,
  type GetOpenIDConnectProviderResponse,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { isDeniedByOrganization } from '../../aws/explanations/denied.ts';
import { every, orNothing } from '../../aws/replies.ts';
import { nameOf, uniqueNameOf } from '../../aws/names.ts';
import { getRole } from '../../aws/roles.ts';
import { carries, markList, tagList } from '../../aws/tags.ts';
import { defineStep, gone, ready, there, type Context } from '../../engine/step.ts';
import { obstacle } from '../../engine/verdict.ts';
import { Trouble } from '../../errors.ts';
import { later, makesAt, reads, usesAt } from '../../permissions/allow.ts';
import { deleteOurs } from '../ours.ts';
import { policyFor, roleFor } from '../roles.ts';
import { arnOf } from './application.ts';
import { bucket } from './bucket.ts';
import { deploymentGroup } from './deployment-group.ts';
import { bundlePrefix } from './layout.ts';
import { answersIn, anyIds, issuer, subjects, subjectsIn } from './github-subjects.ts';
import { branch, delivery, repository, repositoryIds } from './questions.ts';

const audience = 'sts.amazonaws.com';

const providerArnIn = ({ partition, account }: Context) => `arn:${partition}:iam::${account}:oidc-provider/${issuer}`;

const withoutAudience = (arn: string) =>
  new Trouble(
    'aws',
    {
      en: `The account already trusts GitHub's tokens, but not for the audience ${audience}.`,
      ko: `이 계정은 이미 GitHub 토큰을 신뢰하지만, ${audience}용 토큰은 받지 않습니다.`,
    },
    {
      en: `Add it with \`aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${audience}\`, then run the command again.`,
      ko: `\`aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${audience}\`로 추가한 뒤 다시 실행하세요.`,
    },
  );

/**
 * The account's trust in GitHub's tokens. An account has at most one: an existing one is used, and stays;
 * so does ours once someone else relies on it.
 */
const anyProvider = `arn:*:iam::*:oidc-provider/${issuer}`;
const makeProvider = makesAt('The account’s trust in GitHub is created with a label.', anyProvider);
const useProvider = usesAt('One that existed before has no label, and stays as it is.', anyProvider);

export const githubProvider = defineStep({
  id: 'github-provider',
  title: { en: 'GitHub identity provider (OIDC)', ko: 'GitHub 자격 증명 공급자(OIDC)' },
  needs: { bucket },
  asks: { delivery },
  allows: [
    reads('iam:GetOpenIDConnectProvider'),
    makeProvider('iam:CreateOpenIDConnectProvider', 'iam:TagOpenIDConnectProvider'),
    useProvider('iam:AddClientIDToOpenIDConnectProvider'),
    later(reads('iam:GetRole', 'iam:ListRoles')),
    later(useProvider('iam:DeleteOpenIDConnectProvider')),
  ],
  follows: { initial: ['bucket', 'delivery'] },
  when: (answers) => answers.delivery === 'github',

  preflight: [
    {
      about: { en: 'GitHub sign-in', ko: 'GitHub 로그인' },
      // The policy of AWS projects denies iam:*Provider*, which looking is a part of.
      // https://docs.aws.amazon.com/accounts/latest/reference/scps-and-rcps-for-projects.html
      async ask(given) {
        try {
          await getProvider(given.iam, providerArnIn(given));
          return undefined;
        } catch (error) {
          if (!isDeniedByOrganization(error)) throw error;
          return obstacle(
            {
              en: 'A policy of the organization (SCP) forbids identity providers in this account, as in every AWS project, so GitHub cannot sign in.',
              ko: '조직의 정책(SCP)이 이 계정의 자격 증명 공급자를 막아 GitHub가 로그인할 수 없습니다. AWS 프로젝트는 모두 그렇습니다.',
            },
            {
              en: 'Deploy from this computer instead: --delivery local.',
              ko: '대신 이 컴퓨터에서 배포하세요: --delivery local.',
            },
            'usage',
          );
        }
      },
    },
  ],

  settings: { audience: { title: { en: 'audience for AWS', ko: 'AWS용 대상(audience)' }, wanted: true } },

  async find(given) {
    const providerArn = providerArnIn(given);
    const found = await getProvider(given.iam, providerArn);
    if (carries(found?.Tags, given)) return { providerArn, ours: true };
    // What was there before says nothing of who uses it; our role does.
    return found && (await hasRole(given)) ? { providerArn, ours: false } : undefined;
  },

  async create(given) {
    const { iam, tags } = given;
    const providerArn = providerArnIn(given);
    const there = await getProvider(iam, providerArn);
    if (there && !there.ClientIDList?.includes(audience)) throw withoutAudience(providerArn);
    if (there) return { providerArn, ours: false };
    await iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: `https://${issuer}`,
        ClientIDList: [audience],
        Tags: tagList(tags),
      }),
    );
    return { providerArn, ours: true };
  },

  async check(context, { providerArn, ours }) {
    const found = await getProvider(context.iam, providerArn);
    if (!found) return gone;
    if (!ours) return ready();
    return there({
      tags: { are: found.Tags, restore: () => putTags(context, providerArn) },
      settings: { audience: found.ClientIDList?.includes(audience) },
    });
  },

  async change({ iam }, { providerArn }) {
    await iam.send(
      new AddClientIDToOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: providerArn, ClientID: audience }),
    );
  },

  async delete(context, handle) {
    const { iam } = context;
    const { providerArn, ours } = handle;
    const found = await getProvider(iam, providerArn);
    if (!found && !ours) return [];
    if (found && !ours)
      return [{ id: providerArn, why: { en: 'it existed before', ko: '원래 있던 것입니다' }, theirs: true }];
    return deleteOurs(found && { tags: found.Tags }, handle, context, async () => {
      const others = await rolesThatTrust(context, providerArn);
      if (others.length > 0) {
        const list = others.join(', ');
        const why = { en: `still trusted by other roles: ${list}`, ko: `다른 역할이 사용하고 있습니다: ${list}` };
        return [{ id: providerArn, why, theirs: true }];
      }
      await iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: providerArn }));
      return [];
    });
  },

  says: { answers: () => ({ delivery: 'github' }) },
});

const putTags = ({ iam, tags }: Context, OpenIDConnectProviderArn: string) =>
  iam.send(new TagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, Tags: markList(tags) }));

const getProvider = (iam: IAMClient, arn: string): Promise<GetOpenIDConnectProviderResponse | undefined> =>
  orNothing(iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn })));

const roleId = 'github-role';

const ourRoles = ({ stack, tags }: Context) => [uniqueNameOf(stack, tags['stepway:id'], roleId), nameOf(stack, roleId)];

async function hasRole(given: Context): Promise<boolean> {
  const found = await Promise.all(ourRoles(given).map((name) => getRole(given.iam, name)));
  return found.some((role) => carries(role?.Tags, given));
}

/** Other people's roles that GitHub could no longer assume. */
async function rolesThatTrust(context: Context, providerArn: string): Promise<string[]> {
  const { iam } = context;
  const ours = new Set(ourRoles(context));
  const all = await every(paginateListRoles({ client: iam }, {}), ({ Roles }) => Roles);
  return all.flatMap(({ RoleName = '', AssumeRolePolicyDocument = '' }) =>
    !ours.has(RoleName) && decodeURIComponent(AssumeRolePolicyDocument).includes(providerArn) ? RoleName : [],
  );
}

export const githubRole = roleFor({
  id: roleId,
  title: { en: 'Role for your GitHub branch only (IAM)', ko: 'GitHub의 지정한 브랜치만 쓸 수 있는 역할' },
  needs: { provider: githubProvider },
  asks: { repository, ids: repositoryIds, branch },
  follows: { live: ['repository', 'ids', 'branch'], former: { ids: anyIds } },
  description: (stack) => `What GitHub Actions may do for ${stack}`,
  document: ({ needs, answers }) => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: needs.provider.providerArn },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { [`${issuer}:aud`]: audience },
          StringLike: { [`${issuer}:sub`]: subjects(answers.repository, answers.ids, answers.branch) },
        },
      },
    ],
  }),
  says: {
    answers: ({ trust }) => (typeof trust === 'string' ? answersIn(subjectsIn(trust)) : {}),
    outputs: ({ roleArn }) => ({ delivery: { role: roleArn } }),
  },
});

export const githubPolicy = policyFor({
  id: 'github-policy',
  title: { en: 'GitHub can upload and deploy, nothing else', ko: 'GitHub에 업로드와 배포만 허용' },
  needs: { role: githubRole, bucket, group: deploymentGroup },
  asks: {},
  policyName: 'deploy',
  document: (given) => {
    const { partition, needs } = given;
    const { application, deploymentGroup: group } = needs.group;
    return {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 's3:PutObject',
          Resource: `arn:${partition}:s3:::${needs.bucket.bucket}/${bundlePrefix}*`,
        },
        {
          Effect: 'Allow',
          Action: ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment', 'codedeploy:ListDeployments'],
          Resource: arnOf(given, 'deploymentgroup', `${application}/${group}`),
        },
        {
          Effect: 'Allow',
          // IAM knows no kind of resource for these two (Service Authorization Reference, CodeDeploy).
          Action: ['codedeploy:BatchGetDeploymentTargets', 'codedeploy:ListDeploymentTargets'],
          Resource: '*',
        },
        {
          Effect: 'Allow',
          Action: ['codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'],
          Resource: arnOf(given, 'application', application),
        },
        {
          Effect: 'Allow',
          Action: 'codedeploy:GetDeploymentConfig',
          Resource: arnOf(given, 'deploymentconfig', '*'),
        },
      ],
    };
  },
});
