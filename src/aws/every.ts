/** What all pages of a list have, in their order. */
export async function every<Page, Item>(
  pages: AsyncIterable<Page>,
  of: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const found: Item[] = [];
  for await (const page of pages) found.push(...(of(page) ?? []));
  return found;
}
