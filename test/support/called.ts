import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '../../src/aws/services.ts';
import { actionsInS3 } from './s3-actions.ts';

interface Source {
  /** With forward slashes, from `src/`. */
  readonly path: string;
  readonly text: string;
}

/** The program's sources; the rehearsal answers calls and makes none, and the templates' calls are those of the user's app. */
export const sources: readonly Source[] = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts') && !/(^|\/)(rehearsal|templates)\//.test(path))
  .map((path) => ({ path, text: readFileSync(join('src', path), 'utf8') }));

/** Prices are asked for by a flag alone, and do without: no policy allows them. */
const unpriced = Object.entries(services).filter(([name]) => name !== 'pricing');

/** The prefix of the IAM actions of an SDK package, or of our own client: it exports the class that a service loads. */
async function prefixOf(client: string): Promise<string | undefined> {
  const exported: object = await import(
    client === 'freetier' ? '../../src/aws/client-freetier.ts' : `@aws-sdk/client-${client}`
  );
  for (const [, row] of unpriced)
    if ('load' in row && Object.values(exported).includes(await row.load())) return row.iam;
  return undefined;
}

/**
 * The IAM action of an operation of Budgets, which has one for all that changes and one for all that looks.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbudgetservice.html
 */
const actionInBudgets = (operation: string) =>
  /Tag/.test(operation) ? operation : operation.startsWith('Describe') ? 'ViewBudget' : 'ModifyBudget';

/** The IAM actions of an operation, without the service. */
const inIam = (prefix: string, operation: string): readonly string[] =>
  prefix === 's3' ? actionsInS3(operation) : [prefix === 'budgets' ? actionInBudgets(operation) : operation];

/** The IAM actions of the commands and paginators that a source imports from the SDK. */
export async function actionsOf({ path, text }: Source): Promise<string[]> {
  const imports = text.matchAll(
    /import\s*\{([^}]*)\}\s*from\s*'(?:@aws-sdk|\.{1,2}(?:\/[\w./-]+)?)\/client-([\w-]+?)(?:\.ts)?'/g,
  );
  const actions: string[] = [];
  for (const [, names = '', client = ''] of imports) {
    if (client === 'pricing') continue;
    const prefix = await prefixOf(client);
    if (!prefix) throw new Error(`src/aws/services.ts has no row for @aws-sdk/client-${client}`);
    for (const name of names.split(',').map((one) => one.trim().split(' ')[0] ?? '')) {
      if (name.startsWith('waitUntil'))
        throw new Error(`${path}: ${name} does not say which operation it calls; call that operation instead`);
      const operation = /^(\w+)Command$/.exec(name)?.[1] ?? /^paginate(\w+)$/.exec(name)?.[1];
      if (!operation) continue;
      actions.push(...inIam(prefix, operation).map((one) => `${prefix}:${one}`));
    }
  }
  return actions;
}

export const actionsOfAll = async (some: readonly Source[]): Promise<string[]> => [
  ...new Set((await Promise.all(some.map(actionsOf))).flat()),
];
