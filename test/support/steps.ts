import { steps as all } from '../../src/steps/index.ts';

/** The steps that are still made: not those that only earlier versions did. */
export const madeSteps = all.filter(({ former }) => !former);

/** Of those, the steps that a new stack can have: not what a command makes and takes away again. */
export const steps = madeSteps.filter(({ passing }) => !passing);
