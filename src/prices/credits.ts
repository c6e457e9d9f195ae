/** What is left of an account's credits. */
export interface Credits {
  readonly usd: number;
  /** When they are used up at a price, or end with the plan: whichever comes first. */
  readonly until: Date;
}

const month = (365.25 / 12) * 86_400_000;

/**
 * How long credits last.
 *
 * @param monthly USD a month, on top of what else the account uses, which nobody knows here.
 * @param now milliseconds since 1970
 * @returns undefined where there are none, or nothing uses them.
 */
export function creditsAt(
  { credits = 0, until }: { readonly credits: number | undefined; readonly until: Date | undefined },
  monthly: number,
  now: number,
): Credits | undefined {
  if (credits <= 0 || monthly <= 0) return undefined;
  const usedUp = now + (credits / monthly) * month;
  return { usd: credits, until: new Date(Math.min(usedUp, until?.getTime() ?? Infinity)) };
}
