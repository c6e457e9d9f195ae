import {
  GetRoleCommand,
  paginateSimulatePrincipalPolicy,
  type EvaluationResult,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { narrowed, type Simulation, type Whose } from './simulations.ts';

/** `unsure`: the deciding conditions cannot be known in advance. */
export type Decision = 'allowed' | 'unsure' | 'denied';

/** The simulator's decision on each action, by name. */
export type Decisions = ReadonlyMap<string, Decision>;

/**
 * The principal whose policies count: for a role session, the role itself, with the path that the session's
 * ARN leaves out (IAM Identity Center roles have one).
 */
export async function principalOf(iam: IAMClient, arn: string): Promise<string> {
  const RoleName = /:sts::\d+:assumed-role\/([^/]+)\//.exec(arn)?.[1];
  if (!RoleName) return arn;
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  return Role?.Arn ?? arn;
}

/** Asks IAM's policy simulator. What is denied for all resources at once is asked again for single ones. */
export async function simulate(
  iam: IAMClient,
  principal: string,
  simulation: Simulation,
  whose: Whose,
): Promise<Decisions> {
  const decisions = await ask(iam, principal, simulation);
  const refused = [...decisions].filter(([, decision]) => decision !== 'allowed').map(([action]) => action);
  if (!simulation.ResourceArns.includes('*') || refused.length === 0) return decisions;
  const closer = await Promise.all(narrowed(simulation, refused, whose).map((one) => ask(iam, principal, one)));
  return new Map([
    ...decisions,
    ...closer.flatMap((some) => [...some].filter(([, decision]) => decision === 'allowed')),
  ]);
}

async function ask(iam: IAMClient, PolicySourceArn: string, simulation: Simulation): Promise<Decisions> {
  const decisions = new Map<string, Decision>();
  for await (const page of paginateSimulatePrincipalPolicy({ client: iam }, { PolicySourceArn, ...simulation }))
    for (const result of page.EvaluationResults ?? [])
      if (result.EvalActionName)
        decisions.set(result.EvalActionName, decide(result, decisions.get(result.EvalActionName)));
  return decisions;
}

/**
 * Allowed for one of the resources means allowed: the others may not apply to that action. A denial counts
 * only if the simulator knows everything it depends on. It does not know a real call's context (MFA, IP address), and
 * is known to evaluate organization policies with conditions incorrectly.
 */
function decide(result: EvaluationResult, before: Decision | undefined): Decision {
  const single = result.ResourceSpecificResults ?? [];
  const allowed =
    single.length > 0
      ? single.some((one) => one.EvalResourceDecision === 'allowed')
      : result.EvalDecision === 'allowed';
  if (allowed || before === 'allowed') return 'allowed';
  const missing = [result, ...single].some(({ MissingContextValues = [] }) => MissingContextValues.length > 0);
  const organisation = result.OrganizationsDecisionDetail?.AllowedByOrganizations === false;
  return missing || organisation || before === 'unsure' ? 'unsure' : 'denied';
}
