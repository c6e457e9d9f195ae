import { generateKeyPairSync, privateDecrypt } from 'node:crypto';
import type { Outputs } from '../engine/outputs.ts';
import { Trouble } from '../errors.ts';
import { keepSecret } from '../secrets.ts';
import type { Said } from '../session/remote.ts';
import { dig, type Digging, type Port, type Tunnel } from '../session/tunnel.ts';
import type { State } from '../state/state.ts';
import { steps } from '../steps/index.ts';
import { outputsOf } from './outputs.ts';
import { askServer, endedEarly, openSession, refused, rehearseSession, type Server } from './session.ts';

/** The database of a stack. */
export type DatabaseThere = NonNullable<Outputs['database']>;

/** @throws Trouble `usage` when there is none. */
export function databaseOf(state: State): DatabaseThere {
  const { database } = outputsOf(steps, state);
  if (database) return database;
  throw new Trouble(
    'usage',
    { en: `The stack ${state.name} has no database.`, ko: `${state.name} 스택에는 데이터베이스가 없습니다.` },
    {
      en: 'Add one with `stepway up --database postgres` (or mysql); `stepway status` shows what there is.',
      ko: '`stepway up --database postgres`(또는 mysql)로 추가할 수 있습니다. 지금 있는 것은 `stepway status`로 보세요.',
    },
  );
}

/** Who may use a database, and what tells that it is the one. */
export interface Access {
  readonly user: string;
  readonly password: string;
  /** The authorities that sign its certificate, where the server knows them. */
  readonly authorities?: string | undefined;
}

/**
 * Asks the server as whom the app uses its database: the app's own user, or the master where there is none yet. The
 * password comes sealed, for a key that is made for this once.
 */
async function accessTo(server: Server, { host, secretArn }: DatabaseThere): Promise<Access> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let answer: (said: Said) => void = () => undefined;
  const said = new Promise<Said>((resolve) => {
    answer = resolve;
  });
  const key = publicKey.export({ format: 'jwk' });
  const asked = await askServer(
    server,
    { do: 'database', host, region: server.region, secret: secretArn, key },
    (one) => answer(one),
  );
  try {
    const first = await Promise.race([said, asked.channel.ended]);
    if (first.is === 'refused') throw refused(first.why);
    if (first.is !== 'answer')
      throw endedEarly(first.is === 'closed' || first.is === 'lost' ? first : { is: 'closed', said: '' }, '');
    const { user, password, authorities } = first.value as {
      user: string;
      password: string;
      authorities?: string | null;
    };
    const opened = privateDecrypt({ key: privateKey, oaepHash: 'sha256' }, Buffer.from(password, 'base64')).toString();
    keepSecret(opened);
    return { user, password: opened, authorities: authorities ?? undefined };
  } finally {
    await asked.end();
  }
}

/** Where a tunnel to a database begins, and as whom it is used. */
export interface Reached extends Access {
  readonly tunnel: Tunnel;
}

/** What is told of a tunnel while it is open. */
export type Told = Pick<Digging, 'unreached' | 'broken' | 'refused'>;

/** Leads a local port to the database. */
export async function reach(server: Server, database: DatabaseThere, port: Port, told: Told): Promise<Reached> {
  const parameters = { host: database.host, portNumber: `${database.port}` };
  const digging = dig(port, {
    ...told,
    clock: server.clock,
    open: (hears) => openSession(server, { document: 'port', parameters }, hears),
  });
  // One takes as long as the other.
  const [tunnel, access] = await Promise.allSettled([digging, accessTo(server, database)]);
  if (tunnel.status === 'fulfilled' && access.status === 'fulfilled') return { ...access.value, tunnel: tunnel.value };
  if (tunnel.status === 'fulfilled') await tunnel.value.end();
  throw tunnel.status === 'rejected' ? tunnel.reason : (access as PromiseRejectedResult).reason;
}

/** What a rehearsal does of it: AWS is asked for both sessions. */
export async function rehearseReach(server: Server, { host, port }: DatabaseThere): Promise<void> {
  await rehearseSession(server);
  await rehearseSession(server, { document: 'port', parameters: { host, portNumber: `${port}` } });
}
