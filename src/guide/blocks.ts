/** A part of a page: preformatted, or text that is wrapped to fit. */
export interface Block {
  readonly is: 'shape' | 'heading' | 'gap' | 'item' | 'paragraph';
  readonly text: string;
  /** An item's marker: a hyphen or its number. */
  readonly mark?: string;
}

function blockOf(line: string): Block {
  if (line.trim() === '') return { is: 'gap', text: '' };
  if (line.startsWith('  ')) return { is: 'shape', text: line };
  if (line.startsWith('# ')) return { is: 'heading', text: line.slice(2) };
  const [, mark, text] = /^(-|\d+\.) (.*)/.exec(line) ?? [];
  if (mark && text) return { is: 'item', mark, text };
  return { is: 'paragraph', text: line };
}

/** The parts of a page's text. A line of plain text continues the paragraph or item before it. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (const block of text
    .replace(/^\n+|\n+$/g, '')
    .split('\n')
    .map(blockOf)) {
    const last = blocks.at(-1);
    if (block.is === 'paragraph' && (last?.is === 'paragraph' || last?.is === 'item'))
      blocks[blocks.length - 1] = { ...last, text: `${last.text} ${block.text}` };
    else blocks.push(block);
  }
  return blocks;
}
