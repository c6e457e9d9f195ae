import { createServer, type IncomingHttpHeaders } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { accountPlan } from '../../src/aws/account-plan.ts';
import { FreeTierClient, GetAccountPlanStateCommand } from '../../src/aws/client-freetier.ts';
import { listen } from '../support/listen.ts';

/** A client of a server that answers with this, and what reached the server. */
async function served(status: number, answer: object, type?: string) {
  const asked: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      asked.push({ headers: request.headers, body });
      response.writeHead(status, {
        'content-type': 'application/x-amz-json-1.0',
        ...(type && { 'x-amzn-errortype': type }),
      });
      response.end(JSON.stringify(answer));
    });
  });
  const port = await listen(server);
  onTestFinished(() => void server.close());
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new FreeTierClient({ endpoint: `http://127.0.0.1:${port}`, credentials, maxAttempts: 1 });
  return { client, asked };
}

test('the plan of an account is asked for as the model of the Free Tier API describes it', async () => {
  const { client, asked } = await served(200, {
    accountId: '123456789012',
    accountPlanType: 'FREE',
    accountPlanStatus: 'ACTIVE',
    accountPlanRemainingCredits: { amount: 99.5, unit: 'USD' },
    accountPlanExpirationDate: '2027-03-01T00:00:00Z',
  });
  expect(await accountPlan({ freeTier: client })).toEqual({
    type: 'FREE',
    credits: 99.5,
    until: new Date('2027-03-01T00:00:00Z'),
  });
  expect(asked).toHaveLength(1);
  expect(asked[0]?.body).toBe('{}');
  expect(asked[0]?.headers).toMatchObject({
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'AWSFreeTierService.GetAccountPlanState',
    authorization: expect.stringMatching(/\/us-east-1\/freetier\/aws4_request/),
  });
});

test('it is asked of the one endpoint that the API has', async () => {
  const { client } = await served(200, {});
  expect(await client.config.region()).toBe('us-east-1');
  const elsewhere = new FreeTierClient({ region: 'ap-northeast-2' });
  expect(elsewhere.config.endpointProvider({}).url.href).toBe('https://freetier.us-east-1.api.aws/');
});

test.each([
  [400, 'AccessDeniedException'],
  [400, 'ResourceNotFoundException'],
  [404, 'UnknownOperationException'],
  [500, 'InternalServerException'],
])('an answer with %i %s has its name, and is no answer to which plan it is', async (status, name) => {
  const { client } = await served(status, { message: 'no' }, name);
  await expect(client.send(new GetAccountPlanStateCommand({}))).rejects.toMatchObject({ name });
  expect(await accountPlan({ freeTier: client })).toBeUndefined();
});

test('an account that does not tell its plan is asked once in a run: nothing but advice waits for it', async () => {
  const { client, asked } = await served(404, {});
  for (let times = 0; times < 3; times++) expect(await accountPlan({ freeTier: client })).toBeUndefined();
  expect(asked).toHaveLength(1);
});
