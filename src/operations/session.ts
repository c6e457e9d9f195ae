import type { JsonWebKey } from 'node:crypto';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { endSession, resumeSession, startSession, type Started, type Wanted } from '../aws/sessions.ts';
import type { Clock } from '../clock.ts';
import { Trouble } from '../errors.ts';
import { oneLine } from '../plain.ts';
import { Channel, type Ended, type Opening, type Session } from '../session/channel.ts';
import { bootstrap, relay } from '../session/relay.ts';
import { Remote, type Said } from '../session/remote.ts';
import type { State } from '../state/state.ts';
import { steps } from '../steps/index.ts';
import { outputsOf } from './outputs.ts';
import { openDraft } from './sign-in.ts';
import { unlessStopped, type Site } from './site.ts';

/** The server of a stack, for sessions with it. */
export interface Server {
  readonly ssm: SSMClient;
  readonly clock: Clock;
  readonly instanceId: string;
  readonly region: string;
}

/** @throws Trouble `usage` when there is no server. */
export async function openServer(site: Site, state: State, region: string | undefined): Promise<Server> {
  const { instanceId } = outputsOf(steps, state);
  if (instanceId === undefined || !state.pin) throw noServer(state.name);
  const run = await unlessStopped(site.signal, openDraft(site, state, region));
  return { ssm: run.aws.ssm, clock: site.clock, instanceId, region: state.pin.region };
}

const start = ({ ssm, instanceId }: Server, wanted: Wanted): Promise<Started> =>
  startSession(ssm, instanceId, wanted).catch((error: unknown) => {
    throw unreached(error) ?? error;
  });

/** @throws Trouble `aws` when Systems Manager does not reach the server. */
export async function openSession(
  server: Server,
  wanted: Wanted,
  { received, cut }: Pick<Opening, 'received' | 'cut'>,
): Promise<Session> {
  const { ssm, clock } = server;
  const started = await start(server, wanted);
  try {
    const channel = await Channel.open({
      clock,
      ticket: started,
      resume: () => resumeSession(ssm, started),
      received,
      cut,
    });
    const end = async () => {
      channel.leave();
      await endSession(ssm, started);
    };
    return { channel, end };
  } catch (cause) {
    await endSession(ssm, started);
    throw noStream(cause);
  }
}

/** What a rehearsal does of a session: AWS is asked for one, and nothing runs on the other end. */
export async function rehearseSession(server: Server, wanted: Wanted = toRemote): Promise<void> {
  await endSession(server.ssm, await start(server, wanted));
}

/** What is asked of the program on the server. */
export type Request =
  | { readonly do: 'run'; readonly words: readonly string[] }
  | { readonly do: 'shell'; readonly admin: boolean }
  | {
      readonly do: 'database';
      readonly host: string;
      readonly region: string;
      /** Of the master, for a database in which the app has no user yet. */
      readonly secret?: string | undefined;
      /** What the password is sealed with. */
      readonly key: JsonWebKey;
    };

/** A session with the program on the server that does what is asked. */
const toRemote: Wanted = { document: 'command', parameters: { command: bootstrap(relay) } };

/** A session with the program that does on the server what is asked. */
export interface Asked extends Session {
  readonly remote: Remote;
}

/**
 * Opens a session and asks for something there.
 *
 * @throws Trouble when the session ends before that is heard.
 */
export async function askServer(
  server: Server,
  request: Request,
  hear: (said: Said) => void,
  cut?: Opening['cut'],
): Promise<Asked> {
  const remote = new Remote(hear);
  const session = await openSession(server, toRemote, { received: remote.received, cut });
  const ended = await remote.ask(session.channel, request);
  if (!ended) return { ...session, remote };
  await session.end();
  throw endedEarly(ended, remote.noise);
}

/** @param said what came instead of what was waited for. */
export function endedEarly(ended: Ended, said: string): Trouble {
  if (ended.is === 'key-required') return keyRequired();
  if (ended.is === 'lost') return lost(ended.cause);
  const why = oneLine(`${said} ${ended.is === 'closed' ? ended.said : ''}`)
    .trim()
    .replace(/\.$/, '')
    .slice(-300);
  return new Trouble(
    'aws',
    {
      en: `The session with the server ended before it had done what was asked${why && `: ${why}`}.`,
      ko: `서버와의 세션이 일을 끝내기 전에 끝났습니다${why && `: ${why}`}.`,
    },
    {
      en: 'Run the same command again. AWS ends a session that is idle for long (20 minutes, unless the account says otherwise); `stepway status` says whether the server runs.',
      ko: '같은 명령을 다시 실행하세요. AWS는 오래(계정 설정을 바꾸지 않았다면 20분) 쉬는 세션을 끝냅니다. 서버가 실행 중인지는 `stepway status`로 볼 수 있습니다.',
    },
  );
}

/** Why something cannot be done on the server, by the word for it. */
export function refused(why: string): Trouble {
  const known = refusals[why];
  return known ? known() : new Trouble('aws', unknownRefusal(why), runAgain);
}

const unknownRefusal = (why: string) => ({
  en: `The server refused: ${oneLine(why)}.`,
  ko: `서버가 거부했습니다: ${oneLine(why)}.`,
});

const runAgain = {
  en: 'Run the same command again; `stepway doctor` looks at the server.',
  ko: '같은 명령을 다시 실행하세요. `stepway doctor`로 서버를 점검할 수 있습니다.',
};

const refusals: Readonly<Record<string, () => Trouble>> = {
  'no-user': () =>
    new Trouble(
      'usage',
      {
        en: 'The server knows no user and password for the database: the app has none yet, and the master password is not managed by RDS.',
        ko: '서버에 데이터베이스 사용자와 비밀번호가 없습니다. 앱 전용 사용자가 아직 없고, 마스터 비밀번호를 RDS가 관리하지 않습니다.',
      },
      {
        en: 'Deploy the app once with `stepway deploy`, which makes its user, then run the same command again.',
        ko: '`stepway deploy`로 앱을 한 번 배포하면 사용자를 만듭니다. 그다음 같은 명령을 다시 실행하세요.',
      },
    ),
  'no-release': () =>
    new Trouble(
      'usage',
      {
        en: 'No version of your app is on the server yet: there is no folder to run this in.',
        ko: '아직 서버에 올린 앱이 없어서 명령을 실행할 폴더가 없습니다.',
      },
      {
        en: 'Deploy it with `stepway deploy`. `stepway shell` opens a shell without the app.',
        ko: '`stepway deploy`로 먼저 배포하세요. 앱 없이 셸만 열려면 `stepway shell`을 쓰세요.',
      },
    ),
};

const noServer = (name: string) =>
  new Trouble(
    'usage',
    { en: `The stack ${name} has no server yet.`, ko: `${name} 스택에는 아직 서버가 없습니다.` },
    { en: 'Run `stepway up` to create it.', ko: '`stepway up`으로 만드세요.' },
  );

const unreached = (error: unknown) =>
  error instanceof Error && error.name === 'TargetNotConnected'
    ? new Trouble(
        'aws',
        {
          en: 'Systems Manager does not reach the server.',
          ko: 'Systems Manager가 서버에 연결하지 못합니다.',
        },
        {
          en: 'A new or restarted server takes a minute or two. Check that it runs with `stepway status`; `stepway doctor` finds what is in the way.',
          ko: '새로 만들었거나 다시 시작한 서버는 1~2분 걸립니다. `stepway status`로 실행 중인지 확인하고, `stepway doctor`로 막힌 곳을 찾으세요.',
        },
        { cause: error },
      )
    : undefined;

const noStream = (cause: unknown) =>
  new Trouble(
    'aws',
    {
      en: `The connection to Session Manager failed: ${oneLine(cause instanceof Error ? cause.message : String(cause))}.`,
      ko: `Session Manager에 연결하지 못했습니다: ${oneLine(cause instanceof Error ? cause.message : String(cause))}.`,
    },
    {
      en: 'It is a WebSocket to ssmmessages.<region>.amazonaws.com on port 443. Check that your network and its proxy let it through, and run the same command again.',
      ko: 'ssmmessages.<리전>.amazonaws.com의 443 포트로 여는 WebSocket입니다. 네트워크와 프록시가 막지 않는지 확인하고 같은 명령을 다시 실행하세요.',
    },
    { cause },
  );

const lost = (cause: unknown) =>
  new Trouble(
    'aws',
    {
      en: 'The connection to the server was cut, and could not be restored within two minutes.',
      ko: '서버와의 연결이 끊겼고, 2분 동안 다시 연결하지 못했습니다.',
    },
    {
      en: 'What was running there may still run. Check your network, then look at the server with `stepway shell`.',
      ko: '서버에서 실행하던 것은 아직 실행 중일 수 있습니다. 네트워크를 확인한 뒤 `stepway shell`로 서버를 살펴보세요.',
    },
    { cause },
  );

const keyRequired = () =>
  new Trouble(
    'aws',
    {
      en: 'This account has its sessions encrypted with a KMS key of its own, which stepway does not support.',
      ko: '이 계정은 세션을 별도의 KMS 키로 암호화하도록 설정되어 있는데, stepway는 이를 지원하지 않습니다.',
    },
    {
      en: 'Use `aws ssm start-session` with the Session Manager plugin, or turn KMS encryption off in the preferences of Session Manager.',
      ko: 'Session Manager 플러그인과 `aws ssm start-session`을 쓰거나, Session Manager 기본 설정에서 KMS 암호화를 끄세요.',
    },
  );
