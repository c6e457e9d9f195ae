import { findClient, type Found } from '../../db/run-client.ts';
import type { Client } from '../../db/clients.ts';
import { Trouble } from '../../errors.ts';
import type { World } from '../../world.ts';

/** What of the user's environment would lead a client elsewhere. */
const misleading =
  /^(PG(SERVICE|SERVICEFILE|HOST|HOSTADDR|PORT|SSL\w*|REQUIRESSL|OPTIONS|TARGETSESSIONATTRS)|MYSQL_(HOST|TCP_PORT|UNIX_PORT))$/;

/** The environment of a client: the user's, but for what would lead it elsewhere. */
export const environmentFor = ({ env }: World, more: Readonly<Record<string, string>>) => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !misleading.test(name))),
  ...more,
});

/** @throws Trouble `usage` where it is not installed. */
export async function clientHere({ env }: World, client: Client, tool: 'connect' | 'dump'): Promise<Found> {
  const found = await findClient(client[tool], env);
  if (found) return found;
  throw new Trouble(
    'usage',
    {
      en: `${client[tool].programs.join(' or ')} is not installed on this computer.`,
      ko: `이 컴퓨터에 ${client[tool].programs.join(', ')} 프로그램이 없습니다.`,
    },
    {
      en: `${client.install.en} Any other tool for databases works with \`stepway db tunnel\`.`,
      ko: `${client.install.ko} 다른 데이터베이스 도구는 \`stepway db tunnel\`로 쓸 수 있습니다.`,
    },
  );
}
