import type { Call } from '../service.ts';
import type { Instance } from './data.ts';

/** How long a server takes for its certificate once it is set up and its names lead to it, in milliseconds. */
const takes = 20_000;

/** Since when a server has a certificate of its own, and for which names, as the set-ups that it has had come to an end. */
export function ownCertificates({ id, userData = '', upAt }: Instance, { here, now }: Call) {
  const setUps = [
    { text: Buffer.from(userData, 'base64').toString(), endsAt: upAt },
    ...here.commands
      .filter(({ instanceId }) => instanceId === id)
      .map(({ parameters: { commands = [] }, endsAt }) => ({ text: commands.join('\n'), endsAt })),
  ];
  return setUps.flatMap(({ text, endsAt }) => {
    const names = /^NAMES="(.*)"$/m.exec(text)?.[1]?.split(' ');
    const since = endsAt + takes;
    return names && text.includes('ExecStart=/opt/stepway/certificate') && since <= now ? [{ names, since }] : [];
  });
}
