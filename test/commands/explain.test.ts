import { describe, expect, test } from 'vitest';
import { topics } from '../../src/guide/index.ts';
import { run } from '../support/program.ts';
import { contentOf, korean, project } from './support.ts';

const explain = (...words: string[]) => run(['explain', ...words], { cwd: project() });

test('without a topic every page is listed, without an account and without a trace', async () => {
  const cwd = project();
  const { code, stdout, stderr } = await run(['explain', '--lang', 'ko'], { cwd });
  expect({ code, stderr, left: contentOf(cwd) }).toEqual({ code: 0, stderr: '', left: {} });
  const lines = stdout.split('\n').map((line) => line.trim().replace(/ +/g, ' '));
  for (const { id, summary } of topics) expect(lines).toContain(`${id} ${summary.ko}`);
});

test('a page goes to stdout, without colour where nobody looks', async () => {
  const { code, stdout, stderr } = await explain('vpc', '--lang', 'en');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('Network (VPC)');
  expect(stdout).toContain('What stepway does');
  expect(stdout).toContain('https://docs.aws.amazon.com/vpc/');
  expect(stdout).not.toContain('\u001b');
});

test('a page is found by several words as well as by one, wherever the flags stand', async () => {
  const [one, two, three] = await Promise.all([
    explain('alb', '--lang', 'en'),
    explain('--lang', 'en', 'load', 'balancer'),
    explain('로드', '밸런서', '--lang=en'),
  ]);
  expect(one.stdout).toContain('Load balancer (ALB)');
  expect(two).toEqual(one);
  expect(three).toEqual(one);
});

test('a page that is called like a command is a page all the same', async () => {
  const { code, stdout } = await explain('teardown', '--lang', 'ko');
  expect(code).toBe(0);
  expect(stdout).toContain('모두 삭제하기');
});

test('where several are meant, they are listed to choose from', async () => {
  const { code, stdout } = await explain('gateway', '--lang', 'en');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Pages on "gateway"\n {2}internet-gateway .*\n {2}nat-gateway /m);
});

test.each([
  { language: 'en', said: /No page matches "securty-groop"\.\n.*security-groups/ },
  { language: 'ko', said: /"securty-groop"에 관한 페이지가 없습니다\.\n.*security-groups/ },
])('what there is no page on is refused, with the nearest ones ($language)', async ({ language, said }) => {
  const { code, stdout, stderr } = await explain('securty-groop', '--lang', language);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(said);
});

describe('--json', () => {
  test('prints a page as one document, in the language asked for', async () => {
    const { code, stdout } = await explain('delegation', '--json', '--lang', 'ko');
    expect(code).toBe(0);
    const page = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(page)).toEqual(['id', 'title', 'summary', 'text', 'see', 'links']);
    expect(page).toMatchObject({ id: 'delegation', see: expect.arrayContaining(['name-servers']) as string[] });
    for (const words of [page['title'], page['summary'], page['text']]) expect(words).toMatch(korean);
    expect(page['links']).toEqual([
      'https://docs.aws.amazon.com/ko_kr/Route53/latest/DeveloperGuide/MigratingDNS.html',
    ]);
  });

  test('lists pages by id, title and summary', async () => {
    const [all, some] = await Promise.all([explain('--json', '--lang', 'en'), explain('게이트웨이', '--json')]);
    const list = ({ stdout }: { stdout: string }) => (JSON.parse(stdout) as { topics: { id: string }[] }).topics;
    expect(list(all)).toEqual(topics.map(({ id, title, summary }) => ({ id, title: title.en, summary: summary.en })));
    expect(list(some).map(({ id }) => id)).toEqual(['internet-gateway', 'nat-gateway']);
  });
});
