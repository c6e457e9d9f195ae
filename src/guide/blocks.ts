/** A part of a page: what keeps its shape, and what is broken into lines anew. */
export interface Block {
  readonly is: 'shape' | 'heading' | 'gap' | 'item' | 'paragraph';
  readonly text: string;
}

function blockOf(line: string): Block {
  if (line.trim() === '') return { is: 'gap', text: '' };
  if (line.startsWith('  ')) return { is: 'shape', text: line };
  if (line.startsWith('# ')) return { is: 'heading', text: line.slice(2) };
  if (line.startsWith('- ')) return { is: 'item', text: line.slice(2) };
  return { is: 'paragraph', text: line };
}

/** The parts of a page's text. A line of plain text goes on with the paragraph or the item before it. */
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
