/** `t` and a digit: trn1 is no burstable type. */
export const isBurstable = (type: string): boolean => /^t\d/.test(type);
