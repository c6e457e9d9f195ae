/** Whether every case is tried, and not a sample of them: `npm run prove`. */
export const thorough = Boolean(process.env['STEPWAY_THOROUGH']);

/** Whether the wide samples are tried, and not a part of them: `.ci/run`, and `npm run prove`. */
export const full = thorough || process.env['STEPWAY_MATRIX'] === 'full';

/** How many of a sample are tried: all of it in `.ci/run`, a third of it in `npm test`. */
export const share = (size: number): number => (full ? size : Math.ceil(size / 3));

/** How often something is done again: so often when thorough; a third of that in `.ci/run`, a tenth in `npm test`. */
export const times = (all: number): number => (thorough ? all : Math.max(2, Math.ceil(all / (full ? 3 : 10))));

/** All cases when thorough; otherwise every nth, the first among them. */
export const everyNth = <T>(all: readonly T[], n: number): readonly T[] =>
  thorough ? all : all.filter((_, index) => index % n === 0);

/** All cases when thorough; otherwise so many of them, evenly spread, the first and the last among them. */
export function sampled<T>(all: readonly T[], size: number): T[] {
  const few = Math.max(2, share(size));
  if (thorough || all.length <= few) return [...all];
  return Array.from({ length: few }, (_, index) => all[Math.round((index * (all.length - 1)) / (few - 1))]!);
}

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

/** All cases when thorough; otherwise so many of them, drawn by the seed. */
export function drawn<T>(all: readonly T[], size: number): readonly T[] {
  if (thorough) return all;
  const next = random(seed);
  return all
    .map((one) => ({ one, rank: next() }))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, share(size))
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

/** What a thorough run has tried, in one line. */
export function figures(line: string): void {
  if (thorough) console.log(line);
}
