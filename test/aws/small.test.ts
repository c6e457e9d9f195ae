import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batch } from '../../src/aws/batch.ts';
import { fit } from '../../src/aws/names.ts';
import { said } from '../../src/aws/replies.ts';
import { carries, tagList, tagSpecification, tagValue, type Tags, isMarked, whose } from '../../src/aws/tags.ts';

describe('questions about single things', () => {
  test('asked in the same turn become one call, each with its own answer', async () => {
    const calls: (readonly string[])[] = [];
    const ask = batch<object, string>(async (_, keys) => {
      calls.push(keys);
      return new Map(keys.filter((key) => key !== 'gone').map((key) => [key, `<${key}>`]));
    });
    const client = {};
    expect(await Promise.all([ask(client, 'a'), ask(client, 'b'), ask(client, 'gone'), ask(client, 'a')])).toEqual([
      '<a>',
      '<b>',
      undefined,
      '<a>',
    ]);
    expect(calls).toEqual([['a', 'b', 'gone']]);
    expect(await ask(client, 'a')).toBe('<a>');
    expect(calls).toHaveLength(2);
  });

  test('of different clients are not mixed', async () => {
    const ask = batch<{ name: string }, string>(async ({ name }, keys) => new Map(keys.map((key) => [key, name])));
    expect(await Promise.all([ask({ name: 'one' }, 'x'), ask({ name: 'two' }, 'x')])).toEqual(['one', 'two']);
  });

  test('share a failure, which is not remembered', async () => {
    let fails = true;
    const ask = batch<object, string>(async (_, keys) => {
      if (fails) throw new Error('not now');
      return new Map(keys.map((key) => [key, key]));
    });
    const client = {};
    const both = await Promise.allSettled([ask(client, 'a'), ask(client, 'b')]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    expect(await ask(client, 'a')).toBe('a');
  });
});

describe('a name within a limit', () => {
  const names = fc.stringMatching(/^[a-z](-?[a-z0-9]){0,60}$/);

  test('is as it was when it fits', () => {
    expect(fit('demo-load-balancer', 32)).toBe('demo-load-balancer');
  });

  test('is never too long, never ends with a hyphen, and always the same', () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 12, max: 63 }), (name, limit) => {
        const short = fit(name, limit);
        expect(short.length).toBeLessThanOrEqual(limit);
        expect(short).toMatch(/^[a-z](-?[a-z0-9])*$/);
        expect(fit(name, limit)).toBe(short);
      }),
    );
  });

  test('tells apart what only differs at its end', () => {
    const long = 'a-project-of-20-chars-load-balancer';
    expect(fit(`${long}-1`, 32)).not.toBe(fit(`${long}-2`, 32));
  });
});

describe('tags', () => {
  const tags: Tags = { 'stepway:id': 'a1', 'stepway:name': 'demo', 'stepway:step': 'vpc', Name: 'demo-vpc' };
  const owner = { tags, beforeIds: false };
  const unmarked = tagList(tags).filter(({ Key }) => Key !== 'stepway:id');

  test('say whose a thing is, whatever it is called by now', () => {
    expect(carries(tagList(tags), owner)).toBe(true);
    expect(carries(tagList({ ...tags, Name: 'renamed', 'stepway:name': 'renamed' }), owner)).toBe(true);
    expect(carries([...tagList(tags), { Key: 'Owner', Value: 'me' }], owner)).toBe(true);
  });

  test('of another stack, another step or nobody are not ours', () => {
    expect(carries(tagList({ ...tags, 'stepway:id': 'b2' }), owner)).toBe(false);
    expect(carries(tagList({ ...tags, 'stepway:step': 'subnet' }), owner)).toBe(false);
    expect(carries(unmarked, owner)).toBe(false);
    expect(carries([{ Key: 'Name', Value: 'demo-vpc' }], owner)).toBe(false);
    expect(carries(undefined, owner)).toBe(false);
  });

  test('that an earlier version wrote say whose a thing is by the name, until another stack has put its id there', () => {
    const earlier = { tags, beforeIds: true };
    expect(carries(unmarked, earlier)).toBe(true);
    expect(carries(tagList({ ...tags, 'stepway:id': 'b2' }), earlier)).toBe(false);
    expect(isMarked(unmarked, earlier)).toBe(false);
  });

  test.each([
    ['the same thing without its tags', { tags: [], uid: 'AROA1' }, 'ours'],
    ['the same thing with tags of somebody', { tags: [{ Key: 'Owner', Value: 'me' }], uid: 'AROA1' }, 'ours'],
    ['another thing without tags', { tags: [], uid: 'AROA2' }, 'theirs'],
    [
      'another thing with our tags, such as a database that was restored',
      { tags: tagList(tags), uid: 'AROA2' },
      'ours',
    ],
    ['a thing that has no id of its own, with our tags', { tags: tagList(tags) }, 'ours'],
    ['one without tags', { tags: [] }, 'unknown'],
    ['one of another stack', { tags: tagList({ ...tags, 'stepway:id': 'b2' }) }, 'theirs'],
  ] as const)('and AWS’s own id tell whose a thing of our name is: %s', (_, found, expected) => {
    expect(whose(found, 'AROA1', owner)).toBe(expected);
  });

  test('are written and read the way EC2 wants them', () => {
    expect(tagSpecification('vpc', tags)).toEqual({ ResourceType: 'vpc', Tags: tagList(tags) });
    expect(tagValue(tagList(tags), 'Name')).toBe('demo-vpc');
    expect(tagValue(undefined, 'Name')).toBeUndefined();
  });
});

describe('what AWS always says', () => {
  test('is taken as it is, also when it is nothing much', () => {
    expect(said({ Port: 0 }, 'Port')).toBe(0);
    expect(said({ ETag: '' }, 'ETag')).toBe('');
  });

  test.each([[undefined], [{}], [{ VpcId: undefined }]])('is never recorded when it is missing: %j', (vpc) => {
    expect(() => said<{ VpcId?: string | undefined }, 'VpcId'>(vpc, 'VpcId')).toThrow('AWS answered without VpcId');
  });
});
