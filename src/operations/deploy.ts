import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { Bundle } from '../deploy/bundle.ts';
import { deployAgain, deployBundle } from '../deploy/deploy.ts';
import type { Deploying } from '../deploy/deploying.ts';
import {
  activeDeployment,
  deploymentsSince,
  hashOf,
  isOver,
  locationOf,
  memory,
  revisionName,
} from '../deploy/deployments.ts';
import { follow } from '../deploy/follow.ts';
import { until } from '../engine/wait.ts';
import { interrupted, Trouble } from '../errors.ts';
import type { Visit } from '../visit/visit.ts';
import { unlessStopped } from './unless-stopped.ts';

/** What to deploy: a bundle, the last good version, or nothing but what is under way. */
export type Revision = Bundle | 'rollback' | 'follow';

/** Starts or finds a deployment, and follows it to its end; returns its id. */
export async function deploy(deploying: Deploying, revision: Revision): Promise<string> {
  const id = await unlessStopped(deploying.signal, started(deploying, revision));
  await follow(deploying, id);
  return id;
}

async function started(deploying: Deploying, revision: Revision): Promise<string> {
  const { aws, clock, target, show } = deploying;
  if (revision === 'follow') {
    const active = await activeDeployment(aws.codeDeploy, target, clock.now());
    if (!active?.deploymentId) throw nothingUnderWay();
    show({ is: 'found', deployment: active.deploymentId, revision: revisionName(active) });
    return active.deploymentId;
  }
  return revision === 'rollback'
    ? deployAgain(deploying, await lastGood(deploying))
    : deployBundle(deploying, revision);
}

/** The newest successful deployment of a version other than the last one. */
async function lastGood({ aws, clock, target }: Deploying): Promise<DeploymentInfo> {
  const past = (await deploymentsSince(aws.codeDeploy, target, clock.now() - memory)).filter(isOver);
  const last = past[0] && revisionName(past[0], past);
  const good = past.find((one) => one.status === 'Succeeded' && revisionName(one, past) !== last);
  if (good) return past.find((one) => hashOf(one) !== '' && isSame(one, good)) ?? good;
  throw new Trouble(
    'usage',
    {
      en: 'There is no earlier successful deployment to roll back to.',
      ko: '되돌아갈 정상 버전이 없습니다.',
    },
    { en: 'Run `stepway deploys` to list your deployments.', ko: '배포 기록은 `stepway deploys`에서 볼 수 있습니다.' },
  );
}

const isSame = (a: DeploymentInfo, b: DeploymentInfo) => locationOf(a).version === locationOf(b).version;

const nothingUnderWay = () =>
  new Trouble(
    'usage',
    { en: 'No deployment is in progress.', ko: '진행 중인 배포가 없습니다.' },
    { en: 'Run `stepway deploys` to list your deployments.', ko: '배포 기록은 `stepway deploys`에서 볼 수 있습니다.' },
  );

/** A load balancer needs a few checks before it trusts a server again. */
const settling = { earliest: 2, usual: 30, every: 3, limit: 90 };

const isWell = (visit: Visit) => visit.is === 'answered' && visit.status < 500;

/** Visits the site after a deployment, until it responds. */
export async function assertResponding(
  { clock, signal }: Pick<Deploying, 'clock' | 'signal'>,
  visit: (host: string) => Promise<Visit>,
  url: string,
): Promise<void> {
  const since = clock.now();
  const seen = await until({ clock, signal, since, duration: settling }, async () => {
    const now = await visit(new URL(url).host);
    return isWell(now) || clock.now() - since > settling.limit * 1000 ? now : undefined;
  });
  if (signal.aborted) throw interrupted();
  if (!isWell(seen)) throw unwell(url, seen);
}

const unwell = (url: string, visit: Visit) => {
  const seen = visit.is === 'answered' ? `${visit.status}` : visit.is;
  return new Trouble(
    'aws',
    {
      en: `The deployment succeeded, but ${url} does not respond correctly (${seen}).`,
      ko: `배포는 끝났지만 ${url} 응답이 정상이 아닙니다(${seen}).`,
    },
    { en: 'Run `stepway doctor` to find the cause.', ko: '`stepway doctor`로 원인을 찾을 수 있습니다.' },
  );
};
