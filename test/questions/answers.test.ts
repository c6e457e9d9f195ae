import { describe, expect, test } from 'vitest';
import { Trouble } from '../../src/errors.ts';
import { Answers, settleAnswers, type Given, type Respondent } from '../../src/questions/answers.ts';
import type { Looking, Source } from '../../src/questions/question.ts';
import { questions } from '../../src/steps/index.ts';
import { troubleOf } from '../support/trouble.ts';

const question = (key: string) => questions.find((one) => one.key === key) ?? expect.unreachable(`no --${key}`);

/** Somebody who says these things, and takes what is offered otherwise. */
function respondent(says: Readonly<Record<string, unknown>> = {}): Respondent & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async ask(one, fallback) {
      asked.push(one.key);
      return (says[one.key] ?? fallback) as never;
    },
  };
}

function collected({ respondent, ...given }: Partial<Given> & { respondent?: Respondent } = {}): Answers {
  const answers = new Answers({
    flags: new Map(),
    file: new Map(),
    setting: { folder: 'demo', region: 'us-east-1' },
    examples: false,
    ...given,
  });
  if (respondent) answers.askFrom(respondent);
  return answers;
}

const saved = (answers: Readonly<Record<string, [value: string | number | boolean, from: Source]>>) =>
  new Map(Object.entries(answers).map(([key, [value, from]]) => [key, { value, from }]));

test('where there is nothing to ask about, the default is taken, and what is proposed otherwise is not', async () => {
  const copying = question('copy-records');
  const nobody = { ask: async () => undefined };
  expect(await collected({ respondent: nobody }).answer(copying)).toEqual({ value: false, from: 'default' });
  expect(await collected({ respondent: respondent() }).answer(copying)).toEqual({ value: true, from: 'asked' });
});

describe('an answer comes from the strongest source that has it', () => {
  const flags = new Map([['instance-type', 't3.large']]);
  const file = new Map([['instance-type', 't3.medium']]);
  const before = saved({ 'instance-type': ['t3.small', 'asked'] });
  const ask = question('instance-type');

  test('a flag, then the file, then what was saved, then the person, then the default', async () => {
    const all = collected({ flags, file, respondent: respondent({ 'instance-type': 't3.nano' }) });
    all.remember(before);
    expect(await all.answer(ask)).toEqual({ value: 't3.large', from: 'flag' });

    const without = collected({ file, respondent: respondent({ 'instance-type': 't3.nano' }) });
    without.remember(before);
    expect(await without.answer(ask)).toEqual({ value: 't3.medium', from: 'file' });

    const person = respondent({ 'instance-type': 't3.nano' });
    const again = collected({ respondent: person });
    again.remember(before);
    expect(await again.answer(ask)).toEqual({ value: 't3.small', from: 'saved' });
    expect(person.asked).toEqual([]);

    expect(await collected({ respondent: person }).answer(ask)).toEqual({ value: 't3.nano', from: 'asked' });
    expect(await collected().answer(ask)).toEqual({ value: 't3.micro', from: 'default' });
  });

  test('an example only stands in where a rehearsal has nobody to ask', async () => {
    expect(await collected({ examples: true }).answer(question('domain'))).toEqual({
      value: 'app.example.com',
      from: 'example',
    });
    const trouble = await troubleOf(collected().answer(question('domain')));
    expect(trouble).toBeInstanceOf(Trouble);
    expect(trouble.kind).toBe('usage');
    expect(trouble.what.en).toContain('--domain');
    expect(trouble.what.ko).toContain('--domain');
  });
});

describe('a wrong answer', () => {
  test('in a flag or a file names its source, the value and what would do', async () => {
    const flag = collected({ flags: new Map([['app-port', '0']]) });
    const trouble = await troubleOf(flag.answer(question('app-port')));
    expect(trouble.kind).toBe('usage');
    expect(trouble.what.en).toBe('--app-port must be a whole number from 1024 to 65535, not "0".');
    expect(trouble.what.ko).toContain('--app-port');
    const file = collected({ file: new Map([['entry', 'door']]) });
    expect((await troubleOf(file.answer(question('entry')))).what.en).toContain('answers file');
  });

  test('is known before anybody is asked anything', () => {
    const person = respondent();
    const answers = collected({ flags: new Map([['health-path', 'health']]), respondent: person });
    expect(() => answers.check(questions)).toThrow(/--health-path must be a path/);
    expect(person.asked).toEqual([]);
  });

  test('that only is wrong beside another one is known as early', () => {
    const flags = new Map([
      ['entry', 'elastic-ip'],
      ['elastic-ip', 'no'],
    ]);
    expect(() => collected({ flags }).check(questions)).toThrow(
      /^--no-elastic-ip does not go with --entry elastic-ip, which needs that address\.$/,
    );
  });
});

describe('what makes no sense after the answers so far', () => {
  test('is not asked, and gets what follows from them', async () => {
    const person = respondent();
    const answers = collected({ flags: new Map([['entry', 'elastic-ip']]), respondent: person });
    await answers.answer(question('entry'));
    expect(await answers.answer(question('elastic-ip'))).toEqual({ value: true, from: 'default' });
    expect(answers.isOpen(question('elastic-ip'))).toBe(false);
    expect(person.asked).toEqual([]);
  });
});

describe('what was saved', () => {
  const after = async (given: Parameters<typeof collected>[0], from: Source) => {
    const answers = collected({ flags: new Map([['domain', 'example.org']]), ...given });
    answers.remember(saved({ domain: ['app.example.com', 'asked'], zone: ['example.com', from] }));
    await answers.answer(question('domain'));
    return answers.answer(question('zone'));
  };

  test('and no longer goes with the rest follows from it anew, where nobody had chosen it', async () => {
    expect(await after({}, 'default')).toEqual({ value: 'example.org', from: 'default' });
  });

  test('and no longer goes with the rest is asked again, where somebody is there', async () => {
    expect(await after({ respondent: respondent({ zone: 'example.org' }) }, 'asked')).toEqual({
      value: 'example.org',
      from: 'asked',
    });
  });

  test('and no longer goes with the rest is a wrong answer, where it was chosen and nobody is there', async () => {
    const trouble = await troubleOf(after({}, 'flag'));
    expect(trouble.kind).toBe('usage');
    expect(trouble.what.en).toContain('--zone (saved)');
  });
});

describe('what a question is about', () => {
  const zones = (zone: string) => ({ flags: new Map([['zone', zone]]) });
  const before = saved({ zone: ['example.com', 'default'], 'copy-records': [true, 'asked'] });
  const copying = async (zone: string, asking?: Respondent) => {
    const answers = collected({ ...zones(zone), ...(asking && { respondent: asking }) });
    answers.remember(before);
    await answers.answer(question('zone'));
    return answers.answer(question('copy-records'));
  };

  test('has changed since it was answered: it is asked again', async () => {
    const person = respondent({ 'copy-records': false });
    expect(await copying('example.org', person)).toEqual({ value: false, from: 'asked' });
    expect(person.asked).toEqual(['copy-records']);
  });

  test('is as it was, or nobody is there, or there is nothing to ask about: the answer stays', async () => {
    const person = respondent();
    expect(await copying('example.com', person)).toEqual({ value: true, from: 'saved' });
    expect(person.asked).toEqual([]);
    expect(await copying('example.org')).toEqual({ value: true, from: 'saved' });
    expect(await copying('example.org', { ask: async () => undefined })).toEqual({ value: true, from: 'saved' });
  });

  test('is changed after it was answered in the same run: it is asked again', async () => {
    const person = respondent({ domain: 'shop.example.org' });
    const answers = collected({ flags: new Map([['domain', 'app.example.com']]), respondent: person });
    const all = async () => {
      for (const key of ['domain', 'zone', 'copy-records']) await answers.answer(question(key));
    };
    await all();
    await answers.change(question('domain'));
    await all();
    expect(answers.all.get('zone')?.value).toBe('example.org');
    expect(person.asked.filter((key) => key === 'copy-records')).toHaveLength(2);
  });
});

test('what an answer leaves open is looked up, the rest is taken as it is', async () => {
  const answers = collected({
    flags: new Map([
      ['ssh', 'my-ip'],
      ['domain', 'example.com'],
      ['hosted-zone', 'create'],
      ['backup-days', '3'],
    ]),
  });
  for (const one of questions) await answers.answer(one);
  const looking = {
    stack: 'demo',
    handleOf: () => undefined,
    myAddress: async () => '203.0.113.7',
  } as unknown as Looking;
  const settled = await settleAnswers(questions, answers, looking);
  expect(settled.get('ssh')).toBe('203.0.113.7/32');
  expect(settled.get('hosted-zone')).toBe('create');
  expect(settled.get('zone')).toBe('example.com');
});
