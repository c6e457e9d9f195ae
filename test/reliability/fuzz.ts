import fc from 'fast-check';
import { afterAll } from 'vitest';
import { share, thorough } from '../support/thorough.ts';

/** The same cases each time in CI, others each time when thorough; STEPWAY_SEED repeats a run. */
const seed = Number(process.env['STEPWAY_SEED'] ?? (thorough ? Date.now() % 2 ** 31 : 20_261_120));

const figures = new Map<string, number>();

/** Counts something for the line of figures that a thorough run ends with. */
export const count = (what: string): void => void figures.set(what, (figures.get(what) ?? 0) + 1);

afterAll(() => {
  if (!thorough) return;
  const said = [...figures].map(([what, times]) => `${times.toLocaleString('en')} ${what}`);
  console.log(`Fuzzed: ${said.join(', ')} (seed ${seed})`);
});

/** How many cases a property is tried with: a sample, or many when thorough. */
export interface Cases {
  readonly sample: number;
  readonly thorough: number;
}

/** How long a test of a property may take, in milliseconds. */
export const limit = thorough ? 3_600_000 : 180_000;

/** After the first failure a smaller one is looked for, for so many milliseconds. */
const shrinking = thorough ? 300_000 : 10_000;

/**
 * Expects that a property holds for every case that is drawn. When it does not, the smallest case found is shown, with
 * the seed that finds it again.
 */
export async function holds<Case>(
  cases: Cases,
  drawn: fc.Arbitrary<Case>,
  property: (one: Case) => Promise<void> | void,
): Promise<void> {
  let enough = Infinity;
  const counted = fc.asyncProperty(drawn, async (one) => {
    if (Date.now() > enough) return;
    count('cases');
    try {
      await property(one);
    } catch (error) {
      enough = Math.min(enough, Date.now() + shrinking);
      throw error;
    }
  });
  const found = await fc.check(counted, { numRuns: thorough ? cases.thorough : share(cases.sample), seed });
  if (!found.failed) return;
  const { counterexample, counterexamplePath, numShrinks, errorInstance } = found;
  throw new Error(
    `STEPWAY_SEED=${seed} finds, at ${counterexamplePath} and after ${numShrinks} steps of making it smaller: ${fc.stringify(counterexample)}`,
    { cause: errorInstance },
  );
}
