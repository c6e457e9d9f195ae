import type { Call, Reply } from './proxy.ts';

const xml = (status: number, body: string): Reply => ({ status, headers: { 'content-type': 'text/xml' }, body });

/** "Slow down", in the protocol of each service and with the status that it uses. */
export function tooFast({ service }: Call): Reply {
  if (service === 'ec2')
    return xml(
      503,
      '<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>Request limit exceeded.</Message></Error></Errors><RequestID>1</RequestID></Response>',
    );
  if (['acm', 'ssm', 'servicequotas'].includes(service))
    return {
      status: 400,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: '{"__type":"ThrottlingException","message":"Rate exceeded"}',
    };
  return xml(
    400,
    '<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error><RequestId>1</RequestId></ErrorResponse>',
  );
}

/** What something in front of AWS says when AWS does not answer it: no XML, no JSON. */
export const broken = (status: 500 | 502 | 503): Reply => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<html><body><h1>${status}</h1></body></html>`,
});
