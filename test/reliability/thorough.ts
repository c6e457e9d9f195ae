/** Whether to try everything, as `npm run prove` does, or a sample that fits into `npm test`. */
export const thorough = Boolean(process.env['STEPWAY_THOROUGH']);

/** What the sample is drawn by: the same in every `npm test`, another one in every `npm run prove`, or as told. */
export const seed = Number(process.env['STEPWAY_SEED'] ?? (thorough ? Date.now() % 1_000_000 : 1));

/** Mulberry32: numbers from 0 to 1, the same ones for the same seed. */
export function random(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Everything when thorough, else so many of it, drawn by the seed. */
export function sample<T>(all: readonly T[], size: number): readonly T[] {
  if (thorough) return all;
  const next = random(seed);
  return all
    .map((one) => ({ one, rank: next() }))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, size)
    .map(({ one }) => one);
}

/** Does `work` for each, by so many workers at a time, each with a place of its own. */
export async function pool<Place, T>(
  places: readonly Place[],
  all: readonly T[],
  work: (one: T, place: Place) => Promise<void>,
): Promise<void> {
  const queue = all.values();
  await Promise.all(
    places.map(async (place) => {
      for (const one of queue) await work(one, place);
    }),
  );
}

/** One line for the documentation of what was tried. */
export function report(what: string, figures: Readonly<Record<string, number | string>>): void {
  if (!thorough) return;
  const line = Object.entries({ seed, ...figures }).map(([name, value]) => `${name} ${value}`);
  console.info(`${what}: ${line.join(', ')}`);
}
