import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They wait for programs, networks and clocks: begun first, they leave the cores to the others. */
const waits = /test\/(moto|terminal)\/|moto|network|interruption|secrets|real-disk/;

/** Long files first, so that all workers are busy to the end: those that wait, and then by size. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // The sequencer's own, which is no array's.
    // eslint-disable-next-line unicorn/no-array-sort
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => (waits.test(moduleId) ? 0 : 1);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
