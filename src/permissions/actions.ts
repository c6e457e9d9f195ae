export const allActions: readonly string[] = [];
