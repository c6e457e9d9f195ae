import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Machine, Ran } from './machine.ts';

interface Workflow {
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: { readonly deploy: { readonly steps: readonly { readonly run?: string }[] } };
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * Runs the job of a project's workflow as GitHub does, as far as it is shell, with AWS's own command line. Its steps
 * take turns in a folder of a machine, and hand on what they write to GITHUB_ENV.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 */
export async function push(machine: Machine, project: string, job: string): Promise<Ran> {
  const text = (path: string) => readFileSync(join(project, path), 'utf8');
  const { env, jobs } = parse(text('.github/workflows/deploy.yml')) as Workflow;
  const at = `/var/tmp/${job}`;
  for (const entry of readdirSync(project, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(project.length + 1);
    if (entry.isFile()) await machine.write(`${at}/work/${path}`, text(path));
  }
  const steps = jobs.deploy.steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
  for (const [turn, run] of steps.entries()) await machine.write(`${at}/step-${turn}`, run);
  const settings = {
    ...env,
    RUNNER_TEMP: `${at}/temp`,
    GITHUB_ENV: `${at}/env`,
    GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
    AWS_ACCESS_KEY_ID: 'of-the-run',
    AWS_SECRET_ACCESS_KEY: 'of-the-run',
    AWS_DEFAULT_REGION: env['AWS_REGION'] ?? '',
    PATH: `${at}/bin:/usr/local/bin:/usr/bin:/bin`,
  };
  // It looks every ten seconds, for an hour and more.
  await machine.write(`${at}/bin/sleep`, '#!/bin/sh\nexec /bin/sleep 1\n');
  return machine.run(`mkdir -p ${at}/temp && touch ${at}/env && chmod +x ${at}/bin/sleep && cd ${at}/work && git init -q .
${Object.entries(settings)
  .map(([name, value]) => `export ${name}=${quoted(value)}`)
  .join('\n')}
for step in ${steps.map((_, turn) => `${at}/step-${turn}`).join(' ')}; do
  while IFS= read -r line; do export "\${line?}"; done <"$GITHUB_ENV"
  bash --noprofile --norc -eo pipefail "$step" || exit
done 2>&1`);
}
