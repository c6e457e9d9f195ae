import { statSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They wait for programs, networks and clocks: begun first, they leave the cores to the others. */
const waits = /test\/(moto|terminal)\/|moto|network|interruption|secrets|real-disk|contributing/;

/** They take minutes on the ground, however short they are; the one that takes the most of them is the last one here. */
const minutes = ['entries', 'database-user', 'hardships', 'release-trouble', 'deploying', 'release-tool', 'zoo'].map(
  (name) => `ground/${name}.test.ts`,
);

const weight = ({ moduleId }: TestSpecification) =>
  (waits.test(moduleId) ? 1_000_000 : 0) +
  (minutes.findIndex((path) => moduleId.endsWith(path)) + 1) * 1_000_000 +
  statSync(moduleId).size;

/** Long files first, so that all workers are busy to the end: those that wait or last, and then by size. */
export class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((a, b) => weight(b) - weight(a)));
  }
}
