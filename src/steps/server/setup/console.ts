import { GetConsoleOutputCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { isDenied } from '../../../aws/error-names.ts';

/** What the set-up has said last, from the server's serial console. */
export interface Progress {
  /** `begun` is a step of it that is under way. */
  readonly is: 'begun' | 'failed' | 'done';
  readonly step: string;
  /** The last line before it failed, or before it was tried again. */
  readonly said?: string;
}

const lineOf = (unit: string) => new RegExp(`${unit}\\[\\d+\\]: (.*?)\\s*$`);

/** Of one unit, whose words are \`begin STEP\`, \`failed STEP\` and \`done\`; what lies between is what programs say. */
export function progressIn(output: string, unit: string): Progress | undefined {
  let progress: Progress | undefined;
  let last = '';
  for (const line of output.split('\n')) {
    const said = lineOf(unit).exec(line)?.[1];
    if (said === undefined) continue;
    const [, word, step = ''] = /^(begin|failed|done)(?: (\w+))?$/.exec(said) ?? [];
    if (word === 'begin') progress = { is: 'begun', step, ...(progress?.said && { said: progress.said }) };
    else if (word === 'failed') progress = { is: 'failed', step, said: last };
    else if (word === 'done') progress = { is: 'done', step };
    else last = said;
  }
  return progress;
}

/** What came out of a server's serial console since its boot; undefined where nobody may read it. */
export async function consoleOf(ec2: EC2Client, InstanceId: string): Promise<string | undefined> {
  try {
    const { Output = '' } = await ec2
      .send(new GetConsoleOutputCommand({ InstanceId, Latest: true }))
      // Only Nitro has the latest; of others AWS has what it read some minutes after the boot.
      .catch((error: unknown) => {
        if (!(error instanceof Error && error.name === 'UnsupportedOperation')) throw error;
        return ec2.send(new GetConsoleOutputCommand({ InstanceId }));
      });
    return Buffer.from(Output, 'base64').toString();
  } catch (error) {
    if (isDenied(error)) return undefined;
    throw error;
  }
}
