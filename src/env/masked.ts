/** What is shorter is part of many a word, and no secret worth the name. */
const shortest = 4;

/** Lines of text in which none of these values can be read, nor a line of one. */
export function masked(lines: readonly string[], values: Iterable<string>): string[] {
  const parts = [...values]
    .flatMap((value) => [value, ...value.split(/\r?\n/), JSON.stringify(value).slice(1, -1), encodeURIComponent(value)])
    .filter((part) => part.trim().length >= shortest)
    .toSorted((a, b) => b.length - a.length);
  return lines.map((line) => parts.reduce((text, part) => text.replaceAll(part, '***'), line));
}
