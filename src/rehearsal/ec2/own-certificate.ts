import { setElsewhere } from '../elsewhere.ts';
import { canonical, zoneFor } from '../route53/data.ts';
import type { Call } from '../service.ts';
import type { Instance } from './data.ts';

/** How long a server takes for its certificate once it is set up and its names lead to it, in milliseconds. */
const takes = 20_000;

/** What of a set-up has the server get a certificate itself. */
const unit = 'ExecStart=/opt/stepway/certificate';

/** Since when a name leads somewhere; never, when it does not. */
function ledSince(name: string, { account, scenario, now }: Call): number {
  const zone = zoneFor(account, scenario, canonical(name), now);
  const record = zone?.records.find((one) => one.name === canonical(name) && one.type === 'A');
  if (!zone || !record) return setElsewhere(account, scenario, name, now) ? 0 : Infinity;
  return Math.max(zone.delegatedAt, record.before ? 0 : record.inSyncAt);
}

/**
 * Since when a server has a certificate of its own, and for which names, as the set-ups that it has had come to an end.
 * Names that it had before stay on it for as long as they lead to it. `all` is how many set-ups have asked for one.
 */
export function ownCertificates({ id, userData = '', upAt }: Instance, call: Call) {
  const { here, now } = call;
  const setUps = [
    { text: Buffer.from(userData, 'base64').toString(), endsAt: upAt },
    ...here.commands
      .filter(({ instanceId }) => instanceId === id)
      .map(({ parameters: { commands = [] }, endsAt }) => ({ text: commands.join('\n'), endsAt })),
  ];
  const asked = setUps.filter(({ text, endsAt }) => text.includes(unit) && endsAt <= now);
  const of = asked.flatMap(({ text, endsAt }, at) => {
    const names = /^NAMES="(.*)"$/m.exec(text)?.[1]?.split(' ');
    const isLast = at === asked.length - 1;
    const led = isLast ? (names ?? []).map((name) => ledSince(name, call)) : [];
    const since = Math.max(endsAt, ...led) + takes;
    return names && since <= now ? [{ names, since }] : [];
  });
  return { of, all: asked.length };
}
