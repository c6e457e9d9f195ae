/** Where a line comes from. */
export const sources = ['app', 'worker', 'web', 'setup', 'deploy'] as const;
export type LogSource = (typeof sources)[number];

/** One line of the log of a site. */
export interface LogLine {
  /** In UTC, to the microsecond where it is known. */
  readonly time: string;
  readonly source: LogSource;
  /** What of the source said it: a worker's name, nginx's file, a unit. */
  readonly name: string;
  readonly text: string;
}

export const isSource = (word: string | undefined): word is LogSource => sources.some((one) => one === word);

/** Whether a line has a text, in whatever letters. */
export const has =
  (text: string | undefined) =>
  (line: LogLine): boolean =>
    text === undefined || line.text.toLowerCase().includes(text.toLowerCase());
