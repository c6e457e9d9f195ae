import { execFile } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { environment } from './environment.ts';
import type { Moto } from './moto.ts';

const found = (program: string) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));

const howToGetIt = 'Tests of the commands of the AWS CLI need aws on the PATH: pip install awscli';

/** Whether tests with the AWS CLI have to be skipped; with STEPWAY_REQUIRE_AWS_CLI set they fail without it. */
export function awsCliMissing(): boolean {
  if (process.env.STEPWAY_REQUIRE_AWS_CLI || found('aws')) return false;
  console.warn(`Skipped. ${howToGetIt}`);
  return true;
}

/** What shellcheck has to say of a script; nothing, where it is not installed. */
export async function shellcheck(script: string): Promise<string> {
  if (!found('shellcheck')) return '';
  return promisify(execFile)('shellcheck', ['--severity=style', script]).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
}

interface Setting {
  /** The user's home, in which stand-ins for programs are put. */
  readonly home: string;
  readonly moto: Moto;
  /** What the world's name servers say at each question, the last of it for ever. */
  readonly delegations: readonly string[];
}

/** Runs a script with the real AWS CLI against moto; no time passes in it. */
export async function runScript(script: string, { home, moto, delegations }: Setting): Promise<string> {
  const aws = found('aws');
  if (!aws) throw new Error(howToGetIt);
  const program = (name: string, lines: string) => {
    writeFileSync(join(home, name), `#!/bin/sh\n${lines}\n`);
    chmodSync(join(home, name), 0o700);
  };
  // Version 1 has an address of its own for RDS in us-east-1, which the environment does not change.
  program('aws', `exec '${aws}' --endpoint-url "$AWS_ENDPOINT_URL" "$@"`);
  program('sleep', 'exit 0');
  delegations.forEach((servers, index) => writeFileSync(join(home, `delegation-${index}`), `${servers}\n`));
  program(
    'nslookup',
    `n=$(cat "$HOME/asked" 2>/dev/null || echo 0)
cat "$HOME/delegation-$n"
[ -e "$HOME/delegation-$((n + 1))" ] && echo $((n + 1)) > "$HOME/asked" || true`,
  );
  const env = environment(home, { ...moto.env, PATH: `${home}${delimiter}${process.env.PATH}` });
  const { stdout } = await promisify(execFile)('bash', [script], { cwd: home, env, timeout: 540_000 });
  return stdout;
}
