import type { Context } from '../../engine/step.ts';
import { builtIn } from '../../prices/prices.ts';
import { noClass } from './classes.ts';
import { databaseClass, databaseVersion } from './questions.ts';
import { noVersion } from './versions.ts';

interface Wanted {
  readonly engine: 'none' | 'postgres' | 'mysql';
  readonly version: string;
  readonly size: string;
}

/**
 * What AWS tells only when a database is made, as the answer that it refuses.
 *
 * @throws Refused, or the error itself.
 */
export const whyNot =
  (on: Pick<Context, 'rds' | 'region'>, { engine, version, size }: Wanted) =>
  async (error: Error): Promise<never> => {
    if (error.name.startsWith('InsufficientDBInstanceCapacity'))
      throw noClass(databaseClass, size, builtIn(on.region), error);
    if (engine !== 'none' && error.name === 'InvalidParameterCombination' && /Cannot find version/.test(error.message))
      throw await noVersion(databaseVersion, on, { engine, version, size }, error);
    throw error;
  };
