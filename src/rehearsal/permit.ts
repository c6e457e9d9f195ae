import { refuse } from './errors.ts';
import { callerOf } from './ids.ts';
import type { Scenario } from './scenarios.ts';

/** Refuses an action that the caller may not take, in the words of IAM. */
export function permit(scenario: Scenario, action: string, resource: string): void {
  if (!scenario.denied.includes(action)) return;
  refuse(
    'AccessDenied',
    `User: ${callerOf(scenario)} is not authorized to perform: ${action} on resource: ${resource} ` +
      `because no identity-based policy allows the ${action} action`,
    403,
  );
}
