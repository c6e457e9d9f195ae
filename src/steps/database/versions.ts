import { paginateDescribeOrderableDBInstanceOptions } from '@aws-sdk/client-rds';
import type { Aws } from '../../aws/clients.ts';
import { every } from '../../aws/replies.ts';
import { oneLine } from '../../plain.ts';
import { Refused, Unsuitable, type Choice, type Question } from '../../questions/question.ts';
import { inEach } from '../../words.ts';
import { engines } from './engines.ts';

type Engine = keyof typeof engines;

/** The version that is meant by an answer, which need not say the minor one: RDS picks that. */
export const versionMeant = (engine: Engine, version: string): string =>
  version === 'auto' ? engines[engine].version : version;

/** Whether one of the versions is meant: 18 means 18.1 as well. */
export const isAmong = (versions: readonly string[], meant: string): boolean =>
  versions.some((version) => `${version}.`.startsWith(`${meant}.`));

/** The major versions of these, the newest first: MySQL's have two numbers. */
export function majorsOf(engine: Engine, versions: readonly string[]): readonly string[] {
  const majors = versions.map((version) =>
    version
      .split('.')
      .slice(0, engine === 'mysql' ? 2 : 1)
      .join('.'),
  );
  return [...new Set(majors)].toSorted((one, other) => other.localeCompare(one, undefined, { numeric: true }));
}

/** The versions of an engine that RDS has on a class in the region; none where it does not tell. */
async function versionsOn({ rds }: Pick<Aws, 'rds'>, engine: Engine, size: string): Promise<readonly string[]> {
  const of = { Engine: engine, DBInstanceClass: size, Vpc: true };
  const pages = paginateDescribeOrderableDBInstanceOptions({ client: rds, pageSize: 1000 }, of);
  const all = await every(pages, ({ OrderableDBInstanceOptions }) => OrderableDBInstanceOptions);
  return [...new Set(all.flatMap(({ EngineVersion = [] }) => EngineVersion))];
}

const choicesOf = (engine: Engine, versions: readonly string[]): readonly Choice<string>[] =>
  majorsOf(engine, versions)
    .slice(0, 4)
    .map((major) => ({ value: major, name: inEach(() => `${engines[engine].name} ${major}`) }));

/** @throws Unsuitable when RDS does not have the version on the class: with those that it has, the newest first. */
export async function assertVersion(
  aws: Pick<Aws, 'rds'>,
  engine: Engine,
  version: string,
  size: string,
): Promise<void> {
  const there = await versionsOn(aws, engine, size);
  if (there.length === 0 || isAmong(there, versionMeant(engine, version))) return;
  const { name } = engines[engine];
  const meant = versionMeant(engine, version);
  throw new Unsuitable(
    {
      en: `AWS does not offer ${name} ${meant} on ${size}.`,
      ko: `${size} 클래스에서 쓸 수 없는 ${name} 버전입니다: ${meant}.`,
    },
    undefined,
    choicesOf(engine, there),
  );
}

/**
 * AWS no longer has a version: those that it has.
 *
 * @param question that the version answers.
 */
export async function noVersion(
  question: Question<string>,
  aws: Pick<Aws, 'rds'>,
  { engine, version, size }: { readonly engine: Engine; readonly version: string; readonly size: string },
  cause: Error,
): Promise<Refused> {
  const meant = versionMeant(engine, version);
  const there = await versionsOn(aws, engine, size).catch(() => []);
  const near = choicesOf(engine, there).filter(({ value }) => value !== meant);
  const flag = `--${question.key}${near[0] ? ` ${near[0].value}` : ''}`;
  return new Refused(
    question,
    {
      why: {
        en: `AWS does not offer ${engines[engine].name} ${meant}: ${oneLine(cause.message)}.`,
        ko: `AWS에서 제공하지 않는 ${engines[engine].name} 버전입니다(${meant}): ${oneLine(cause.message)}.`,
      },
      near,
    },
    {
      en: `Go on with another version: \`stepway up ${flag}\`.`,
      ko: `다른 버전으로 계속하세요: \`stepway up ${flag}\`.`,
    },
    { kind: 'aws', cause },
  );
}
