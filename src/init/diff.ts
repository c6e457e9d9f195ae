export interface DiffLine {
  readonly mark: ' ' | '+' | '-';
  readonly text: string;
}

/** What turns one text into another, line by line: the longest common subsequence stays. */
export function diff(from: string, to: string): DiffLine[] {
  const a = from.split('\n');
  const b = to.split('\n');
  const lengths: number[][] = [];
  /** How many lines the rest of both has in common. */
  const common = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    const row: number[] = (lengths[i] = []);
    for (let j = b.length - 1; j >= 0; j--)
      row[j] = a[i] === b[j] ? common(i + 1, j + 1) + 1 : Math.max(common(i + 1, j), common(i, j + 1));
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [before, after] = [a[i], b[j]];
    if (before !== undefined && before === after) {
      lines.push({ mark: ' ', text: before });
      i++;
      j++;
    } else if (before !== undefined && (after === undefined || common(i + 1, j) >= common(i, j + 1))) {
      lines.push({ mark: '-', text: before });
      i++;
    } else if (after !== undefined) {
      lines.push({ mark: '+', text: after });
      j++;
    }
  }
  return lines;
}

/** The changed lines, each with a few unchanged ones around it. */
export const hunks = (lines: readonly DiffLine[], around = 2): DiffLine[] =>
  lines.filter((_, at) => lines.slice(Math.max(0, at - around), at + around + 1).some(({ mark }) => mark !== ' '));
