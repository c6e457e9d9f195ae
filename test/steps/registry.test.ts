import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choose, needsOf } from '../../src/engine/choose.ts';
import { alternatives, isOptional } from '../../src/engine/needs.ts';
import type { AnyStep } from '../../src/engine/step.ts';
import { Unsuitable, type Answer, type Answered, type AnyQuestion } from '../../src/questions/question.ts';
import { chapters, questions, steps } from '../../src/steps/index.ts';
import { languages, type Words } from '../../src/words.ts';
import { answersTo, flagsFor, goTogether, toldBy } from '../support/flags-for.ts';

const named = steps.map((step) => [step.id, step] as const);

const expectBoth = (words: Words, what: string) => {
  for (const language of languages) expect(words[language], `${what} in ${language}`).toMatch(/\S/);
  expect(words.ko, what).not.toBe(words.en);
};

const needsOfStep = (step: AnyStep) => Object.values(step.needs).flatMap((need) => alternatives(need));

describe('the steps', () => {
  test('have an id each, all of them in exactly one chapter', () => {
    const ids = chapters.flatMap((chapter) => chapter.steps.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(steps.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  test('come after what they need, and need nothing that is not in a chapter', () => {
    for (const [index, step] of steps.entries())
      for (const need of needsOfStep(step))
        expect(steps.slice(0, index), `${step.id} needs ${need.id}`).toContain(need);
  });

  test.each(named)('%s has an id that is part of names, and a title in both languages', (id, step) => {
    expect(id).toMatch(/^[a-z](-?[a-z0-9])*$/);
    expectBoth(step.title, id);
    if (step.follows?.otherwise) expectBoth(step.follows.otherwise, `${id}, what to do instead`);
    if (step.making?.task) expectBoth(step.making.task.ahead, `${id}, the task ahead`);
  });

  test.each(named)('%s is a thing, a lookup or a gate', (id, step) => {
    if (step.create) expect(step.check, `${id} makes something and cannot tell whether it is there`).toBeDefined();
    else expect(step.delete, `${id} deletes what it did not make`).toBeUndefined();
    if (!step.create) expect(step.change, `${id} changes what it did not make`).toBeUndefined();
    if (step.making?.takes) expect(step.check, `${id} waits without looking`).toBeDefined();
    if (step.going?.stays) expect(step.create, `${id} makes what stays`).toBeUndefined();
    if (step.follows?.live) expect(step.change, `${id} follows changes without applying them`).toBeDefined();
    if (step.going?.data) expect(step.delete, `${id} holds data`).toBeDefined();
  });

  test.each(named)('%s names as live or initial only what it is given, and nothing as both', (id, step) => {
    const { live = [], initial = [] } = step.follows ?? {};
    const given = [...Object.keys(step.needs), ...Object.keys(step.asks)];
    for (const name of [...live, ...initial]) expect(given, id).toContain(name);
    expect(live.filter((name) => initial.includes(name))).toEqual([]);
  });

  test.each(named.filter(([, { create, former, passing }]) => create && !former && !passing))(
    '%s comes of answers that can be typed',
    async (_, step) => {
      await expect(flagsFor(step)).resolves.toBeDefined();
    },
  );

  test('make names that every service takes, however long the name of the stack', () => {
    const longest = 'a'.repeat(20);
    for (const { id } of steps) expect(`${longest}-${id}`.length, id).toBeLessThanOrEqual(63);
  });
});

describe('the questions', () => {
  test('have a key each, and are asked by exactly one chapter', () => {
    const keys = questions.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  test('that a step uses are all asked', () => {
    for (const step of steps)
      for (const question of Object.values(step.asks))
        expect(questions, `${step.id}: ${question.key}`).toContain(question);
  });

  test('offer another answer than their default, with which the tests build what most people do not have', () => {
    const usual = toldBy({ delivery: 'github' }).preview(questions);
    const silent = questions.filter((one) => answersTo(one).every((answer) => answer === String(usual.get(one.key))));
    // The names of a stack are tried on their own, and so are the versions, which differ from engine to engine.
    expect(
      silent.map(({ key }) => key),
      'Say with `suchAs` what many answer',
    ).toEqual(['name', 'database-version', 'domain', 'zone']);
  });

  test('are asked wherever a step reads what could be answered in more than one way', () => {
    fc.assert(
      fc.property(combinations, (answers) => {
        const answered = (({ key }) => answers.get(key)) as Answered;
        const fits = (question: AnyQuestion) => (raw: string) => {
          try {
            return question.parse(raw, answered) !== undefined;
          } catch (error) {
            if (error instanceof Unsuitable) return false;
            throw error;
          }
        };
        for (const step of choose(steps, answers))
          for (const question of Object.values(step.asks)) {
            if (question.when?.(answered) ?? true) continue;
            const ways = answersTo(question).filter(fits(question));
            expect(ways.length, `${step.id} reads ${question.key}`).toBeLessThanOrEqual(1);
          }
      }),
      { numRuns: 300 },
    );
  });

  test('come after those whose answers they read', () => {
    for (const [index, question] of questions.entries()) {
      const read = new Set<string>();
      const answered = ({ key }: { key: string }) => {
        read.add(key);
        return undefined;
      };
      question.when?.(answered);
      question.fallback?.({ folder: 'demo', region: 'us-east-1' }, answered);
      for (const key of read)
        expect(
          questions.slice(0, index).map((one) => one.key),
          `${question.key} reads ${key}`,
        ).toContain(key);
    }
  });
});

describe('the chapters', () => {
  test.each(chapters.map((chapter) => [chapter.id, chapter] as const))(
    '%s says why there is such a thing',
    (id, chapter) => {
      expectBoth(chapter.title, id);
      expectBoth(chapter.why, id);
      expect(chapter.why.en).toMatch(/\.$/);
    },
  );
});

/** What decides whether there is a step, and can be answered without knowing anything. */
const deciding = new Set(
  steps.flatMap((step) => (step.when ? Object.values(step.asks) : [])).filter((one) => answersTo(one).length > 0),
);

/** Every combination of answers that decides which steps there are, with defaults for the rest. */
const combinations: fc.Arbitrary<ReadonlyMap<string, Answer>> = fc
  .record<Record<string, string>>(
    Object.fromEntries([...deciding].map((question) => [question.key, fc.constantFrom(...answersTo(question))])),
    { requiredKeys: [] },
  )
  .filter(goTogether)
  .map((flags) => toldBy(flags).preview(questions));

const stackOf = (answers: ReadonlyMap<string, Answer>) => {
  const chosen = choose(steps, answers);
  return { ids: chosen.map(({ id }) => id), chosen };
};

describe('whatever the answers', () => {
  test('every need of every step is met, by one step', () => {
    fc.assert(
      fc.property(combinations, (answers) => {
        const { chosen } = stackOf(answers);
        const all = new Set(chosen);
        for (const step of chosen) {
          const met = needsOf(step, all);
          for (const [name, need] of Object.entries(step.needs)) {
            if (isOptional(need) && !met[name]) continue;
            expect(met[name], `${step.id} needs ${name}`).toBeDefined();
            expect(alternatives(need).filter((one) => all.has(one)).length, `${step.id}: ${name}`).toBe(1);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('there is a server, a way in, a zone and a record of the site', () => {
    fc.assert(
      fc.property(combinations, (answers) => {
        const { ids } = stackOf(answers);
        const one = (...of: string[]) =>
          expect(
            of.filter((id) => ids.includes(id)),
            of.join(' or '),
          ).toHaveLength(1);
        expect(ids).toEqual(expect.arrayContaining(['server', 'server-role', 'server-group']));
        one('vpc', 'default-vpc');
        const isHere = answers.get('dns') === 'route53';
        expect(ids.includes('delegated')).toBe(isHere);
        expect(ids.includes('zone') || ids.includes('existing-zone')).toBe(isHere);
        one('site-alias', 'site-address', 'alias-elsewhere', 'address-elsewhere');
        one('load-balancer', 'server-https');
        expect(ids.includes('database')).toBe(answers.get('database') !== 'none');
        expect(ids.includes('server-ssh')).toBe(answers.get('ssh') !== 'none');
        expect(ids.includes('deployment-group')).toBe(answers.get('delivery') !== 'none');
        expect(ids.includes('github-role')).toBe(answers.get('delivery') === 'github');
        expect(ids.includes('elastic-ip')).toBe(answers.get('elastic-ip'));
        expect(ids.includes('www-alias') || ids.includes('www-address')).toBe(isHere && answers.get('www'));
      }),
      { numRuns: 300 },
    );
  });
});
