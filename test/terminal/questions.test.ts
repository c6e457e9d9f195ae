import { expect, test } from 'vitest';
import { interrupted } from '../../src/errors.ts';
import { copyRecords, domain, www } from '../../src/steps/domain/questions.ts';
import { appPort, entry } from '../../src/steps/firewall/questions.ts';
import { backupDays, database } from '../../src/steps/database/questions.ts';
import { instanceType } from '../../src/steps/server/questions.ts';
import { delivery } from '../../src/steps/delivery/questions.ts';
import { parts } from '../../src/steps/parts.ts';
import { chapters, questions } from '../../src/steps/index.ts';
import { advising } from '../../src/commands/advice.ts';
import { glossary } from '../../src/ui/glossary.ts';
import { answered, isAskedByDefault, lastYes, project, rehearse, stateOf, unbroken } from './support.ts';

const korean = /[가-힣]/;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Chapters of which nothing is built by default. */
const unbuilt = [
  'elastic-ip',
  'build',
  'images',
  'alarms',
  'audit',
  'config',
  'tracing',
  'bill',
  'metrics',
  'files',
  'restore',
];

test.each([
  { language: 'en', columns: 80, rows: 24 },
  { language: 'ko', columns: 80, rows: 24 },
  { language: 'en', columns: 132, rows: 43 },
] as const)(
  'every chapter is introduced with its reason before its questions ($language, $columns columns)',
  async ({ language, columns, rows }) => {
    const terminal = rehearse(language, { args: ['up'], cwd: project(), columns, rows });
    await terminal.answerUpTo();
    const text = unbroken(terminal.text());
    let last = 0;
    const explained = glossary(language);
    for (const { title, why, asks } of chapters.filter(({ id }) => !unbuilt.includes(id))) {
      const at = text.indexOf(unbroken(explained(advising({ rehearse: true, lang: language })(why)[language])));
      expect(at).toBeGreaterThan(last);
      expect(text.lastIndexOf(title[language], at)).toBeGreaterThan(-1);
      last = at;
      for (const { message } of asks.filter(isAskedByDefault)) {
        const asked = text.indexOf(unbroken(message[language]));
        expect(asked).toBeGreaterThan(last);
        last = asked;
      }
    }
    expect(text).toMatch(/59\.58( USD|달러)/);
    expect(text.indexOf('(Y/n)')).toBeGreaterThan(last);
    const leftovers = { en: korean, ko: / (the|and|your|of) / }[language];
    expect(text).not.toMatch(leftovers);
  },
);

test('whoever takes every default and says no in the end has made nothing, and is asked nothing again', async () => {
  const cwd = project();
  const first = rehearse('en', { args: ['up'], cwd });
  await first.answerUpTo();
  first.type('n');
  first.press('enter');
  expect(await first.exited).toBe(0);
  expect(unbroken(first.text())).toContain('Nothing was created');
  expect(stateOf(cwd)).not.toContain('"is":"started"');
  expect(stateOf(cwd)).not.toContain('"is":"pinned"');

  const second = rehearse('en', { args: ['up'], cwd });
  await second.waitFor(lastYes);
  for (const { message } of questions) expect(second.text()).not.toContain(`? ${message.en}`);
  expect(second.text()).toMatch(/Domain: app\.example\.com/);
  second.press('ctrl-c');
  expect(await second.exited).toBe(130);
  expect(stateOf(cwd)).not.toContain('"is":"started"');
});

test.each(['en', 'ko'] as const)('a wrong answer gets a sentence and can be corrected (%s)', async (language) => {
  const cwd = project();
  const terminal = rehearse(language, { args: ['up'], cwd });
  await terminal.answerUpTo(appPort);
  terminal.type('70000');
  terminal.press('enter');
  await terminal.waitFor(/65535/);
  for (let digit = 0; digit < 5; digit++) terminal.press('backspace');
  terminal.type('3000');
  terminal.press('enter');
  await terminal.waitFor(`${appPort.message[language]} 3000`);
  terminal.press('ctrl-c');
  expect(await terminal.exited).toBe(130);
  expect(stateOf(cwd)).toContain('"question":"app-port","value":3000,"from":"asked"');
});

test.each(['en', 'ko'] as const)(
  'quitting at a question keeps the answers given, which are not asked for again (%s)',
  async (language) => {
    const cwd = project();
    const first = rehearse(language, { args: ['up'], cwd });
    await first.answerUpTo(domain);
    first.press('ctrl-c');
    expect(await first.exited).toBe(130);
    expect(unbroken(first.text())).toContain(interrupted().todo[language]);

    const second = rehearse(language, { args: ['up'], cwd });
    await second.asked(domain);
    expect(second.text()).not.toContain(`? ${database.message[language]}`);
    // Whoever goes on is not told everything again.
    const here = chapters.findIndex(({ asks }) => asks.includes(domain));
    for (const { why } of chapters.slice(0, here))
      expect(unbroken(second.text())).not.toContain(unbroken(why[language]));
    second.type('app.example.com');
    second.press('enter');
    await second.asked(copyRecords);
    second.press('ctrl-c');
    expect(await second.exited).toBe(130);
    expect(stateOf(cwd)).toContain('"value":"app.example.com","from":"asked"');
  },
);

test('an answer can be chosen with the arrow keys, and questions that it makes pointless are left out', async () => {
  const cwd = project();
  const terminal = rehearse('en', { args: ['up'], cwd });
  await terminal.answerUpTo(database);
  terminal.press('up');
  await terminal.waitFor('❯ None');
  terminal.press('enter');
  await terminal.asked(domain);
  terminal.press('ctrl-c');
  await terminal.exited;
  expect(stateOf(cwd)).toContain('"question":"database","value":"none","from":"asked"');
  expect(terminal.text()).not.toContain('Size of the database');
});

test.each([
  ['en', 'these records stop working', 'The DNS of example.com is at Gabia now'],
  ['ko', '네임서버를 옮기면 다음 레코드가 사라집니다', '가비아에 있습니다'],
] as const)(
  'what the domain has now is shown, and taken along unless somebody says no (%s)',
  async (language, ...told) => {
    const cwd = project();
    const terminal = rehearse(language, { args: ['up'], cwd });
    await terminal.answerUpTo(copyRecords);
    for (const text of told) expect(unbroken(terminal.text())).toContain(text);
    expect(terminal.text()).toMatch(/MX {4}example\.com {2}10 mx\.mail\.example\.net\./);
    expect(terminal.text()).toContain('CNAME mail.example.com');
    terminal.press('enter');
    await terminal.asked(delivery);
    terminal.press('ctrl-c');
    await terminal.exited;
    expect(stateOf(cwd)).toContain('"question":"copy-records","value":true,"from":"asked"');
  },
);

test('what a flag says is not asked', async () => {
  const cwd = project();
  const terminal = rehearse('en', { args: ['up', '--region', 'eu-west-1'], cwd });
  await terminal.answerUpTo(questions[0]);
  terminal.press('enter');
  await terminal.asked(entry);
  terminal.press('ctrl-c');
  await terminal.exited;
  expect(stateOf(cwd)).toContain('"question":"region","value":"eu-west-1","from":"flag"');
});

test.each(['en', 'ko'] as const)(
  'Esc goes back to the question before, and what was answered stays (%s)',
  async (language) => {
    const cwd = project();
    const terminal = rehearse(language, { args: ['up'], cwd });
    await terminal.answerUpTo(appPort);
    terminal.type('3000');
    terminal.press('enter');
    await terminal.waitFor(`✔ ${appPort.message[language]} 3000`);
    terminal.press('escape');
    await terminal.waitFor(new RegExp(`\\? ${escaped(appPort.message[language])} \\(3000\\)`));
    terminal.type('4000');
    terminal.press('enter');
    await terminal.waitFor(`✔ ${appPort.message[language]} 4000`);
    terminal.press('ctrl-c');
    expect(await terminal.exited).toBe(130);
    expect(stateOf(cwd).match(/"question":"app-port","value":\d+/g)).toEqual([
      '"question":"app-port","value":3000',
      '"question":"app-port","value":4000',
    ]);
  },
);

test('before the last yes any answer can be changed, and what follows from it changes with it', async () => {
  const terminal = rehearse('en', { args: ['up'], cwd: project() });
  await terminal.answerUpTo();
  expect(terminal.text()).toMatch(/59\.66 USD a month excluding/);
  terminal.press('escape');
  await terminal.waitFor('Which answer do you want to change?');
  terminal.type('database');
  await terminal.waitFor('❯ Database: PostgreSQL');
  terminal.press('enter');
  await terminal.waitFor('? Which database?');
  terminal.press('up');
  await terminal.waitFor('❯ None');
  terminal.press('enter');
  await terminal.waitFor(/Database: None \(was PostgreSQL\)[\s\S]*\(Y\/n\)/);
  expect(terminal.text().lastIndexOf('db.t4g.micro')).toBeLessThan(terminal.text().lastIndexOf('Which database?'));
  expect(terminal.text()).toMatch(/Create the stack for about 38\.39 USD/);
});

test('the opening draws what the flags ask for', async () => {
  const terminal = rehearse('en', { args: ['up', '--entry', 'elastic-ip', '--database', 'none'], cwd: project() });
  await terminal.asked(questions[0]!);
  expect(terminal.text()).toMatch(/Server +EC2 t3\.micro · fixed IP/);
  expect(terminal.text()).not.toMatch(/ALB|RDS/);
  expect(terminal.text()).toMatch(/about (a minute|\d+ minutes)/);
});

test('each chapter says what the whole costs as it is answered', async () => {
  const terminal = rehearse('en', { args: ['up'], cwd: project() });
  await terminal.answerUpTo(database);
  terminal.press('up');
  await terminal.waitFor('❯ None');
  terminal.press('enter');
  await terminal.asked(domain);
  // The load balancer is in it from the first chapter on, the database once it is chosen.
  expect(terminal.text()).toMatch(/Network 2\/9 · about 59\.55 USD a month as answered\n/);
  expect(terminal.text()).toMatch(/Domain 6\/9 · about 38\.28 USD a month as answered/);
});

test.each(['en', 'ko'] as const)(
  'a question mark opens the page of the guide, and the question is asked again (%s)',
  async (language) => {
    const terminal = rehearse(language, { args: ['up'], cwd: project() });
    await terminal.answerUpTo(appPort);
    // A screen at a time.
    terminal.type('?');
    await terminal.waitFor('stepway explain app-port');
    terminal.type('?');
    await terminal.waitFor({ en: 'What stepway does', ko: 'stepway가 하는 일' }[language]);
    await terminal.waitFor(new RegExp(`127\\.0\\.0\\.1[\\s\\S]*\\? ${escaped(appPort.message[language])} \\(8080\\)`));
    terminal.press('enter');
    await terminal.waitFor(`✔ ${appPort.message[language]} 8080`);
    expect(terminal.text().indexOf('127.0.0.1')).toBeGreaterThan(-1);
  },
);

test.each([
  { columns: 80, rows: 24, args: [] },
  { columns: 80, rows: 24, args: ['--plain'] },
  { columns: 40, rows: 20, args: [] },
] as const)(
  'what a question mark shows stays in sight above its question, and names where all of it is ($columns×$rows $args)',
  async ({ columns, rows, args }) => {
    const terminal = rehearse('en', { args: ['up', ...args], cwd: project(), columns, rows });
    await terminal.waitFor(questions[0]!.message.en);
    terminal.press('enter');
    await terminal.waitFor('eu-west-1');
    terminal.type(args.length > 0 ? '?\r' : '?');
    await terminal.waitFor(/more lines: \?[^]*AWS region close to[^]*eu-west-1/);
    expect(unbroken(terminal.screen())).toContain('Regions and availability zones (region)');
    expect(unbroken(terminal.screen())).toContain('whole page: stepway explain region');
    terminal.type(args.length > 0 ? '?\r' : '?');
    await terminal.waitFor(/more lines: \?[^]*more lines: \?[^]*eu-west-1/);
    terminal.press('ctrl-c');
    expect(await terminal.exited).toBe(130);
  },
);

test.each([
  ['en', 'Seoul'],
  ['ko', 'Seoul'],
  ['ko', '서울'],
  ['ko', 'ap-northeast-2'],
] as const)('a region is found in the list by its place or its code (%s, %s)', async (language, typed) => {
  const cwd = project();
  const terminal = rehearse(language, { args: ['up', '--name', 'shop'], cwd });
  await terminal.waitFor('sa-east-1');
  for (const letter of typed) terminal.type(letter);
  await terminal.waitFor(new RegExp(`${typed}\\s+❯ ap-northeast-2: [^\n]*\\s+↑`));
  terminal.press('enter');
  await terminal.asked(entry);
  expect(stateOf(cwd)).toContain('"question":"region","value":"ap-northeast-2","from":"asked"');
  terminal.press('ctrl-c');
  expect(await terminal.exited).toBe(130);
});

test.each([
  ['en', [], 'Which do you mean?'],
  ['ko', [], '어느 쪽인가요?'],
  ['en', ['--plain'], 'Which do you mean?'],
] as const)(
  'whoever types www. is offered the name without it, and www. next (%s %s)',
  async (language, args, which) => {
    const cwd = project();
    const terminal = rehearse(language, { args: ['up', '--name', 'shop', '--region', 'us-east-1', ...args], cwd });
    for (const question of [entry, appPort, instanceType, database, domain]) {
      await terminal.waitFor(question.message[language]);
      if (question !== domain) terminal.press('enter');
    }
    terminal.type('www.example.com\r');
    await terminal.waitFor(which);
    await terminal.waitFor('example.com: ');
    terminal.press('enter');
    await terminal.waitFor(www.message[language]);
    expect(stateOf(cwd)).toContain('"question":"domain","value":"example.com","from":"asked"');
    terminal.press('ctrl-c');
    await terminal.exited;
  },
);

test('with all defaults at most ten questions are asked, and the review has all answers', async () => {
  const terminal = rehearse('en', { args: ['up'], cwd: project() });
  await terminal.answerUpTo();
  const asked = questions.filter(({ message }) => terminal.text().includes(`✔ ${message.en} `));
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.length).toBeLessThanOrEqual(10);
  // What nobody was asked about may be one key away.
  for (const { title } of asked) expect(terminal.screen()).toContain(`${title.en}:`);
  terminal.type('?');
  await terminal.waitFor(/Public subnet[^]*\(Y\/n\)/);
  for (const { title, key } of questions)
    if (!/^(repository|repository-ids|branch)$/.test(key)) expect(terminal.text()).toContain(`  ${title.en} `);
});

test('the review fits a screen of 80×24, and a question mark shows the whole plan', async () => {
  const terminal = rehearse('en', { args: ['up'], cwd: project() });
  await terminal.answerUpTo();
  expect(terminal.screen()).toContain('Your answers');
  expect(terminal.text()).not.toContain('Public subnet');
  terminal.type('?');
  await terminal.waitFor(/Public subnet[^]*\(Y\/n\)/);
});

test('one key at the review changes an answer, and what changed is marked', async () => {
  const cwd = project();
  const terminal = rehearse('en', { args: ['up', ...answered], cwd });
  await terminal.waitFor(lastYes);
  const key = /(\w) {2}App's port: 8080/.exec(terminal.screen())?.[1] ?? '';
  terminal.type(key);
  await terminal.asked(appPort);
  terminal.type('3000');
  terminal.press('enter');
  await terminal.waitFor(/App's port: 3000 \(was 8080\)[^]*\(Y\/n\)/);
  terminal.type('n');
  terminal.press('enter');
  expect(await terminal.exited).toBe(0);
  expect(stateOf(cwd)).toContain('"question":"app-port","value":3000');
});

test.each([
  ['en', 'There is no instance type t3.micr0', 'Server size: t3.small'],
  ['ko', 'us-east-1 리전에 없는 인스턴스 유형입니다: t3.micr0', '서버 크기: t3.small'],
] as const)(
  'a flag that AWS does not take is refused before anything is asked, and its question offers what there is (%s)',
  async (language, refusal, taken) => {
    const args = ['up', '--name', 'shop', '--region', 'us-east-1', '--instance-type', 't3.micr0'];
    const terminal = rehearse(language, { args, cwd: project() });
    await terminal.asked(instanceType);
    expect(unbroken(terminal.text())).toContain(refusal);
    for (const { message } of questions.filter((one) => one !== instanceType))
      expect(terminal.text()).not.toContain(`? ${message[language]}`);
    // No chapter begins before it is its turn.
    for (const { title } of chapters.slice(1))
      expect(terminal.text()).not.toMatch(new RegExp(`^${title[language]} \\d`, 'm'));
    expect(terminal.screen()).toMatch(/❯ t3\.micro: .* 7\.59/);
    expect(terminal.screen()).not.toContain('t3.micr0: ');
    terminal.type('\u001b[B\u001b[B');
    await terminal.waitFor('❯ t3.small: ');
    terminal.press('enter');
    await terminal.answerUpTo();
    expect(terminal.screen()).toContain(taken);
    terminal.press('ctrl-c');
    expect(await terminal.exited).toBe(130);
  },
);

test.each([
  ['en', 'region-not-enabled', 'ap-southeast-3', 'is not enabled', '❯ us-east-1: N. Virginia'],
  ['ko', 'aws-project', 'us-east-1', '조직의 정책(SCP) 때문에', '❯ us-east-2: 오하이오'],
] as const)(
  'a region that the account cannot use is refused at its question, which offers those that it can (%s, %s)',
  async (language, scenario, region, refusal, offer) => {
    const terminal = rehearse(language, {
      args: ['up', '--name', 'shop', '--region', region],
      cwd: project(),
      scenario,
    });
    await terminal.waitFor(offer);
    expect(unbroken(terminal.text())).toContain(refusal);
    expect(terminal.screen()).not.toContain(`  ${region}`);
    terminal.press('enter');
    await terminal.answerUpTo(domain);
    terminal.press('ctrl-c');
    expect(await terminal.exited).toBe(130);
  },
);

test('a size of the list that the account cannot have is refused at its question, and not offered again', async () => {
  const terminal = rehearse('en', { args: ['up', '--region', 'us-east-1'], cwd: project(), scenario: 'free-plan' });
  await terminal.answerUpTo(instanceType);
  terminal.press('down');
  terminal.press('down');
  await terminal.waitFor('❯ t3.medium: ');
  terminal.press('enter');
  await terminal.waitFor(/Free plan, which does not include t3\.medium[^]*❯ t3\.\w+[^]*another value/);
  expect(terminal.screen().split('not include').at(-1)).not.toContain('t3.medium:');
});

test.each([
  ['en', 'What now?'],
  ['ko', '어떻게 할까요?'],
] as const)('an answer that the checks refuse is one key away from its question (%s)', async (language, menu) => {
  const args = ['up', ...answered.slice(0, -4), '--delivery', 'none', '--database', 'postgres'];
  const terminal = rehearse(language, {
    args: [...args, '--backup-days', '14'],
    cwd: project(),
    scenario: 'free-plan',
  });
  await terminal.waitFor(menu);
  terminal.press('enter');
  await terminal.asked(backupDays);
  // What was refused is not offered.
  expect(terminal.screen()).toMatch(/\(au\s*to\)/);
  terminal.press('enter');
  await terminal.waitFor(lastYes);
  terminal.press('ctrl-c');
  expect(await terminal.exited).toBe(130);
});

test('the regions of AWS projects are offered', async () => {
  const terminal = rehearse('en', { args: ['up', '--name', 'shop'], cwd: project() });
  await terminal.waitFor('❯');
  for (const one of ['us-east-2: Ohio', 'eu-north-1: Stockholm', 'ap-southeast-2: Sydney'])
    expect(terminal.text()).toContain(one);
});

test('a size that AWS does not have is refused at its question, with the near ones and what they cost', async () => {
  const terminal = rehearse('en', { args: ['up'], cwd: project() });
  await terminal.answerUpTo(instanceType);
  terminal.type('t3.micr0');
  await terminal.waitFor('❯ t3.micr0');
  terminal.press('enter');
  await terminal.waitFor(/no instance type t3\.micr0[^]*t3\.micro: 2 CPUs · 1 GiB of memory · about 9\.49 USD a month/);
  // After a refusal too it explains.
  terminal.type('?');
  await terminal.waitFor('stepway explain ec2');
  terminal.type('t3.small');
  await terminal.waitFor('❯ t3.small');
  terminal.press('enter');
  await terminal.waitFor(/✔ Server size.* t3\.small/);
  expect(terminal.text()).not.toContain('Which answer');
});

test('Backspace takes the last letter of what is offered', async () => {
  const terminal = rehearse('en', { args: ['up'], cwd: project() });
  await terminal.asked(questions[0]!);
  terminal.press('backspace');
  terminal.type('w');
  terminal.press('enter');
  await terminal.waitFor(`✔ ${questions[0]!.message.en} `);
  expect(terminal.text()).toContain(`✔ ${questions[0]!.message.en} show`);
});

test.each(['네', 'ㅛ', '예'])('%s is a yes', async (word) => {
  const terminal = rehearse('ko', {
    args: ['up', ...answered, '--entry', 'elastic-ip', '--elastic-ip'],
    cwd: project(),
  });
  await terminal.waitFor(lastYes);
  terminal.type(word);
  terminal.press('enter');
  await terminal.waitFor(/^✔ 네트워크 [\d/]+ · /m);
  terminal.press('ctrl-c');
  expect(await terminal.exited).toBe(130);
});

test.each(['아니요', 'ㅜ'])('%s is a no', async (word) => {
  const cwd = project();
  const terminal = rehearse('ko', { args: ['up', ...answered], cwd });
  await terminal.waitFor(lastYes);
  terminal.type(word);
  terminal.press('enter');
  expect(await terminal.exited).toBe(0);
  expect(stateOf(cwd)).not.toContain('"is":"started"');
});

test('the way in without a load balancer leaves out the chapters that build nothing', async () => {
  const terminal = rehearse('en', {
    args: ['up', '--entry', 'elastic-ip', '--domain', 'app.example.com'],
    cwd: project(),
  });
  for (const question of questions.filter((one) => isAskedByDefault(one) && !['entry', 'domain'].includes(one.key))) {
    await terminal.asked(question);
    if (question !== parts) terminal.press('enter');
  }
  const advised = advising({ rehearse: true, lang: 'en' });
  for (const { id, why } of chapters)
    expect(unbroken(terminal.text()).includes(unbroken(glossary('en')(advised(why).en))), id).toBe(
      !['certificate', 'load-balancer', ...unbuilt].includes(id) || id === 'elastic-ip',
    );
});

test.each([
  ['example.com', true],
  ['www.example.com', false],
  ['api.example.com', false],
])('for %s, whether www. is asked about: %s', async (name, isAsked) => {
  const flags = answered
    .filter((flag) => !/^--no-www$/.test(flag))
    .map((flag) => flag.replace('app.example.com', name));
  const terminal = rehearse('en', { args: ['up', ...flags], cwd: project() });
  await (isAsked ? terminal.asked(www) : terminal.waitFor(lastYes));
  expect(terminal.text().includes(www.message.en)).toBe(isAsked);
});

test.each([
  ['en', 'Go on with another zone or type', 'down', /t3\.small[^]*\(Y\/n\)/],
  ['ko', '다른 가용 영역이나 유형으로 계속하세요', '', /(second|두 번째)[^]*\(Y\/n\)/],
] as const)(
  'a type of which AWS has no machine leads back to its question, to another zone or type, and the rest is kept (%s)',
  async (language, said, key, taken) => {
    const cwd = project();
    const args = ['up', ...answered].join(' ').replace('--entry load-balancer', '--entry elastic-ip').split(' ');
    const direct = args.filter((one) => one !== '--no-elastic-ip');
    const terminal = rehearse(language, { args: direct, cwd, scenario: 'no-capacity' });
    await terminal.waitFor(lastYes);
    terminal.press('enter');
    await terminal.waitFor(
      new RegExp(`${said}[^]*❯ t3\\.micro \\(us-east-1b\\): [^]*7\\.59[^]*t3\\.small: [^]*15\\.18`),
      60_000,
    );
    if (key) terminal.press(key);
    terminal.press('enter');
    // What it costs now is agreed on before it goes on.
    await terminal.waitFor(taken);
    expect(stateOf(cwd).match(/"is":"started","step":"vpc"/g)).toHaveLength(1);
    terminal.press('enter');
    await terminal.waitFor('https://app.example.com', 60_000);
    expect(await terminal.exited).toBe(0);
    expect(stateOf(cwd).match(/"is":"started","step":"vpc"/g)).toHaveLength(1);
  },
);
