import { sessionDocuments } from '../../aws/sessions.ts';
import { allow, later, uses } from '../../permissions/allow.ts';

const thoseKinds = allow(
  'The AWS documents that stepway opens sessions with: a command, and a port of the database.',
  Object.values(sessionDocuments).map((name) => `arn:*:ssm:*:*:document/${name}`),
);

/**
 * A session is named after whoever opens it:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-examples.html
 */
const ownSessions = allow(
  'One’s own sessions, whose names begin with whoever opened them.',
  ['userid', 'username'].map((who) => `arn:*:ssm:*:*:session/\${aws:${who}}-*`),
);

/** Sessions with the server that runs the app, for those who look after it. */
export const allowsSessions = [
  later(uses('ssm:StartSession')),
  later(thoseKinds('ssm:StartSession')),
  later(ownSessions('ssm:ResumeSession', 'ssm:TerminateSession')),
];
