import { refuse } from './errors.ts';
import { resourceOf, type Asked } from './denials.ts';
import { callerOf } from './ids.ts';
import type { Scenario } from './scenarios.ts';

/** Refuses what the caller may not do, and what the account cannot have. */
export function permit(scenario: Scenario, asked: Asked): void {
  const { action } = asked;
  const caller = callerOf(scenario);
  const denial = scenario.denials.find(({ refuses }) => refuses(asked));
  if (denial) {
    const { code, message, status } = denial;
    refuse(code, typeof message === 'string' ? message : message(caller, asked), status);
  }
  if (!scenario.denied.includes(action)) return;
  refuse(
    'AccessDenied',
    `User: ${caller} is not authorized to perform: ${action} on resource: ${resourceOf(asked)} ` +
      `because no identity-based policy allows the ${action} action`,
    403,
  );
}
