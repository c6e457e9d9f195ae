/** Whether every case is tried, and not a sample of them. */
export const thorough = Boolean(process.env['STEPWAY_THOROUGH']);

/** All cases when thorough; otherwise so many of them, evenly spread, the first and the last among them. */
export function sampled<T>(all: readonly T[], few: number): T[] {
  if (thorough || all.length <= few) return [...all];
  return Array.from({ length: few }, (_, index) => all[Math.round((index * (all.length - 1)) / (few - 1))]!);
}

/** What a thorough run has tried, in one line. */
export function figures(line: string): void {
  if (thorough) console.log(line);
}
