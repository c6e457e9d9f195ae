import { expect, test } from 'vitest';
import { answered, lastYes, project, rehearse, unbroken } from './support.ts';

test('in a terminal the command stands under the thing that it makes, as soon as that is there', async () => {
  // What is quickest to build.
  const answers = [...answered.filter((flag) => flag !== '--no-elastic-ip'), '--entry', 'elastic-ip'];
  const args = ['up', ...answers, '--show-commands'];
  const terminal = rehearse('ko', { args, cwd: project(), columns: 120, rows: 40 });
  await terminal.waitFor(lastYes);
  expect(terminal.text()).not.toContain('aws ec2');
  terminal.press('enter');
  expect(await terminal.exited).toBe(0);
  expect(terminal.text()).toMatch(
    /✔ 네트워크\(VPC\).*\n {4}VPC_ID=\$\(aws ec2 create-vpc \\\n {6}--cidr-block 10\.20\.0\.0\/16 \\\n/,
  );
  expect(terminal.text()).toMatch(/# VPC_ID=vpc-[0-9a-f]{17}\n✔ /);
  expect(unbroken(terminal.text())).toContain('AWS CLI 명령 전체: ');
});
