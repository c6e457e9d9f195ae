import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ground } from './ground.ts';

/** Lays a ground, builds a site on it, and lets people look around; the end of what they type ends all of it. */
export async function byHand(flags: readonly string[], say: (text: string) => void): Promise<void> {
  // What it writes is gone with the mounts of this run.
  process.env['TMPDIR'] = '/mnt';
  say('stepway up …\n');
  const site = await ground();
  const stepway = async (args: readonly string[]) => {
    const { code, stdout, stderr } = await site.stepway(...args);
    say(`${stderr}${stdout}${code === 0 ? '' : `(ended with ${code})\n`}`);
  };
  const up = await site.up(...flags);
  say(`${up.stderr}${up.stdout}`);

  const authorities = join(site.folder, 'authorities.pem');
  writeFileSync(authorities, site.trusted);
  const [address] = site.account.lookup(site.domain) ?? [];
  const machine = await site.machine();
  const outside = `nsenter --target ${process.env['STEPWAY_GROUND_HOLDER']} --mount --net`;
  say(`
From another terminal, as root:
  a visitor        ${outside} curl --cacert ${authorities} --resolve ${site.domain}:443:${address} https://${site.domain}/
  on the server    ${outside} nsenter ${machine.inside()?.join(' ')} bash
  its console      ${outside} tail -f ${machine.log}
On the server: journalctl, /var/log/cloud-init-output.log, /var/log/dnf.log, /var/log/nginx.
Here: what you would type after \`stepway\`. Ctrl-C, or the end of the input, takes all of it away.
`);

  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: 'stepway ' });
  lines.prompt();
  for await (const line of lines) {
    const words = line.split(/\s+/).filter(Boolean);
    if (words.length > 0) await stepway(words);
    lines.prompt();
  }
  await site.close();
}
