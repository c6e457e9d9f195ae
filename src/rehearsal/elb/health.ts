import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';
import { letsIn } from '../ec2/rules.ts';
import { at } from '../phase.ts';
import type { Call } from '../service.ts';
import type { Target, TargetGroup } from './data.ts';
import { groupsOf, usersOf } from './shared.ts';

/** Whether HTTP status `answer` is one of those that a matcher such as 200,202 or 200-299 takes. */
const matches = (codes: string, answer: number): boolean =>
  codes.split(',').some((part) => {
    const [least = 0, most = least] = part.split('-').map(Number);
    return least <= answer && answer <= most;
  });

/** What the load balancer makes of a target now. */
export function healthOf(group: TargetGroup, target: Target, call: Call): TargetHealth {
  const users = usersOf(group, call);
  if (users.length === 0) {
    return {
      State: 'unused',
      Reason: 'Target.NotInUse',
      Description: 'Target group is not configured to receive traffic from the load balancer',
    };
  }
  const instance = call.here.instances.find(({ id }) => id === target.id);
  const state = instance ? at(instance.state, call.now) : 'terminated';
  if (!instance || state !== 'running') {
    return { State: 'unused', Reason: 'Target.InvalidState', Description: `Target is in the ${state} state` };
  }
  const port = call.here.interfaces.find(({ id }) => id === instance.interfaceId);
  const listening = call.here.listeners.filter(({ actions }) => groupsOf(actions).includes(group.arn));
  const begunAt = Math.max(
    target.registeredAt,
    instance.upAt,
    Math.min(...listening.map(({ createdAt }) => createdAt)),
    ...users.map((balancer) => balancer.state.until),
  );
  if (call.now < begunAt + target.checksTake) {
    const registering = call.now < begunAt;
    return {
      State: 'initial',
      Reason: registering ? 'Elb.RegistrationInProgress' : 'Elb.InitialHealthChecking',
      Description: registering ? 'Target registration is in progress' : 'Initial health checks in progress',
    };
  }
  const sources = users.flatMap(({ groupIds }) => groupIds);
  const asked = group.check.port === 'traffic-port' ? target.port : Number(group.check.port);
  if (!letsIn(call.here.rules, port?.groupIds ?? [], asked, sources)) {
    return { State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' };
  }
  if (call.scenario.setupFails)
    return { State: 'unhealthy', Reason: 'Target.FailedHealthChecks', Description: 'Health checks failed' };
  const answer = call.scenario.healthCheckAnswer;
  return matches(group.check.codes, answer)
    ? { State: 'healthy' }
    : {
        State: 'unhealthy',
        Reason: 'Target.ResponseCodeMismatch',
        Description: `Health checks failed with these codes: [${answer}]`,
      };
}
