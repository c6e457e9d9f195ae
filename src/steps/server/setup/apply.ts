import { CreateTagsCommand, type EC2Client, type Instance, type Tag } from '@aws-sdk/client-ec2';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { said } from '../../../aws/replies.ts';
import { lookAtScript, sendScript, shellScript } from '../../../aws/shell-commands.ts';
import type { Clock } from '../../../clock.ts';
import { NotYet, Trouble } from '../../../errors.ts';
import { allow, later, uses } from '../../../permissions/allow.ts';
import { oneLine } from '../../../plain.ts';
import type { Words } from '../../../words.ts';
import { commands, type Site } from './index.ts';
import { setUpFor, setUpOf, tagFor } from './tag.ts';

const thatOne = allow('The one AWS document that sets a living server up.', `arn:*:ssm:*:*:document/${shellScript}`);
const results = allow('AWS knows no narrower permission for the result of a command.', '*');

export const allowsSetUp = [
  later(uses('ssm:SendCommand')),
  later(thatOne('ssm:SendCommand')),
  later(results('ssm:GetCommandInvocation')),
];

/** After that long a command is over, or AWS has forgotten it; in milliseconds. */
const patience = 3_600_000;

const underway: Words = { en: 'the server is being set up anew', ko: '서버를 다시 설정하는 중' };

/**
 * Sets a running server up for a site, by a command of Systems Manager. The instance's tag says that one is under way,
 * and in the end that it has worked, so that whoever was interrupted goes on waiting for it.
 *
 * @throws NotYet while it is under way.
 * @throws Trouble `aws` when it failed.
 */
export async function setUp(
  { ec2, ssm, clock }: { readonly ec2: EC2Client; readonly ssm: SSMClient; readonly clock: Clock },
  instance: Instance | undefined,
  site: Site,
): Promise<void> {
  const id = said(instance, 'InstanceId');
  const wanted = setUpFor(site);
  const is = setUpOf(instance?.Tags);
  const isWanted = is?.version === wanted.version;
  if (isWanted && !is.underway) return;
  const mark = (...Tags: Tag[]) => ec2.send(new CreateTagsCommand({ Resources: [id], Tags }));

  const begun = isWanted && is.underway && clock.now() - is.underway.since < patience ? is.underway : undefined;
  if (!begun) {
    const command = await sendScript(ssm, id, {
      comment: 'stepway: set-up of the server',
      lines: commands(site),
      limit: patience / 1000,
    });
    await mark(tagFor(wanted, { command, since: clock.now() }));
    throw new NotYet(underway);
  }
  const { status, isOver, output, errors } = await lookAtScript(ssm, begun.command, id);
  if (!isOver) throw new NotYet(underway);
  // Whose server it is now, for whoever loses the state: the domain that the rest was made for may be another.
  if (status === 'Success') return void (await mark(tagFor(wanted), { Key: 'stepway:domain', Value: site.domain }));
  // The next run tries again.
  await mark(tagFor({ ...wanted, version: 'none' }));
  const unwell = /^unwell (\d{3})$/m.exec(errors)?.[1];
  throw unwell === undefined ? failed(status, errors || output) : notThere(unwell, site.healthPath);
}

const notThere = (status: string, path: string) => {
  const said: Words =
    status === '000'
      ? { en: 'does not respond', ko: '응답하지 않습니다' }
      : { en: `responds with ${status}`, ko: `${status} 응답을 합니다` };
  return new Trouble(
    'usage',
    {
      en: `The app ${said.en} at ${path}; a health check path has to give 2xx or 3xx. The server still uses the path before.`,
      ko: `상태 확인 경로는 2xx나 3xx로 응답해야 하는데, 앱이 ${path} 경로에서 ${said.ko}. 서버는 이전 경로를 그대로 씁니다.`,
    },
    {
      en: 'Name a path that the app has, such as `stepway up --health-path /`, or deploy an app that has this one first.',
      ko: '`stepway up --health-path /`처럼 앱에 있는 경로를 쓰거나, 그 경로가 있는 앱을 먼저 배포하세요.',
    },
  );
};

const failed = (status: string, output: string) => {
  // Neither Systems Manager's last word, nor the set-up's own.
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !/^(begin|failed) /.test(line));
  const last = oneLine(lines.at(-1) ?? '').slice(0, 200);
  const why = last ? `: ${last}` : '.';
  return new Trouble(
    'aws',
    {
      en: `The server could not be set up (${status})${why}`,
      ko: `서버를 설정하지 못했습니다(${status})${why}`,
    },
    {
      en: 'What it served before, it still serves. `stepway doctor` shows where it failed; then run the same command again.',
      ko: '서버는 지금까지와 같이 응답합니다. 어디에서 실패했는지 `stepway doctor`로 확인하고 같은 명령을 다시 실행하세요.',
    },
  );
};
