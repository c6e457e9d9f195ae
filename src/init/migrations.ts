import { mentionedIn, shippedWith } from './node/manifest.ts';
import type { Project } from './project.ts';
import { packagesNamedIn } from './python/manifest.ts';
import type { Traits } from './traits.ts';

/** What brings the tables of a project's database up to date, as its own tools do it. */
export interface Migration {
  readonly command: string;
  /** A package that only developers have as yet: the server installs no such packages. */
  readonly missing?: string;
}

interface Tool {
  told(project: Project): boolean;
  readonly command: string;
}

/** The command line tool of each; where another package needs it, that one tells as well. */
const packages: readonly (readonly [tool: string, command: string, by?: string])[] = [
  // https://www.prisma.io/docs/orm/prisma-client/deployment/deploy-database-changes-with-prisma-migrate
  ['prisma', 'prisma migrate deploy', '@prisma/client'],
  // https://orm.drizzle.team/docs/drizzle-kit-migrate
  ['drizzle-kit', 'drizzle-kit migrate'],
  // https://sequelize.org/docs/v6/other-topics/migrations/
  ['sequelize-cli', 'sequelize-cli db:migrate'],
  // https://salsita.github.io/node-pg-migrate/cli
  ['node-pg-migrate', 'node-pg-migrate up'],
  // https://knexjs.org/guide/migrations.html
  ['knex', 'knex migrate:latest'],
];

const others: readonly Tool[] = [
  // https://docs.djangoproject.com/en/stable/ref/django-admin/#migrate
  { told: (project) => project.has('manage.py'), command: 'python manage.py migrate --no-input' },
  // https://flask-migrate.readthedocs.io/
  { told: (project) => /^flask[-_]migrate\b/im.test(packagesNamedIn(project)), command: 'flask db upgrade' },
  // https://alembic.sqlalchemy.org/en/latest/tutorial.html
  { told: (project) => project.has('alembic.ini'), command: 'alembic upgrade head' },
  // https://guides.rubyonrails.org/active_record_migrations.html
  { told: (project) => project.has('bin/rails'), command: 'bin/rails db:migrate' },
];

/** What a project's tables are brought up to date with; nothing where no tool for it is seen. */
export function migrationOf(project: Project, traits: Traits): Migration | undefined {
  if (traits.kind === 'static') return undefined;
  if (traits.kind !== 'node') {
    const tool = others.find(({ told }) => told(project));
    return tool && { command: tool.command };
  }
  const app = project.below(traits.folder);
  const [shipped, mentioned] = [shippedWith(app), mentionedIn(app)];
  const [tool, command] =
    packages.find(([tool, , by]) => mentioned.has(tool) || (by !== undefined && shipped.has(by))) ?? [];
  if (tool === undefined || command === undefined) return undefined;
  const there = traits.folder === '.' ? command : `cd ${traits.folder} && ${command}`;
  return { command: there, ...(!shipped.has(tool) && { missing: tool }) };
}
