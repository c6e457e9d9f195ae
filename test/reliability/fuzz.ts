import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';

const thorough = process.env['STEPWAY_THOROUGH'] === '1';

/** The same cases each time in CI, others each time when thorough; STEPWAY_SEED repeats a run. */
const seed = Number(process.env['STEPWAY_SEED'] ?? (thorough ? Date.now() % 2 ** 31 : 20_261_120));

const figures = new Map<string, number>();

/** Counts something for the line of figures that a thorough run ends with. */
export const count = (what: string): void => void figures.set(what, (figures.get(what) ?? 0) + 1);

afterAll(() => {
  if (!thorough) return;
  const file = expect.getState().testPath?.split('/').at(-1);
  const said = [...figures].map(([what, times]) => `${times.toLocaleString('en')} ${what}`);
  console.log(`${file}: ${said.join(', ')} (seed ${seed})`);
});

/** How many cases a property is tried with: a sample, or many when thorough. */
export interface Cases {
  readonly sample: number;
  readonly thorough: number;
}

/**
 * A test that a property holds for every case that is drawn. When it does not, the smallest case found is shown, with
 * the seed that finds it again.
 */
export function holds<Case>(
  sentence: string,
  cases: Cases,
  drawn: fc.Arbitrary<Case>,
  property: (one: Case) => Promise<void> | void,
): void {
  const numRuns = thorough ? cases.thorough : cases.sample;
  test(
    sentence,
    async () => {
      let enough = Infinity;
      const counted = fc.asyncProperty(drawn, async (one) => {
        // Long after the first failure any smaller case counts as good, and so the smallest found is shown.
        if (Date.now() > enough) return;
        count('cases');
        try {
          await property(one);
        } catch (error) {
          enough = Math.min(enough, Date.now() + (thorough ? 300_000 : 10_000));
          throw error;
        }
      });
      const found = await fc.check(counted, { numRuns, seed });
      if (!found.failed) return;
      const { counterexample, counterexamplePath, numShrinks, errorInstance } = found;
      throw new Error(
        `STEPWAY_SEED=${seed} finds, at ${counterexamplePath} and after ${numShrinks} steps of making it smaller: ${fc.stringify(counterexample)}`,
        { cause: errorInstance },
      );
    },
    thorough ? 3_600_000 : 180_000,
  );
}
