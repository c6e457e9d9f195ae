/** A version of a database engine that AWS offers; `extended` when it costs extra as its community support is over. */
export interface EngineVersion {
  readonly engine: string;
  readonly major: string;
  readonly version: string;
  readonly extended: boolean;
}

/** PostgreSQL and MySQL at the end of 2026, each major's newest minor version last. */
export const engineVersions: readonly EngineVersion[] = (
  [
    ['postgres', '14', ['14.19', '14.20'], false],
    ['postgres', '15', ['15.14', '15.15'], false],
    ['postgres', '16', ['16.10', '16.11'], false],
    ['postgres', '17', ['17.6', '17.7'], false],
    ['postgres', '18', ['18.1', '18.2'], false],
    ['mysql', '8.0', ['8.0.43', '8.0.44'], true],
    ['mysql', '8.4', ['8.4.6', '8.4.7'], false],
  ] as const
).flatMap(([engine, major, versions, extended]) => versions.map((version) => ({ engine, major, version, extended })));

/** The version that a version or a major alone stands for; without either the newest one. */
export const versionFor = (engine: string, wanted: string | undefined): EngineVersion | undefined =>
  engineVersions.findLast(
    (one) => one.engine === engine && (!wanted || one.version === wanted || one.major === wanted),
  );

/** Instance classes on which both engines run. */
export const databaseClasses: readonly string[] = ['t3', 't4g']
  .flatMap((family) => ['micro', 'small', 'medium', 'large'].map((size) => `db.${family}.${size}`))
  .concat('db.m7g.large', 'db.m7i.large');

/** Sizes of a gp3 disk, in GiB. */
export const storage = { least: 20, most: 65536 };

/** The port of an engine unless told otherwise. */
export const portOf = (engine: string): number => (engine === 'mysql' ? 3306 : 5432);
