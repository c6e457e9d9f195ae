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

interface Setting {
  /** The user's home, in which stand-ins for programs are put. */
  readonly home: string;
  readonly moto: Moto;
}

/**
 * Runs a script with the real AWS CLI against moto; no time passes in it. The user sets the name servers of the zone
 * when the script has asked the world once.
 */
export async function runScript(script: string, { home, moto }: Setting): Promise<string> {
  const aws = found('aws');
  if (!aws) throw new Error(howToGetIt);
  const program = (name: string, lines: string) => {
    writeFileSync(join(home, name), `#!/bin/sh\n${lines}\n`);
    chmodSync(join(home, name), 0o700);
  };
  // Version 1 has an address of its own for RDS in us-east-1, which the environment does not change. What moto has not
  // is left out: in its account every server is in standard mode.
  program(
    'aws',
    `case "$*" in *modify-instance-credit-specification*) exit 0 ;; esac
exec '${aws}' --endpoint-url "$AWS_ENDPOINT_URL" "$@"`,
  );
  program('sleep', 'exit 0');
  program(
    'nslookup',
    `echo "$*" >> "$HOME/asked"
if [ "$(wc -l < "$HOME/asked")" = 1 ]; then echo 'example.com nameserver = ns1.registrar.example.'; exit; fi
zone=$(aws route53 list-hosted-zones --query 'HostedZones[0].Id' --output text)
aws route53 get-hosted-zone --id "$zone" --query DelegationSet.NameServers --output text | tr '\\t' '\\n'`,
  );
  const env = environment(home, { ...moto.env, PATH: `${home}${delimiter}${process.env.PATH}` });
  const { stdout } = await promisify(execFile)('bash', [script], { cwd: home, env, timeout: 540_000 });
  return stdout;
}
