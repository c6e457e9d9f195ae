import { wantedBy } from '../../src/engine/given.ts';
import { alternatives } from '../../src/engine/needs.ts';
import type { AnyStep } from '../../src/engine/step.ts';
import type { Facts } from '../../src/facts.ts';

/** The answers and the surroundings of a step, where `outputs` has what the steps before it have come to. */
export const surroundings =
  <const Given extends object>(outputs: ReadonlyMap<AnyStep, Facts>, others: Given) =>
  (step: AnyStep) => {
    const name = `demo-${step.id}`;
    const given = {
      account: '123456789012',
      region: 'ap-northeast-2',
      partition: 'aws',
      stack: 'demo',
      name,
      uniqueName: `demo-0123abcd-${step.id}`,
      uniqueNames: [`demo-0123abcd-${step.id}`],
      beforeIds: false,
      tags: { 'stepway:id': '0123abcd', 'stepway:name': 'demo', 'stepway:step': step.id, Name: name },
      needs: Object.fromEntries(
        Object.entries(step.needs).map(([need, of]) => [need, outputs.get(alternatives(of)[0]!)]),
      ),
      ...others,
    };
    return { ...given, wanted: wantedBy(step, given as never) };
  };
