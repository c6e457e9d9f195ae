import type { Words } from '../../words.ts';

interface Engine {
  readonly title: Words;
  /** As its makers write it. */
  readonly name: string;
  readonly port: number;
  /** The newest major version in standard support on RDS, November 2026; RDS picks the minor one. */
  readonly version: string;
}

export const engines: Readonly<Record<'postgres' | 'mysql', Engine>> = {
  postgres: {
    title: { en: 'PostgreSQL database', ko: 'PostgreSQL 데이터베이스' },
    name: 'PostgreSQL',
    port: 5432,
    version: '18',
  },
  mysql: { title: { en: 'MySQL database', ko: 'MySQL 데이터베이스' }, name: 'MySQL', port: 3306, version: '8.4' },
};

export const enginePort = (engine: string): number => engines[engine === 'mysql' ? 'mysql' : 'postgres'].port;
