import {
  ResumeSessionCommand,
  StartSessionCommand,
  TerminateSessionCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { said } from './replies.ts';

/** The documents of AWS's that stepway opens sessions with. */
export const sessionDocuments = {
  command: 'AWS-StartInteractiveCommand',
  port: 'AWS-StartPortForwardingSessionToRemoteHost',
} as const;

/** What a session is for, and what its document is to be told. */
export interface Wanted {
  readonly document: keyof typeof sessionDocuments;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A session, and what opens its stream once. */
export interface Started {
  readonly id: string;
  readonly url: string;
  readonly token: string;
}

/** @throws what AWS says when it does not reach the server: `TargetNotConnected`. */
export async function startSession(
  ssm: SSMClient,
  instanceId: string,
  { document, parameters }: Wanted,
): Promise<Started> {
  const Parameters = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, [value]]));
  const DocumentName = sessionDocuments[document];
  const started = await ssm.send(new StartSessionCommand({ Target: instanceId, DocumentName, Parameters }));
  return { id: said(started, 'SessionId'), url: said(started, 'StreamUrl'), token: said(started, 'TokenValue') };
}

/** What opens the stream of a session anew; undefined when it is over, of which AWS says nothing or that it is not there. */
export async function resumeSession(ssm: SSMClient, { id, url }: Started): Promise<Started | undefined> {
  try {
    const { StreamUrl, TokenValue } = await ssm.send(new ResumeSessionCommand({ SessionId: id }));
    return TokenValue ? { id, url: StreamUrl || url, token: TokenValue } : undefined;
  } catch (error) {
    if (error instanceof Error && error.name === 'DoesNotExistException') return undefined;
    throw error;
  }
}

/** Ends a session. One that cannot be ended ends by itself, after twenty minutes in which nothing is said. */
export async function endSession(ssm: SSMClient, { id }: Started): Promise<void> {
  await ssm.send(new TerminateSessionCommand({ SessionId: id })).catch(() => undefined);
}
