import { refuse } from '../errors.ts';
import { uuid } from '../ids.ts';
import type { Operations } from '../service.ts';
import { isReached } from './commands.ts';

/** What each document of AWS's for sessions has to be told. */
const documents: Readonly<Record<string, readonly string[]>> = {
  'AWS-StartInteractiveCommand': ['command'],
  'AWS-StartPortForwardingSessionToRemoteHost': ['host', 'portNumber', 'localPortNumber'],
};

const streamOf = (session: string, region: string) =>
  `wss://ssmmessages.${region}.amazonaws.com/v1/data-channel/${session}`;

/** Sessions with a server: they are opened and ended, and lead nowhere. */
export const sessions = {
  StartSession({ Target = '', DocumentName = '', Parameters = {} }, call) {
    const known = documents[DocumentName] ?? refuse('InvalidDocument', `Document ${DocumentName} does not exist.`);
    const unknown = Object.keys(Parameters).find((name) => !known.includes(name));
    if (unknown !== undefined) refuse('ValidationException', `Parameter ${unknown} is not in ${DocumentName}.`);
    const instance = call.here.instances.find(({ id }) => id === Target);
    if (!instance || !isReached(instance, call)) refuse('TargetNotConnected', `${Target} is not connected.`);
    const SessionId = `rehearsal-${uuid(`session ${call.seed()}`).slice(0, 17)}`;
    return {
      SessionId,
      TokenValue: uuid(`token ${call.seed()}`),
      StreamUrl: streamOf(SessionId, call.region),
    };
  },

  ResumeSession: ({ SessionId = '' }, call) => ({
    SessionId,
    TokenValue: uuid(`token ${call.seed()}`),
    StreamUrl: streamOf(SessionId, call.region),
  }),

  TerminateSession: ({ SessionId }) => ({ SessionId }),
} satisfies Operations<typeof import('@aws-sdk/client-ssm')>;
