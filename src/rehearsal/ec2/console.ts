import { refuse } from '../errors.ts';
import { at } from '../phase.ts';
import type { Call, Operations } from '../service.ts';
import type { Instance } from './data.ts';
import { ownCertificates } from './own-certificate.ts';
import { one } from './resources.ts';

/** The parts of a set-up, as it names them. */
const parts = (script: string) => [...script.matchAll(/^begin (\w+)$/gm)].map(([, name]) => name ?? '');

/** What a set-up says from one moment to another: a line for each part, as far as it has come. */
function linesOf(script: string, from: number, to: number, { now, scenario: { setupFails } }: Call): string[] {
  const names = parts(script);
  const lines: string[] = [];
  for (const [index, name] of names.entries()) {
    if (now < from + ((to - from) * index) / names.length) return lines;
    lines.push(`begin ${name}`);
    if (setupFails?.at === name) return [...lines, setupFails.said, `failed ${name}`];
  }
  return now < to ? lines : [...lines, 'done'];
}

/** What its own certificate says: nothing is done again until it is there for the names of the last set-up. */
function aboutCertificate(instance: Instance, call: Call): string[] {
  const { of, all } = ownCertificates(instance, call);
  const each = of.flatMap(() => ['begin names', 'begin certificate', 'done']);
  return of.length < all ? [...each, 'begin names'] : each;
}

/** All that a server has said since it was started. */
function said(instance: Instance, call: Call): string[] {
  const { id, userData = '', launchedAt, state, upAt } = instance;
  if (call.now < launchedAt + 2000) return [];
  const script = Buffer.from(userData, 'base64').toString();
  const ofUnit = (lines: string[]) => lines.map((line) => `stepway-setup[1234]: ${line}`);
  const isOurs = ({ instanceId, requestedAt }: (typeof call.here.commands)[number]) =>
    instanceId === id && requestedAt > launchedAt;
  return [
    'Linux version 6.12.40-63.114.amzn2023.x86_64',
    'Amazon Linux 2023.9',
    ...ofUnit(linesOf(script, state.until, upAt, call)),
    ...call.here.commands
      .filter(isOurs)
      .flatMap(({ parameters: { commands = [] }, requestedAt, endsAt }) =>
        ofUnit(linesOf(commands.join('\n'), requestedAt, endsAt, call)),
      ),
    ...aboutCertificate(instance, call).map((line) => `stepway-certificate[4321]: ${line}`),
  ];
}

export const consoles = {
  GetConsoleOutput({ InstanceId, Latest }, call) {
    const instance = one(call, 'instances', InstanceId);
    if (Latest && instance.type.startsWith('t2.'))
      refuse('UnsupportedOperation', 'This instance type does not support retrieving the latest console logs.');
    const lines = at(instance.state, call.now) === 'terminated' ? [] : said(instance, call);
    const text = lines.map((line, index) => `[${String(index).padStart(5)}.000000] ${line}\r\n`).join('');
    return {
      InstanceId: instance.id,
      Timestamp: new Date(call.now),
      Output: Buffer.from(text).toString('base64'),
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-ec2')>;
