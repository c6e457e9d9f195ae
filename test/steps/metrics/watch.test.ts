import { beforeAll, describe, expect, test } from 'vitest';
import { valuesOf, type Metric } from '../../../src/aws/metrics.ts';
import { plot } from '../../../src/ui/plot.ts';
import { expectCode, korean, necessary, project, small } from '../../commands/support.ts';
import { builtStack } from '../../support/built-stack.ts';
import { run } from '../../support/program.ts';

describe('a plot', () => {
  test('goes from nothing to the highest value, and has a dot where there is none', () => {
    expect(plot([0, 1, 2, 3, 4, 5, 6, 7, undefined], 20)).toBe('▁▂▃▄▅▆▇█·');
    expect(plot([0, 0, 0], 20)).toBe('▁▁▁');
    expect(plot([], 20)).toBe('');
  });

  test('knows where full is', () => {
    expect(plot([1, 50, 100], 20, 100)).toBe('▁▅█');
    expect(plot([1, 2], 20, 100)).toBe('▁▁');
  });

  test('keeps its peaks where it is narrow', () => {
    expect(plot([1, 1, 8, 1, 1, 1, undefined, undefined], 4)).toBe('▂█▂·');
  });
});

describe('what CloudWatch is asked', () => {
  const cpu = (id: string): Metric => ({
    namespace: 'AWS/EC2',
    name: 'CPUUtilization',
    dimensions: { InstanceId: id },
    statistic: 'Average',
  });

  test('is one request for all, with a value for each period since the server began', async () => {
    const stack = await builtStack({ database: 'none' });
    const { instanceId } = stack.handle('server') as { instanceId: string };
    await stack.clock.sleep(3_600_000);
    const began = stack.calls.length;
    const [values = [], none = []] = await valuesOf(stack.aws, [cpu(instanceId), cpu('i-0')], stack.clock.now(), 36);
    expect(stack.calls.slice(began).map(({ operation }) => operation)).toEqual(['GetMetricData']);
    expect(values.length).toBe(36);
    expect(values[0]).toBeUndefined();
    expect(values.at(-2)).toBeGreaterThan(0);
    expect(values.filter((value) => value !== undefined).length).toBeGreaterThanOrEqual(11);
    expect(none.every((value) => value === undefined)).toBe(true);
  });
});

describe('stepway status --watch', () => {
  const whole = project();
  const direct = project();
  beforeAll(async () => {
    for (const [cwd, flags] of [
      [whole, necessary],
      [direct, small],
    ] as const) {
      const { code, stderr } = await run(['up', ...flags, '--rehearse'], { cwd });
      expectCode(code, 0, stderr);
    }
  }, 120_000);

  test('says it once in numbers where nobody watches, from the visitor inwards', async () => {
    const { code, stdout, stderr } = await run(['status', '--watch', '--rehearse'], { cwd: whole });
    expectCode(code, 0, stderr);
    const titles = stdout
      .trim()
      .split('\n')
      .flatMap((line) => /^[A-Z][^:]*(?=:)/.exec(line)?.[0] ?? []);
    expect(titles).toEqual([
      'Requests',
      'Errors of the app (5xx)',
      'Response time (95 of 100)',
      'CPU of the server',
      'CPU credits left',
      'CPU of the database',
      'Connections to the database',
      'Storage left in the database',
    ]);
    expect(stdout).toMatch(/CPU of the server: (?:\d+\.\d%, lowest \d+\.\d%, highest \d+\.\d%|nothing sent yet)/);
    expect((await run(['status', '--watch', '--lang', 'ko', '--rehearse'], { cwd: whole })).stdout).toMatch(korean);
  });

  test('has what another program reads', async () => {
    const { code, stdout } = await run(['status', '--watch', '--json', '--rehearse'], { cwd: direct });
    expect(code).toBe(0);
    const { name, gauges } = JSON.parse(stdout) as { name: string; gauges: { id: string; values: unknown[] }[] };
    expect(name).toBe('shop');
    expect(gauges.map(({ id }) => id)).toEqual(['server-cpu', 'server-credits']);
    expect(gauges[0]?.values.length).toBe(36);
  });

  test('needs a stack', async () => {
    expect((await run(['status', '--watch', '--rehearse'], { cwd: project() })).code).toBe(2);
  });
});
