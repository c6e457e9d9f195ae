/** The disk that machines start from; scripts/ground.mjs sets it where a ground can be laid. */
export const image = process.env['STEPWAY_GROUND'];

let said = false;

/** Whether what needs a ground has to be skipped; says once why. With STEPWAY_REQUIRE_GROUND nothing gets this far. */
export function groundMissing(): boolean {
  if (image) return false;
  const why = process.env['STEPWAY_NO_GROUND'] ?? 'it is laid by `npm test` only: npm test -- test/ground';
  if (!said) console.warn(`Skipped. There is no ground to run real machines on: ${why}`);
  said = true;
  return true;
}
