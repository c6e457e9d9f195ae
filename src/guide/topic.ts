import type { Words } from '../words.ts';

/** A page of the guide: one service or notion, why the set-up has it, and what stepway does about it. */
export interface Topic {
  /** What is typed after `stepway explain`. */
  readonly id: string;
  readonly title: Words;
  /** One line, for the list. */
  readonly summary: Words;
  /** What else people look for it by, in either language, in lower case. */
  readonly words: readonly string[];
  /**
   * The page. Paragraphs, separated by empty lines, are broken into lines anew. A line that begins with two spaces
   * keeps its shape: pictures, commands. `- ` begins an item of a list, `# ` a heading.
   */
  readonly text: Words;
  /** The ids of the chapters, questions and steps that it explains. */
  readonly about?: readonly string[];
  /** The ids of related topics. */
  readonly see?: readonly string[];
  /** What AWS itself says about it. */
  readonly links?: readonly string[];
}
