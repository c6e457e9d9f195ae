import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { blocksOf } from '../../src/guide/blocks.ts';
import { sections, topicAbout, topics } from '../../src/guide/index.ts';
import type { Topic } from '../../src/guide/topic.ts';
import { choose } from '../../src/engine/choose.ts';
import { priceOfSteps } from '../../src/operations/outlook.ts';
import { scenarioNames } from '../../src/rehearsal/scenarios.ts';
import { chapters, questions, steps } from '../../src/steps/index.ts';
import { showTopic, showTopics } from '../../src/ui/guide-page.ts';
import { screenOf, type Screen } from '../../src/ui/screen.ts';
import { speech } from '../../src/ui/speech.ts';
import { languages, type Language, type Words } from '../../src/words.ts';
import { toldBy } from '../support/flags-for.ts';
import { figures, thorough } from '../support/thorough.ts';

const named = topics.map((topic) => [topic.id, topic] as const);
const korean = /[가-힣]/;

/** What `show` writes on a screen of so many columns. */
function shown(language: Language, columns: number, show: (screen: Screen) => void): string[] {
  let text = '';
  const stream = { columns, write: (part: string) => Boolean((text += part)) } as unknown as NodeJS.WriteStream;
  show(screenOf({ screen: stream }, speech(language, false)));
  return text.split('\n');
}

/** Everything that a page says, in every language. */
const saying = ({ title, summary, text }: Topic): string =>
  [title, summary, text].flatMap((words: Words) => languages.map((language) => words[language])).join('\n');

describe('every page', () => {
  test('has an id of its own, and stands in one section', () => {
    const ids = topics.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    for (const { title } of sections) expect(title.ko).toMatch(korean);
  });

  test.each(named)('%s is there in both languages, in Korean in Korean', (_, { id, summary, text, words }) => {
    for (const language of languages) {
      expect(summary[language], id).toMatch(/\S/);
      expect(text[language], id).toMatch(/\S/);
    }
    for (const { ko, en } of [summary, text]) {
      expect(ko, id).toMatch(korean);
      expect(en, id).not.toMatch(new RegExp(`${korean.source}(?!.*["”])`));
    }
    expect(
      words.some((word) => korean.test(word)),
      `${id} is found by a Korean word`,
    ).toBe(true);
    for (const word of words) expect(word).toBe(word.toLowerCase());
  });

  test.each(named)('%s has the same parts in both languages, the last on what stepway does', (_, { text }) => {
    const kinds = (language: Language) => blocksOf(text[language]).map(({ is }) => is);
    const structure = (language: Language) =>
      kinds(language).filter((is, at, all) => is !== 'shape' || all[at - 1] !== is);
    expect(structure('ko')).toEqual(structure('en'));
    for (const language of languages) {
      const headings = blocksOf(text[language]).filter(({ is }) => is === 'heading');
      expect(headings.map((heading) => heading.text)).toEqual([
        language === 'ko' ? 'stepway가 하는 일' : 'What stepway does',
      ]);
    }
  });

  test.each(named)('%s breaks no drawing on a narrow screen', (_, topic) => {
    for (const language of languages) {
      const lines = shown(language, 40, (screen) => showTopic(screen, topic));
      const drawn = shown(language, 120, (screen) => showTopic(screen, topic)).filter((line) => /[─│┌└]/.test(line));
      for (const line of lines.filter((one) => /[─│┌└]/.test(one))) expect(drawn).toContain(line);
    }
  });

  test.each(named)('%s fits 80 columns, and is short', (_, topic) => {
    for (const language of languages) {
      const lines = shown(language, 80, (screen) => showTopic(screen, topic));
      expect(lines.filter((line) => stringWidth(line) > 80 && !line.trim().startsWith('https://'))).toEqual([]);
      expect(lines.length).toBeLessThanOrEqual(45);
      for (const { is, text } of blocksOf(topic.text[language]))
        if (is === 'shape' && !text.trim().startsWith('https://'))
          expect(stringWidth(text), text).toBeLessThanOrEqual(78);
    }
  });

  test.each(named)('%s draws boxes that are closed on every side', (_, { text }) => {
    for (const language of languages)
      for (const box of boxesOf(text[language])) expect(box.gaps, text[language]).toEqual([]);
  });

  test('boxes are looked at at all', () => {
    const all = topics.flatMap(({ text }) => languages.flatMap((language) => boxesOf(text[language])));
    expect(all.length).toBeGreaterThan(10);
    expect(boxesOf('  ┌──┐\n  │가 │\n  └──┘')[0]?.gaps).not.toEqual([]);
  });

  test('running text fits a narrow terminal as well, but for commands, which stay whole', () => {
    for (const topic of topics)
      for (const language of languages) {
        const lines = shown(language, 50, (screen) => showTopic(screen, topic));
        const text = lines.slice(3).filter((line) => !/^ {2}|^https:|`/.test(line) && !line.includes(': '));
        expect(text.filter((line) => stringWidth(line) > 50)).toEqual([]);
      }
  });

  test('the list fits 80 columns', () => {
    for (const language of languages) {
      const lines = shown(language, 80, (screen) => showTopics(screen, sections));
      expect(lines.filter((line) => stringWidth(line) > 80)).toEqual([]);
    }
  });
});

/** The cells of a line: a character of two cells is followed by an empty one. */
const cells = (line: string): string[] =>
  Array.from(line).flatMap((character) => (stringWidth(character) === 2 ? [character, ''] : [character]));

/** Each box of a drawing, with the cells of its border that are no border. */
function boxesOf(text: string): { gaps: string[] }[] {
  const rows = text.split('\n').map(cells);
  return rows.flatMap((row, top) =>
    row.flatMap((character, left) => {
      if (character !== '┌') return [];
      const right = row.indexOf('┐', left);
      const bottom = rows.findIndex((below, at) => at > top && below[left] === '└');
      const gaps: string[] = [];
      if (right < 0 || bottom < 0) return [{ gaps: [`no box at ${top}:${left}`] }];
      if (rows[bottom]?.[right] !== '┘') gaps.push(`${bottom}:${right}`);
      for (const [at, below] of rows.slice(top + 1, bottom).entries())
        for (const side of [left, right])
          if (!'│├┤┼'.includes(below[side] ?? ' ') || !below[side]) gaps.push(`${top + 1 + at}:${side}`);
      return [{ gaps }];
    }),
  );
}

describe('what the pages explain', () => {
  const explained = [...chapters.map(({ id }) => id), ...questions.map(({ key }) => key), ...steps.map(({ id }) => id)];

  test('is every chapter, every question and every step, each on one page', () => {
    expect(explained.filter((id) => !topicAbout(id))).toEqual([]);
    const about = topics.flatMap((topic) => topic.about ?? []);
    expect(about.filter((id, at) => about.indexOf(id) !== at)).toEqual([]);
  });

  test('exists', () => {
    for (const { id, about = [] } of topics) for (const one of about) expect(explained, id).toContain(one);
  });
});

describe('what the pages name', () => {
  test.each(named)('%s sends on to pages that exist', (id, { see = [] }) => {
    const others = new Set(topics.map((topic) => topic.id).filter((other) => other !== id));
    expect(see.filter((other) => !others.has(other))).toEqual([]);
    expect(new Set(see).size).toBe(see.length);
    expect(see.length).toBeGreaterThan(0);
  });

  /** The flags of all commands, as they are typed. */
  const flags = async () => {
    const given = ['--name', '--region', '--profile', '--dir', '--answers', '--yes', '--json', '--lang', '--rehearse'];
    const definitions = await Promise.all(Object.values(commands).map(({ load }) => load()));
    const own = definitions.flatMap(({ command }) => command.options.map((option) => option.flags.split(/[ ,]/)[0]!));
    const asked = questions.flatMap(({ key, kind }) => [`--${key}`, ...(kind === 'confirm' ? [`--no-${key}`] : [])]);
    return new Set([...given, ...own, ...asked]);
  };

  /** A page without the commands of others, which have flags of their own. */
  const ofOurs = (topic: Topic) =>
    saying(topic)
      .replaceAll(/\\\n/g, ' ')
      .split('\n')
      .filter((line) => !/^ +(aws|sudo|curl) |^ +\S*=\$\(|\| sudo/.test(line))
      .join('\n')
      .replaceAll(/`([^`]*)`/g, (quoted, code: string) => (/^(stepway|--)/.test(code) ? quoted : ''));

  test('are commands that exist', () => {
    for (const topic of topics)
      for (const [, command] of ofOurs(topic).matchAll(/(?:`|^ +)stepway ([a-z-]+)/gm))
        expect(Object.keys(commands), `${topic.id}: stepway ${command}`).toContain(command);
  });

  test('are flags that exist', async () => {
    const known = await flags();
    for (const topic of topics)
      for (const [flag] of ofOurs(topic).matchAll(/(?<![\w-])--[a-z][a-z-]*/g))
        expect(known, `${topic.id}: ${flag}`).toContain(flag);
  });

  test('are scenarios that exist', () => {
    for (const topic of topics)
      for (const [, scenario] of saying(topic).matchAll(/--rehearse ([a-z][a-z-]*)/g))
        expect(scenarioNames).toContain(scenario);
  });

  test('are choices that exist', () => {
    for (const { key, choices } of questions)
      for (const topic of choices ? topics : [])
        for (const [, value] of saying(topic).matchAll(new RegExp(`--${key} ([a-z-]+)`, 'g')))
          expect(
            choices?.map((choice) => choice.value),
            `${topic.id}: --${key} ${value}`,
          ).toContain(value);
  });

  test.each(named)('%s links to AWS itself', (_, { links = [] }) => {
    for (const link of links) {
      const { protocol, hostname, hash, search } = new URL(link);
      expect(['docs.aws.amazon.com', 'aws.amazon.com'], link).toContain(hostname);
      expect({ protocol, hash, search }).toEqual({ protocol: 'https:', hash: '', search: '' });
    }
  });

  const reachable = () =>
    fetch('https://docs.aws.amazon.com/').then(
      ({ ok }) => ok,
      () => false,
    );

  test.runIf(thorough)('leads somewhere', async ({ skip }) => {
    if (!(await reachable())) {
      figures('guide: AWS cannot be reached from here, its pages are not looked at');
      skip();
    }
    const links = [...new Set(topics.flatMap((topic) => topic.links ?? []))];
    const dead: string[] = [];
    for (const link of links) if (!(await fetch(link, { method: 'HEAD' })).ok) dead.push(link);
    figures(`guide: ${links.length} pages of AWS looked at`);
    expect(dead).toEqual([]);
  });
});

test('the prices on the page of costs are those of what the defaults build', () => {
  const page = topics.find(({ id }) => id === 'costs')!;
  for (const region of ['us-east-1', 'ap-northeast-2']) {
    const answers = toldBy({ region }).preview(questions);
    const total = priceOfSteps(choose(steps, answers), answers).total.toFixed(2);
    for (const language of languages) expect(page.text[language], region).toContain(total);
  }
});
