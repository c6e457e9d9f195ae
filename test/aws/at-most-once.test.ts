import { Readable } from 'node:stream';
import {
  AllocateAddressCommand,
  CreateInternetGatewayCommand,
  CreateVpcCommand,
  DescribeVpcsCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { HttpResponse } from '@smithy/core/protocols';
import { describe, expect, test } from 'vitest';
import { atMostOnce, OutcomeUnknown, type Pluggable } from '../../src/aws/at-most-once.ts';
import { isOutcomeUnknown } from '../../src/aws/error-names.ts';

type Answer = () => HttpResponse;

const answer = (statusCode: number, xml: string) => () =>
  new HttpResponse({ statusCode, headers: { 'content-type': 'text/xml' }, body: Readable.from([Buffer.from(xml)]) });
const refusal = (status: number, code: string) =>
  answer(status, `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors></Response>`);
const lost: Answer = () => {
  throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET', name: 'Error' });
};
const fine = answer(200, '<Response><requestId>1</requestId></Response>');

/** A real client of the SDK, with its own retries, whose requests get these answers, the last one again and again. */
function client(...answers: Answer[]) {
  let sent = 0;
  const ec2 = new EC2Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' },
    maxAttempts: 4,
    requestHandler: {
      handle: async () => ({ response: (answers[Math.min(sent++, answers.length - 1)] ?? fine)() }),
    },
  });
  atMostOnce(ec2 as unknown as Pluggable);
  return { ec2, sent: () => sent };
}

const unrepeatable = [
  ['CreateVpc', () => new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' })],
  ['CreateInternetGateway', () => new CreateInternetGatewayCommand({})],
  ['AllocateAddress', () => new AllocateAddressCommand({})],
] as const;

describe.each(unrepeatable)('%s, which could make a second one', (_, command) => {
  test('is sent once when its answer is lost, and nobody claims to know how it ended', async () => {
    const { ec2, sent } = client(lost, fine);
    const error: unknown = await ec2.send(command() as never).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(OutcomeUnknown);
    expect(isOutcomeUnknown(error)).toBe(true);
    expect(error).toMatchObject({ lost: { code: 'ECONNRESET' } });
    expect(sent()).toBe(1);
  });

  test('is sent once when AWS failed on its way to an answer', async () => {
    const { ec2, sent } = client(refusal(500, 'InternalError'), fine);
    await expect(ec2.send(command() as never)).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(sent()).toBe(1);
  });

  test('is sent once when its answer was cut short or makes no sense', async () => {
    const aborted = new Readable({
      read() {
        this.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
      },
    });
    const cutShort = () => new HttpResponse({ statusCode: 200, headers: { 'content-length': '999' }, body: aborted });
    for (const bad of [cutShort, answer(200, '<Response><vpc>'), answer(200, '<html>Log in<hr></html>')]) {
      const { ec2, sent } = client(bad, fine);
      await expect(ec2.send(command() as never)).rejects.toBeInstanceOf(OutcomeUnknown);
      expect(sent()).toBe(1);
    }
  });

  test('is sent again when it came too fast, which EC2 says with status 503: that did nothing', async () => {
    const { ec2, sent } = client(refusal(503, 'RequestLimitExceeded'), fine);
    await ec2.send(command() as never);
    expect(sent()).toBe(2);
  });

  test('is refused as ever: a refused request did nothing', async () => {
    const { ec2, sent } = client(refusal(400, 'VpcLimitExceeded'));
    await expect(ec2.send(command() as never)).rejects.toMatchObject({ name: 'VpcLimitExceeded' });
    expect(sent()).toBe(1);
  });
});

describe('what can be repeated', () => {
  test('is sent again by the SDK: a question', async () => {
    const { ec2, sent } = client(lost, fine);
    await ec2.send(new DescribeVpcsCommand({}));
    expect(sent()).toBe(2);
  });

  test('is sent again by the SDK: a question whose answer makes no sense', async () => {
    const { ec2, sent } = client(answer(200, '<Response><vpcSet>'), fine);
    await ec2.send(new DescribeVpcsCommand({}));
    expect(sent()).toBe(2);
  });

  test('is sent again by the SDK: a create call with a token', async () => {
    const { ec2, sent } = client(refusal(503, 'Unavailable'), fine);
    await ec2.send(new RunInstancesCommand({ MinCount: 1, MaxCount: 1, ClientToken: 'token' }));
    expect(sent()).toBe(2);
  });
});
