import actions from './actions.json' with { type: 'json' };

/** Every IAM action that some step, with some answers, may need. Made by `scripts/permissions.mjs`. */
export const allActions: readonly string[] = actions;
