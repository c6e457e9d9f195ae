import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OutcomeUnknown } from '../../src/aws/at-most-once.ts';
import { explain } from '../../src/aws/explain.ts';
import { exitCodes, Trouble } from '../../src/errors.ts';

const title = { en: 'Server (EC2)', ko: '서버(EC2)' };

const awsError = (name: string, message = 'no') =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });

const cases: readonly [error: Error, what: RegExp, todo: RegExp][] = [
  [
    awsError(
      'UnauthorizedOperation',
      'You are not authorized to perform this operation. User: arn:aws:iam::1:user/me is not authorized to perform: ec2:RunInstances on resource: arn:aws:ec2:us-east-1:1:instance/*',
    ),
    /permission.*Server \(EC2\).*ec2:RunInstances/,
    /"Action":"ec2:RunInstances"/,
  ],
  [
    awsError('AccessDeniedException', 'User: me is not authorized to perform: acm:RequestCertificate'),
    /acm:RequestCertificate/,
    /\{"Effect":"Allow","Action":"acm:RequestCertificate","Resource":"\*"\}/,
  ],
  [awsError('AccessDenied', 'Access Denied'), /do not have permission/, /plan --permissions/],
  [
    awsError('ExpiredToken', 'The security token included in the request is expired'),
    /expired/,
    /aws login.*same command/,
  ],
  [awsError('RequestExpired', 'Request has expired.'), /expired: Request has expired\./, /aws login.*clock/],
  [awsError('RequestTimeTooSkewed', 'The difference is too large.'), /clock.*too large\./, /date and time/],
  [
    awsError('SignatureDoesNotMatch', 'Signature expired: 20261120T000000Z is now earlier than 20261121T000000Z'),
    /clock/,
    /date and time/,
  ],
  [
    awsError('SignatureDoesNotMatch', 'The request signature we calculated does not match'),
    /could not verify your credentials/,
    /clock/,
  ],
  [
    Object.assign(new Error('@aws-sdk XML parse error'), { $metadata: { httpStatusCode: 502 } }),
    /AWS is having a problem \(Server \(EC2\)\).*502/,
    /health\.aws/,
  ],
  [
    Object.assign(new SyntaxError('Unexpected token <'), { $metadata: { httpStatusCode: 200 } }),
    /not from AWS or is incomplete \(Server \(EC2\)\)/,
    /Wi-Fi/,
  ],
  [awsError('InvalidClientTokenId'), /could not verify your credentials/, /aws login/],
  [
    Object.assign(new Error('Could not load credentials from any providers'), { name: 'CredentialsProviderError' }),
    /^Nobody is signed in to AWS on this computer: it has no credentials\.$/,
    /aws configure sso.*explain credentials.*up --rehearse/,
  ],
  [awsError('VpcLimitExceeded', 'The maximum number of VPCs has been reached.'), /quota.*reached\./, /Service Quotas/],
  [awsError('TooManyLoadBalancersException'), /quota/, /Service Quotas/],
  [awsError('InstanceQuotaExceeded'), /quota/, /Service Quotas/],
  [awsError('RequestLimitExceeded', 'Request limit exceeded.'), /throttling/, /Wait/],
  [awsError('ThrottlingException', 'Rate exceeded'), /throttling/, /Wait/],
  [awsError('InsufficientInstanceCapacity', 'no t3.micro'), /no t3\.micro/, /another type/],
  [awsError('InsufficientDBInstanceCapacityFault'), /AWS rejected/, /another class/],
  [
    awsError('EntityAlreadyExistsException', 'Role demo exists'),
    /did not create it.*Role demo exists/,
    /left unchanged/,
  ],
  [awsError('InvalidGroup.Duplicate'), /did not create it/, /--name/],
  [
    awsError('SomethingNew', 'nobody knows'),
    /AWS rejected the request \(Server \(EC2\)\): SomethingNew: nobody knows\./,
    /Nothing is/,
  ],
  [
    Object.assign(new Error('getaddrinfo ENOTFOUND ec2.us-east-1.amazonaws.com'), { code: 'ENOTFOUND' }),
    /ould not connect.*ENOTFOUND/,
    /connection/,
  ],
  [Object.assign(new Error('late'), { name: 'TimeoutError' }), /ould not connect/, /connection/],
  [new OutcomeUnknown('CreateVpcCommand', new Error('reset')), /ould not connect/, /connection/],
];

describe('an error of AWS is said in a sentence, with what to do', () => {
  test.each(cases)('%s', (error, what, todo) => {
    const trouble = explain(error, title);
    expect(trouble).toBeInstanceOf(Trouble);
    expect(trouble?.what.en).toMatch(what);
    expect(trouble?.todo.en).toMatch(todo);
    expect(trouble?.what.en).toMatch(/^[A-Z][^\n]*\.$/);
    expect(trouble?.what.ko).toMatch(/[가-힣]/);
    expect(trouble?.todo.ko).toMatch(/[가-힣]/);
    expect(exitCodes[trouble?.kind ?? 'usage']).toBe(4);
    expect(trouble?.cause).toBe(error);
  });
});

test('a trouble is passed on as it is', () => {
  const trouble = new Trouble('waiting', title, title);
  expect(explain(trouble, title)).toBe(trouble);
});

test.each([new TypeError('x is not a function'), new Error('a defect'), 'a string', undefined])(
  'a defect of ours is not passed off as an error of AWS: %o',
  (error) => {
    expect(explain(error, title)).toBeUndefined();
  },
);

test('nothing that AWS says can move the cursor or run on for pages', () => {
  const names = fc.constantFrom('AccessDenied', 'VpcLimitExceeded', 'ExpiredToken', 'Whatever', 'DuplicateListener');
  fc.assert(
    fc.property(names, fc.string({ unit: 'binary', maxLength: 2000 }), (name, message) => {
      const trouble = explain(awsError(name, `\u001b[2J${message}\r\n\u009b0m`), title);
      for (const language of ['en', 'ko'] as const) {
        // eslint-disable-next-line no-control-regex
        expect(trouble?.what[language]).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
        expect(trouble?.what[language].length).toBeLessThan(600);
      }
    }),
  );
});
