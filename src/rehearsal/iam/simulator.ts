import { refuse } from '../errors.ts';
import { callerOf } from '../ids.ts';
import { page } from '../pages.ts';
import type { Operations } from '../service.ts';

/** What the caller may do, as IAM itself says. */
export const simulator = {
  SimulatePrincipalPolicy({ PolicySourceArn, ActionNames = [], ResourceArns, MaxItems, Marker }, { scenario }) {
    const caller = callerOf(scenario).replace(
      /:sts:(.*):assumed-role\/([^/]+)\/.*$/,
      ':iam:$1:role/aws-reserved/sso.amazonaws.com/$2',
    );
    if (PolicySourceArn !== caller) refuse('NoSuchEntity', `The user ${PolicySourceArn} cannot be found.`, 404);
    const refused = new Set([...scenario.denied, ...scenario.organisationDenies]);
    const all = ActionNames.map((action) => {
      const decision = refused.has(action) ? ('implicitDeny' as const) : ('allowed' as const);
      return {
        EvalActionName: action,
        EvalDecision: decision,
        OrganizationsDecisionDetail: { AllowedByOrganizations: !scenario.organisationDenies.includes(action) },
        // A result of its own for each thing, only when single things are asked about.
        ...(ResourceArns?.some((arn) => arn !== '*') && {
          ResourceSpecificResults: ResourceArns.map((EvalResourceName) => ({
            EvalResourceName,
            EvalResourceDecision: decision,
          })),
        }),
      };
    });
    const { items, next } = page(all, MaxItems, Marker);
    return { EvaluationResults: items, IsTruncated: next !== undefined, Marker: next };
  },
} satisfies Operations<typeof import('@aws-sdk/client-iam')>;
