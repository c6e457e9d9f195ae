import { IAMClient, SimulatePrincipalPolicyCommand, type EvaluationResult } from '@aws-sdk/client-iam';

import { describe, expect, test } from 'vitest';
import { simulate } from '../../src/permissions/simulate.ts';
import { mocked } from '../support/mocked.ts';

const whose = { partition: 'aws', region: 'us-east-1', account: '123456789012', stack: 'shop' };
const action = 'ec2:CreateSubnet';
const everything = { ActionNames: [action], ResourceArns: ['*'], ContextEntries: [] };

/** What a simulator says that answers by the resources it is asked about. */
async function decision(answer: (resources: string[]) => Partial<EvaluationResult>, simulation = everything) {
  const iam = mocked(IAMClient)
    .on(SimulatePrincipalPolicyCommand)
    .callsFake(({ ResourceArns }: { ResourceArns: string[] }) => ({
      EvaluationResults: [{ EvalActionName: action, EvalDecision: 'implicitDeny', ...answer(ResourceArns) }],
    }));
  const decisions = await simulate(new IAMClient({ region: 'us-east-1' }), 'arn:aws:iam::1:user/me', simulation, whose);
  return { decision: decisions.get(action), calls: iam.calls().length };
}

describe('a permission', () => {
  test('is allowed when it is allowed for everything, in one question', async () => {
    expect(await decision(() => ({ EvalDecision: 'allowed' }))).toEqual({ decision: 'allowed', calls: 1 });
  });

  test('is denied when it is denied for everything and for every single thing', async () => {
    expect(await decision(() => ({}))).toEqual({ decision: 'denied', calls: 2 });
    expect(await decision(() => ({ EvalDecision: 'explicitDeny' }))).toMatchObject({ decision: 'denied' });
  });

  test('is allowed to whoever is kept to the subnets of one region', async () => {
    const scoped = (resources: string[]) => ({
      ResourceSpecificResults: resources.map((arn) => ({
        EvalResourceName: arn,
        EvalResourceDecision: arn.startsWith('arn:aws:ec2:us-east-1:123456789012:subnet/')
          ? ('allowed' as const)
          : ('implicitDeny' as const),
      })),
    });
    expect(await decision(scoped)).toEqual({ decision: 'allowed', calls: 2 });
  });

  test('is unsure when it rests on what a simulation does not know, such as MFA', async () => {
    const condition = () => ({
      EvalDecision: 'explicitDeny' as const,
      MissingContextValues: ['aws:MultiFactorAuthPresent'],
    });
    expect(await decision(condition)).toMatchObject({ decision: 'unsure' });
    const single = () => ({
      ResourceSpecificResults: [
        {
          EvalResourceName: 'x',
          EvalResourceDecision: 'implicitDeny' as const,
          MissingContextValues: ['aws:SourceIp'],
        },
      ],
    });
    expect(await decision(single, { ...everything, ResourceArns: ['arn:aws:ec2:::x'] })).toEqual({
      decision: 'unsure',
      calls: 1,
    });
  });

  test('is unsure when an organisation denies it', async () => {
    const organisation = () => ({ OrganizationsDecisionDetail: { AllowedByOrganizations: false } });
    expect(await decision(organisation)).toMatchObject({ decision: 'unsure' });
  });

  test('is denied when its permissions boundary does not allow it', async () => {
    const boundary = () => ({ PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } });
    expect(await decision(boundary)).toMatchObject({ decision: 'denied' });
  });
});
