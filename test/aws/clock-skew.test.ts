import { Readable } from 'node:stream';
import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { CreateVpcCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { HttpResponse, type HttpRequest } from '@smithy/core/protocols';
import { describe, expect, test } from 'vitest';
import { atMostOnce, type Pluggable } from '../../src/aws/at-most-once.ts';
import { explain } from '../../src/aws/explain.ts';

/** What AWS answers when it can read a request. */
interface Reply {
  readonly status: number;
  readonly body: string;
}

const xml = (status: number, code: string, message: string): Reply => ({
  status,
  body: `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors></Response>`,
});
const query = (status: number, code: string, message: string): Reply => ({
  status,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});
const json = (status: number, code: string, message: string): Reply => ({
  status,
  body: JSON.stringify({ __type: code, message }),
});

/** How each service says that it takes no request from so long ago or so far ahead, and what it answers otherwise. */
const services = [
  {
    service: 'EC2',
    client: EC2Client,
    ask: () => new DescribeVpcsCommand({}),
    stale: xml(400, 'RequestExpired', 'Request has expired.'),
    fine: { status: 200, body: '<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>' },
    refused: 'InvalidVpcID.NotFound',
    refusal: xml(400, 'InvalidVpcID.NotFound', 'does not exist'),
  },
  {
    service: 'IAM',
    client: IAMClient,
    ask: () => new GetRoleCommand({ RoleName: 'x' }),
    stale: query(
      403,
      'SignatureDoesNotMatch',
      'Signature expired: 20261120T000000Z is now earlier than 20261121T000000Z',
    ),
    fine: {
      status: 200,
      body: '<GetRoleResponse><GetRoleResult><Role><RoleName>x</RoleName></Role></GetRoleResult></GetRoleResponse>',
    },
    refused: 'NoSuchEntityException',
    refusal: query(404, 'NoSuchEntity', 'The role with name x cannot be found.'),
  },
  {
    service: 'ACM',
    client: ACMClient,
    ask: () => new ListCertificatesCommand({}),
    stale: json(400, 'InvalidSignatureException', 'Signature not yet current: 20261122T000000Z is still later'),
    fine: { status: 200, body: '{"CertificateSummaryList":[]}' },
    refused: 'ValidationException',
    refusal: json(400, 'ValidationException', 'no'),
  },
] as const;

const minutes = 60_000;
const day = 24 * 60 * minutes;

/** AWS, whose clock is ahead of ours by so many milliseconds; it takes requests that are at most 5 minutes off. */
function aws(ahead: number, stale: Reply, reply: Reply, tells = true) {
  const sent: number[] = [];
  const handle = async (request: HttpRequest) => {
    const now = Date.now() + ahead;
    const stamp = request.headers['x-amz-date']!.replace(
      /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/,
      '$1-$2-$3T$4:$5:$6Z',
    );
    const off = Math.abs(Date.parse(stamp) - now);
    sent.push(off);
    const { status, body } = off > 5 * minutes ? stale : reply;
    const headers = { 'content-type': 'text/xml', ...(tells && { date: new Date(now).toUTCString() }) };
    return { response: new HttpResponse({ statusCode: status, headers, body: Readable.from([Buffer.from(body)]) }) };
  };
  return { sent, handle };
}

const connected = (Client: (typeof services)[number]['client'], handle: object) => {
  const client = new Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' },
    maxAttempts: 4,
    requestHandler: { handle } as never,
  });
  atMostOnce(client as unknown as Pluggable);
  return client as unknown as { send(command: object): Promise<unknown> };
};

const offs = [20 * minutes, -20 * minutes, day, -day];

describe.each(services)(
  'a clock that is wrong, before $service',
  ({ client: Client, ask, stale, fine, refusal, refused }) => {
    test.each(offs)('by %i ms, is put right by what AWS says of the time', async (ahead) => {
      const { sent, handle } = aws(ahead, stale, fine);
      const client = connected(Client, handle);
      await client.send(ask());
      expect(sent).toHaveLength(2);
      expect(sent[1]).toBeLessThan(5000);
      await client.send(ask());
      expect(sent).toHaveLength(3);
    });

    test('does not let a refusal be asked for again and again', async () => {
      const { sent, handle } = aws(day, stale, refusal);
      const client = connected(Client, handle);
      await expect(client.send(ask())).rejects.toMatchObject({ name: refused });
      expect(sent).toHaveLength(2);
      await expect(client.send(ask())).rejects.toMatchObject({ name: refused });
      expect(sent).toHaveLength(3);
    });

    test('is named when AWS does not say what time it is', async () => {
      const { handle } = aws(day, stale, fine, false);
      const error: unknown = await connected(Client, handle)
        .send(ask())
        .catch((reason: unknown) => reason);
      const trouble = explain(error, { en: 'Server', ko: '서버' });
      expect(trouble?.kind).toBe('aws');
      expect(`${trouble?.what.en} ${trouble?.todo.en}`).toMatch(/this computer's clock/);
      expect(`${trouble?.what.ko} ${trouble?.todo.ko}`).toMatch(/시계/);
    });
  },
);

test('a wrong clock does not make a second network', async () => {
  const made = '<CreateVpcResponse><vpc><vpcId>vpc-1</vpcId></vpc></CreateVpcResponse>';
  const { stale } = services[0];
  const { sent, handle } = aws(day, stale, { status: 200, body: made });
  await connected(EC2Client, handle).send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  expect(sent.filter((off) => off < 5 * minutes)).toHaveLength(1);
});
