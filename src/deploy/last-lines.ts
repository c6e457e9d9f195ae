/** More than a screen has room for beside what is said of them. */
const shown = 20;

/** What a program said last, without lines that say nothing. */
export const lastLines = (said: string): readonly string[] =>
  said
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-shown);
