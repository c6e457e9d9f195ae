import { sessionDocument } from '../../aws/sessions.ts';
import { allow, later, uses } from '../../permissions/allow.ts';

const thatKind = allow(
  'The AWS document that stepway opens sessions with.',
  `arn:*:ssm:*:*:document/${sessionDocument}`,
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
  later(thatKind('ssm:StartSession')),
  later(ownSessions('ssm:ResumeSession', 'ssm:TerminateSession')),
];
