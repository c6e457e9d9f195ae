import { DescribeInstanceTypesCommand, type DescribeInstanceTypesCommandInput } from '@aws-sdk/client-ec2';
import { DescribeOrderableDBInstanceOptionsCommand } from '@aws-sdk/client-rds';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, test } from 'vitest';
import { offered, type Respondent } from '../../src/questions/answers.ts';
import type { Answered, Looking, Question } from '../../src/questions/question.ts';
import { database, databaseClass } from '../../src/steps/database/questions.ts';
import { instanceType } from '../../src/steps/server/questions.ts';
import { knowingly } from '../../src/ui/guide.ts';
import { newStack } from '../support/stack.ts';

const answered = (({ key }: Question<string>) => ({ region: 'us-east-1', [database.key]: 'mysql' })[key]) as Answered;

/** What a person sees of a question in an account: the list, and what is proposed. */
async function asks(question: Question<string>, aws: Looking['aws']) {
  let seen: { readonly list: readonly string[]; readonly proposed: unknown } | undefined;
  const person: Respondent = {
    async ask(one, fallback, _, found) {
      seen = { list: offered(one, answered, found)?.map(({ name }) => name.en) ?? [], proposed: fallback };
      return fallback;
    },
  };
  const looking = { aws } as Omit<Looking, 'answered'>;
  await knowingly({} as never, person, () => looking).ask(
    question,
    question.fallback?.({} as never, answered),
    answered,
  );
  return seen ?? expect.unreachable('nobody was asked');
}

const described = (InstanceType: string, cpus: number, gibibytes: number) => ({
  InstanceType: InstanceType as never,
  VCpuInfo: { DefaultVCpus: cpus },
  MemoryInfo: { SizeInMiB: gibibytes * 1024 },
});

describe('a list has what AWS has in the region', () => {
  test('of servers, with the processors and the memory that AWS tells, and the price', async () => {
    const { aws } = newStack();
    const asked: DescribeInstanceTypesCommandInput[] = [];
    mockClient(aws.ec2)
      .on(DescribeInstanceTypesCommand)
      .callsFake((input: DescribeInstanceTypesCommandInput) => {
        asked.push(input);
        return { InstanceTypes: [described('t4g.small', 2, 2), described('t3.small', 4, 3)] };
      });
    expect(await asks(instanceType, aws)).toEqual({
      list: [
        't3.small: 4 CPUs · 3 GiB of memory · about 15.18 USD a month',
        't4g.small: 2 CPUs · 2 GiB of memory · about 12.26 USD a month',
      ],
      proposed: 't3.small',
    });
    expect(asked).toHaveLength(1);
  });

  test('of databases, for the engine that was chosen', async () => {
    const { aws } = newStack();
    const asked: unknown[] = [];
    mockClient(aws.rds)
      .on(DescribeOrderableDBInstanceOptionsCommand)
      .callsFake(({ Engine, DBInstanceClass }: { Engine: string; DBInstanceClass: string }) => {
        asked.push(Engine);
        return { OrderableDBInstanceOptions: DBInstanceClass.endsWith('micro') ? [] : [{ DBInstanceClass }] };
      });
    const { list, proposed } = await asks(databaseClass, aws);
    expect(list.map((one) => one.replace(/:.*/, ''))).toEqual(['db.t4g.small', 'db.t4g.medium', 'db.t4g.large']);
    expect(proposed).toBe('db.t4g.small');
    expect(new Set(asked)).toEqual(new Set(['mysql']));
  });

  test.each([
    ['where nobody may ask', () => Promise.reject(Object.assign(new Error('no'), { name: 'UnauthorizedOperation' }))],
    ['where AWS says nothing', () => Promise.resolve({})],
  ])('or what it is known to have, %s', async (_, answer) => {
    const { aws } = newStack();
    mockClient(aws.ec2).on(DescribeInstanceTypesCommand).callsFake(answer);
    const { list, proposed } = await asks(instanceType, aws);
    expect(list).toHaveLength(7);
    expect(list[0]).toMatch(/^t3\.micro: 2 CPUs · 1 GiB of memory/);
    expect(proposed).toBe('t3.micro');
  });

  test('and nobody waits long for it', async () => {
    const { aws } = newStack();
    const ec2 = {
      send: (_: unknown, { abortSignal }: { abortSignal: AbortSignal }) =>
        new Promise((_resolve, reject) => {
          abortSignal.addEventListener('abort', () => reject(abortSignal.reason as Error));
        }),
    };
    const began = performance.now();
    const { list } = await asks(instanceType, { ...aws, ec2 } as unknown as Looking['aws']);
    expect(list).toHaveLength(7);
    expect(performance.now() - began).toBeLessThan(4000);
  });
});
