import { accountPlan } from '../../aws/account-plan.ts';
import { getRole } from '../../aws/roles.ts';
import { readsStacks } from '../../aws/sightings.ts';
import { defineStep, type AnyStep, type Context } from '../../engine/step.ts';
import { obstacle, ok, unknown, warning, type Verdict } from '../../engine/verdict.ts';
import { forChecks, isLinkedRole, reads } from '../../permissions/allow.ts';
import { principalOf, simulate, type Decisions } from '../../permissions/simulate.ts';
import { verbatim, type Words } from '../../words.ts';
import { asked, decisionsOn, statement } from './decisions.ts';
import { whoAmI } from './identity.ts';

type Given = Context & { readonly chosen: readonly AnyStep[] };

const allowedTo = ({ chosen }: Given) => chosen.map(({ allows }) => allows);

/** The verdict on all decisions: only what is certain to fail blocks the build. */
function judge(decisions: Decisions, given: Given): Verdict {
  const refused = (decision: string) =>
    [...decisions]
      .filter(([, one]) => one === decision)
      .map(([action]) => action)
      .toSorted();
  const denied = refused('denied');
  const toBuild = new Set(
    allowedTo(given).flatMap((all) => all.flatMap((one) => (one.for === 'build' ? one.actions : []))),
  );
  const now = denied.filter((action) => toBuild.has(action));
  const names = (actions: readonly string[]) => actions.join(', ');
  if (now.length > 0) {
    const fix = asked(denied);
    return obstacle(
      {
        en: `Your AWS identity is missing permissions: ${names(now)}.`,
        ko: `지금 로그인한 사용자에게 필요한 권한 ${now.length}개가 없습니다: ${names(now)}.`,
      },
      {
        en: `${fix.en} If you are sure you have them, add --skip-permission-check.`,
        ko: `${fix.ko} 권한이 있는 것이 확실하면 --skip-permission-check를 추가하세요.`,
      },
    );
  }
  if (denied.length > 0)
    return warning(
      {
        en: `you can build this, but not change or delete it later; missing permissions: ${names(denied)}`,
        ko: `만들 수는 있지만 바꾸거나 삭제할 권한이 없습니다: ${names(denied)}`,
      },
      asked(denied),
    );
  const unsure = refused('unsure');
  if (unsure.length === 0) return ok;
  return warning(
    {
      en: `IAM cannot tell in advance whether you are allowed ${unsure.length > 3 ? `${unsure.length} actions` : names(unsure)}, because policy conditions or your organization's policies decide it`,
      ko: `${unsure.length > 3 ? `${unsure.length}개 작업` : names(unsure)}의 권한은 조건이나 조직 정책에 달려 있어 IAM이 미리 알려 주지 못합니다`,
    },
    unsure.includes('iam:CreateOpenIDConnectProvider')
      ? {
          en: 'In an AWS project GitHub cannot be given a sign-in: use `--delivery local` there. Elsewhere no action is needed.',
          ko: 'AWS 프로젝트에서는 GitHub에 로그인을 줄 수 없으니 `--delivery local`을 쓰세요. 아니라면 그대로 진행해도 됩니다.',
        }
      : {
          en: 'No action needed. If AWS denies one of them, get the permission and run the same command again to continue.',
          ko: '그대로 진행해도 됩니다. AWS가 거부하면 권한을 받은 뒤 같은 명령으로 이어서 할 수 있습니다.',
        },
  );
}

interface LinkedRole {
  readonly service: string;
  readonly role: string;
  readonly first: Words;
}

/** A service-linked role: AWS creates it, with the user's permissions, for the first resource of its kind. */
const linkedRole = ({ service, role, first }: LinkedRole) => ({
  about: { en: `service-linked role for the ${first.en}`, ko: `${first.ko}의 서비스 연결 역할` },

  async ask(given: Given): Promise<Verdict | undefined> {
    if (
      !allowedTo(given)
        .flat()
        .some((one) => isLinkedRole(one, service))
    )
      return undefined;
    if (await getRole(given.iam, role)) return ok;
    const { arn, root } = await whoAmI(given);
    if (root) return ok;
    const simulation = {
      ActionNames: ['iam:CreateServiceLinkedRole'],
      ResourceArns: [`arn:${given.partition}:iam::${given.account}:role/aws-service-role/${service}/${role}`],
      ContextEntries: [
        { ContextKeyName: 'iam:AWSServiceName', ContextKeyValues: [service], ContextKeyType: 'string' as const },
      ],
    };
    const principal = await principalOf(given.simulator, arn);
    const decisions = await simulate(given.simulator, principal, simulation, given);
    if (decisions.get('iam:CreateServiceLinkedRole') !== 'denied') return ok;
    const command = verbatim(`\`aws iam create-service-linked-role --aws-service-name ${service}\``);
    return obstacle(
      {
        en: `This is the first ${first.en} in the account, so AWS has to create the role ${role}, and you are missing iam:CreateServiceLinkedRole.`,
        ko: `이 계정에서 처음 만드는 자원(${first.ko})이라 AWS가 ${role} 역할을 만들어야 하는데, iam:CreateServiceLinkedRole 권한이 없습니다.`,
      },
      {
        en: `Ask your account administrator to run ${command.en} once, or to add this statement to your IAM policy: ${statement(['iam:CreateServiceLinkedRole'])}.`,
        ko: `계정 관리자에게 ${command.ko} 명령을 한 번 실행해 달라고 하거나, IAM 정책에 ${statement(['iam:CreateServiceLinkedRole'])} 줄을 추가해 달라고 하세요.`,
      },
    );
  },
});

/** What the account signed up for, which decides what AWS lets it have. */
async function plan(given: Given): Promise<Verdict> {
  const found = await accountPlan(given);
  if (!found)
    return unknown({
      en: 'AWS does not say whether the account is on the Free plan.',
      ko: '계정이 무료 플랜인지 AWS가 알려 주지 않습니다.',
    });
  if (found.type === 'PAID') return ok;
  const credits = found.credits?.toFixed(2);
  const until = found.until?.toISOString().slice(0, 10);
  return warning(
    {
      en: `the Free plan${credits ? `, with ${credits} USD of credits left` : ''}; AWS closes the account when they are used up${until ? `, at the latest on ${until}` : ''}`,
      ko: `무료 플랜입니다${credits ? `(남은 크레딧 ${credits}달러)` : ''}. 크레딧을 다 쓰면${until ? ` 또는 ${until}에` : ''} AWS가 계정을 닫습니다`,
    },
    {
      en: 'To keep the site beyond that, upgrade the account in the Billing console in time.',
      ko: '그 뒤에도 사이트를 유지하려면 그 전에 결제 콘솔에서 유료 플랜으로 바꾸세요.',
    },
  );
}

/** Who is signed in, and whether IAM allows all that the answers need. */
export const permissions = defineStep({
  id: 'permissions',
  title: { en: 'Permissions', ko: '권한 확인' },
  allows: [
    reads('iam:GetRole', 'sts:GetCallerIdentity'),
    forChecks(
      reads(
        'ec2:DescribeInstanceTypeOfferings',
        'ec2:DescribeRegions',
        'freetier:GetAccountPlanState',
        'iam:SimulatePrincipalPolicy',
      ),
    ),
    readsStacks,
  ],

  preflight: [
    {
      about: { en: 'identity', ko: '로그인한 사용자' },
      async ask(given) {
        const { arn, root } = await whoAmI(given);
        if (!root) return { ...ok, what: verbatim(arn) };
        return warning(
          {
            en: 'the root user, whose permissions cannot be limited',
            ko: '계정의 루트 사용자입니다. 모든 권한이 있고 제한할 수 없습니다',
          },
          {
            en: 'For everyday work, create a user in IAM Identity Center and sign in as that user.',
            ko: '평소에는 IAM Identity Center 사용자를 만들어 로그인하세요.',
          },
        );
      },
    },
    {
      about: { en: 'permissions', ko: '권한' },
      async ask(given) {
        const decisions = await decisionsOn(given, allowedTo(given));
        return decisions ? judge(decisions, given) : ok;
      },
    },
    { about: { en: 'AWS plan', ko: 'AWS 요금제' }, ask: plan },
    linkedRole({
      service: 'elasticloadbalancing.amazonaws.com',
      role: 'AWSServiceRoleForElasticLoadBalancing',
      first: { en: 'load balancer', ko: '로드 밸런서' },
    }),
    linkedRole({
      service: 'rds.amazonaws.com',
      role: 'AWSServiceRoleForRDS',
      first: { en: 'database', ko: '데이터베이스' },
    }),
    linkedRole({
      service: 'config.amazonaws.com',
      role: 'AWSServiceRoleForConfig',
      first: { en: 'AWS Config recorder', ko: 'AWS Config 레코더' },
    }),
  ],

  // This step exists for its checks, which run before the first write of each run.
  find: async () => ({ checked: 'before the first write' }),
});
