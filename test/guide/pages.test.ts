import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { command as teardown } from '../../src/commands/teardown.ts';
import { command as up } from '../../src/commands/up.ts';
import { command as plan } from '../../src/commands/plan.ts';
import { topicAbout } from '../../src/guide/search.ts';
import { topics } from '../../src/guide/topics.ts';
import { scenarioNames } from '../../src/rehearsal/rehearsal.ts';
import { chapters, questions, steps } from '../../src/steps/index.ts';
import { languages, type Words } from '../../src/words.ts';

const ids = topics.map(({ id }) => id);
const korean = /[가-힣]/;

const flags = new Set([
  ...questions.map(({ key }) => `--${key}`),
  ...[up, plan, teardown].flatMap(({ options }) => options.map(({ flags: text }) => text.split(' ')[0] ?? '')),
  '--profile',
  '--rehearse',
]);

test('no two pages have the same name, and none is called like another one’s other word', () => {
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(questions.map(({ key }) => key))('the question --%s has a page', (key) => {
  expect(topicAbout(topics, key)).toBeDefined();
});

test.each(chapters.map(({ id }) => id))('the chapter %s has a page', (id) => {
  expect(topicAbout(topics, id)).toBeDefined();
});

describe.each(topics)('the page $id', (topic) => {
  const { title, summary, text, here, picture } = topic;

  test('says as much in Korean as in English', () => {
    for (const words of [summary, text, here]) {
      expect(words.ko).toMatch(korean);
      expect(words.en).not.toMatch(korean);
    }
    const paragraphs = (words: Words) => languages.map((language) => words[language].split('\n').length);
    for (const words of [text, picture ?? text]) expect(new Set(paragraphs(words)).size).toBe(1);
    // A Korean letter says about as much as two or three English ones.
    expect(text.ko.length / text.en.length).toBeGreaterThan(0.3);
    expect(text.ko.length / text.en.length).toBeLessThan(0.8);
    expect(title.en).not.toBe('');
  });

  test.each(languages)('fits on a terminal of 80 columns (%s)', (language) => {
    for (const line of picture?.[language].split('\n') ?? []) expect(stringWidth(line)).toBeLessThanOrEqual(78);
    expect(stringWidth(`  ${'x'.repeat(Math.max(...ids.map((id) => id.length)))}  ${summary[language]}`)).toBeLessThan(
      80,
    );
  });

  test('leads only to pages, commands, flags and rehearsals that there are', () => {
    expect(ids).toEqual(expect.arrayContaining([...topic.see]));
    expect(topic.see).not.toContain(topic.id);
    for (const said of [text.en, text.ko, here.en, here.ko]) {
      for (const [, name = ''] of said.matchAll(/`stepway ([a-z]+)/g)) expect(Object.keys(commands)).toContain(name);
      for (const [flag] of said.matchAll(/--[a-z][a-z-]+/g)) expect([...flags]).toContain(flag);
      for (const [, scenario = ''] of said.matchAll(/--rehearse ([a-z-]+)/g)) expect(scenarioNames).toContain(scenario);
    }
  });

  test('is about questions, steps and chapters that there are', () => {
    const known = [...questions.map(({ key }) => key), ...steps.map(({ id }) => id), ...chapters.map(({ id }) => id)];
    expect(known).toEqual(expect.arrayContaining([...topic.about]));
  });

  test('links to AWS’s own documentation, over https', () => {
    for (const link of topic.links) expect(new URL(link).origin).toBe('https://docs.aws.amazon.com');
  });
});
