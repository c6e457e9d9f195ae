import { steps as all } from '../../src/steps/index.ts';

/** The steps that a new stack can have: not those that only earlier versions made. */
export const steps = all.filter(({ former }) => !former);
