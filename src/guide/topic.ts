import type { Words } from '../words.ts';

/** A page of the guide: one service or concept, why the setup has it, and what stepway does about it. */
export interface Topic {
  /** What is typed after `stepway explain`. */
  readonly id: string;
  readonly title: Words;
  /** One line, for the list. */
  readonly summary: Words;
  /** Other search terms, in either language, in lower case. */
  readonly words: readonly string[];
  /**
   * The page. Paragraphs, separated by empty lines, are wrapped to fit. A line that begins with two spaces
   * keeps its shape: pictures, commands. `- ` or `1. ` begins an item of a list, `# ` a heading.
   */
  readonly text: Words;
  /** The ids of the chapters, questions and steps that it explains. */
  readonly about?: readonly string[];
  readonly see?: readonly string[];
  /** AWS's own documentation. */
  readonly links?: readonly string[];
}

/** What a chapter adds to the sections of the guide. */
export type Pages = Partial<
  Record<'start' | 'network' | 'entry' | 'server' | 'database' | 'domain' | 'registrars' | 'app', readonly Topic[]>
>;
