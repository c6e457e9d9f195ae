import type { Words } from '../words.ts';

/** A page of the guide: what something is, and what stepway does about it. */
export interface Topic {
  /** What is typed after `stepway explain`. */
  readonly id: string;
  readonly title: Words;
  /** One line, for the list. */
  readonly summary: Words;
  /** Other words by which people look for it, in either language, in lower case. */
  readonly words: readonly string[];
  /** Lines that keep their shape; at most 76 cells wide, a Korean letter being two. */
  readonly picture?: Words;
  /** Paragraphs with an empty line between them. */
  readonly text: Words;
  /** What stepway does about it. */
  readonly here: Words;
  /** Keys of questions and ids of steps and chapters that it explains. */
  readonly about: readonly string[];
  /** Ids of related pages. */
  readonly see: readonly string[];
  /** AWS's own documentation. */
  readonly links: readonly string[];
}
