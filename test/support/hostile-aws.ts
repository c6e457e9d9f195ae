import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { escaped, failure, type Refusal } from './faults.ts';
import { listen } from './listen.ts';

export interface HostileAws {
  readonly port: number;
  /** How many requests have come so far. */
  calls(): number;
  stop(): void;
}

/** Answers that are no errors: who is asking, and a few fields that the program shows as AWS says them. */
function answer(operation: string, account: string, message: string): string | undefined {
  const said = escaped(message);
  const result = (content: string) =>
    `<${operation}Response><${operation}Result>${content}</${operation}Result></${operation}Response>`;
  switch (operation) {
    case 'GetCallerIdentity':
      return result(`<Account>${account}</Account><UserId>U</UserId><Arn>arn:aws:iam::${account}:user/${said}</Arn>`);
    case 'DescribeDBInstances':
      return result(
        `<DBInstances><DBInstance><DBInstanceStatus>${said}</DBInstanceStatus><MasterUsername>${said}</MasterUsername>` +
          `<PendingModifiedValues><MasterUserPassword>${said}</MasterUserPassword></PendingModifiedValues>` +
          `</DBInstance></DBInstances>`,
      );
    case 'DescribeTargetHealth':
      return result(
        `<TargetHealthDescriptions><member><Target><Id>i-1</Id></Target><TargetHealth><State>unhealthy</State>` +
          `<Reason>Target.ResponseCodeMismatch</Reason><Description>${said}</Description></TargetHealth></member>` +
          `</TargetHealthDescriptions>`,
      );
  }
  return undefined;
}

/**
 * An AWS on the loopback interface that knows who is asking and refuses all else. `say` makes the refusal of a
 * request, from its headers and its body; of operations in `answered` the answer has the same words in its fields.
 */
export async function hostileAws(
  account: string,
  say: (request: { headers: string; body: string }) => Refusal,
  answered: readonly string[] = ['GetCallerIdentity'],
): Promise<HostileAws> {
  let calls = 0;
  const reply = async (request: IncomingMessage) => {
    calls++;
    const body = await text(request);
    const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const refusal = say({ headers: request.rawHeaders.join(' '), body });
    const operation = new URLSearchParams(body).get('Action') ?? '';
    const good = answered.includes(operation) ? answer(operation, account, refusal.message) : undefined;
    return good ? { status: 200, headers: { 'content-type': 'text/xml' }, body: good } : failure(service, refusal);
  };
  const server = createServer((request, response) => {
    reply(request).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      () => request.socket.destroy(),
    );
  });
  const port = await listen(server);
  return {
    port,
    calls: () => calls,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
