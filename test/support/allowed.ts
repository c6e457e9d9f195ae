import type { Allowance } from '../../src/permissions/allow.ts';
import { chapters } from '../../src/steps/index.ts';

/** All that the steps may do, and the commands on their chapters. */
export const allowances: readonly Allowance[] = chapters.flatMap(({ steps, allows = [] }) => [
  ...steps.flatMap((step) => step.allows),
  ...allows,
]);

/** Every IAM action among it. */
export const allActions: readonly string[] = [...new Set(allowances.flatMap(({ actions }) => actions))].toSorted();

/** Looks without changing anything. */
export const isRead = (action: string): boolean => /:(BatchGet|Describe|Get|List|Simulate|View)/.test(action);

/** The actions that a statement allows, each by its name. */
export const actionsIn = ({ Action }: { readonly Action: readonly string[] }): string[] =>
  Action.flatMap((action) =>
    action.endsWith('*') ? allActions.filter((one) => one.startsWith(action.slice(0, -1))) : action,
  );
