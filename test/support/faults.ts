import { serviceOf } from '../../src/aws/services.ts';
import type { Call, Reply } from './proxy.ts';

/** What is refused with, and in which words. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export const escaped = (value: string) => value.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** An error in the words of a service's protocol; of one that is not known in those of most. */
export function failure(service: string, { code, message }: Refusal, status = 400): Reply {
  const protocol = serviceOf(service)?.protocol ?? 'query';
  if (protocol === 'json')
    return {
      status,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: JSON.stringify({ __type: code, message }),
    };
  const error = `<Error><Code>${escaped(code)}</Code><Message>${escaped(message)}</Message></Error>`;
  const body =
    protocol === 'ec2'
      ? `<Response><Errors>${error}</Errors><RequestID>1</RequestID></Response>`
      : `<ErrorResponse>${error}<RequestId>1</RequestId></ErrorResponse>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

/** "Slow down", as each service says it. */
export function tooFast({ service }: Call): Reply {
  const { throttling } = serviceOf(service) ?? serviceOf('sts')!;
  return failure(service, throttling, throttling.status);
}

/** What something in front of AWS says when AWS does not answer it: no XML, no JSON. */
export const broken = (status: 500 | 502 | 503): Reply => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<html><body><h1>${status}</h1></body></html>`,
});
