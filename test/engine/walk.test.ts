import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { walk } from '../../src/engine/walk.ts';

/** Visits that stay under way until they are told to end. */
function visits() {
  const started: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  return {
    started,
    visit: (id: string) =>
      new Promise<void>((resolve, reject) => {
        started.push(id);
        ends.set(id, (error) => (error ? reject(error) : resolve()));
      }),
    async end(id: string, error?: Error) {
      ends.get(id)?.(error);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const diamond: Readonly<Record<string, readonly string[]>> = {
  network: [],
  server: ['network'],
  database: ['network'],
  site: ['server', 'database'],
};
const ids = Object.keys(diamond);
const after = (id: string) => diamond[id] ?? [];

describe('walking the graph', () => {
  test('visits what has no needs at once, and the rest as soon as its needs are met', async () => {
    const { started, visit, end } = visits();
    const walking = walk(ids, after, visit);
    await end('');
    expect(started).toEqual(['network']);
    await end('network');
    expect(started).toEqual(['network', 'server', 'database']);
    await end('server');
    expect(started).toHaveLength(3);
    await end('database');
    expect(started.at(-1)).toBe('site');
    await end('site');
    await walking;
  });

  test('after a failure lets those under way finish, starts nothing new, and says what failed', async () => {
    const { started, visit, end } = visits();
    let over = false;
    const failure = walk(ids, after, visit)
      .catch((error: unknown) => error)
      .finally(() => (over = true));
    await end('');
    await end('network');
    await end('server', new Error('no capacity'));
    expect(over).toBe(false);
    await end('database');
    expect(await failure).toEqual(new Error('no capacity'));
    expect(started).not.toContain('site');
  });

  test('gives the first of several failures', async () => {
    const { visit, end } = visits();
    const failure = walk(ids, after, visit).catch((error: unknown) => error);
    await end('');
    await end('network');
    await end('database', new Error('first'));
    await end('server', new Error('second'));
    expect(await failure).toEqual(new Error('first'));
  });

  test('after an abort lets those under way finish and starts nothing new', async () => {
    const { started, visit, end } = visits();
    const controller = new AbortController();
    let over = false;
    const walking = walk(ids, after, visit, controller.signal).finally(() => (over = true));
    await end('');
    controller.abort();
    expect(over).toBe(false);
    await end('network');
    await walking;
    expect(started).toEqual(['network']);
  });

  test('visits each id of any graph once, and never before what it comes after', async () => {
    const graphs = fc
      .integer({ min: 1, max: 12 })
      .chain((size) =>
        fc.array(fc.array(fc.nat({ max: size - 1 }), { maxLength: 4 }), { minLength: size, maxLength: size }),
      )
      .map((edges) => new Map(edges.map((to, from) => [`${from}`, to.filter((one) => one < from).map(String)])));
    await fc.assert(
      fc.asyncProperty(graphs, async (graph) => {
        const visited: string[] = [];
        const needs = (id: string) => graph.get(id) ?? [];
        await walk([...graph.keys()].toReversed(), needs, async (id) => {
          expect(needs(id).every((need) => visited.includes(need))).toBe(true);
          await Promise.resolve();
          visited.push(id);
        });
        expect(visited.toSorted()).toEqual([...graph.keys()].toSorted());
      }),
    );
  });
});
