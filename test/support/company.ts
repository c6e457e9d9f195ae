import { createServer as createProxyServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { company } from './company-ca.ts';
import { dnsOverHttps, type Said } from './dns-server.ts';
import { listen } from './listen.ts';

/** A network that leads out through a proxy alone, which puts itself between the program and AWS. */
export interface Company {
  /** The proxy's address, without whoever signs in. */
  readonly proxy: string;
  /** Whom was asked for a connection, such as `sts.us-east-1.amazonaws.com:443`. */
  readonly asked: readonly string[];
}

const dnsMessage = 'application/dns-message';

/** What AWS says to who is asking, and to every other question. */
const identity =
  '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/kim</Arn><UserId>AIDA</UserId><Account>123456789012</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetCallerIdentityResponse>';
const assumed = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>secret-of-the-role</SecretAccessKey><SessionToken>token-of-the-role</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
const wrongCode =
  '<ErrorResponse><Error><Code>AccessDenied</Code><Message>MultiFactorAuthentication failed with invalid MFA one time pass code.</Message></Error></ErrorResponse>';
const denied =
  '<ErrorResponse><Error><Code>AccessDenied</Code><Message>User is not authorized to perform this</Message></Error></ErrorResponse>';

/**
 * @param login `name:password`, without which the proxy lets nobody through.
 * @param refusal what it answers to everybody, instead of a connection.
 * @param plain whether it lets plain HTTP out; then all sites lead to HTTPS.
 * @param names what is said of them over HTTPS; nothing takes DNS there, when absent.
 * @param code the one code of the MFA device that is right.
 */
export async function openCompany({
  login,
  refusal,
  code = '123456',
  plain = true,
  names,
}: {
  readonly login?: string;
  readonly refusal?: number;
  readonly code?: string;
  readonly plain?: boolean;
  readonly names?: Readonly<Record<string, Said>>;
} = {}): Promise<Company> {
  const aws = createSecureServer(company, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (names && request.headers['content-type'] === dnsMessage) {
        const answer = dnsOverHttps(Buffer.concat(parts), names);
        response.writeHead(200, { 'content-type': dnsMessage }).end(answer);
        return;
      }
      const body = Buffer.concat(parts).toString();
      const say = (status: number, text: string) =>
        response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': '1' }).end(text);
      // Who takes pages is a visitor of a site.
      if (request.headers.accept?.startsWith('text/html')) response.writeHead(200).end('hello');
      else if (body.includes('Action=GetCallerIdentity')) say(200, identity);
      else if (!body.includes('Action=AssumeRole')) say(403, denied);
      else if (body.includes(`TokenCode=${code}`)) say(200, assumed);
      else say(403, wrongCode);
    });
  });
  const port = await listen(aws);
  const asked: string[] = [];
  const answerTo = ({ headers }: IncomingMessage) => {
    const given = Buffer.from((headers['proxy-authorization'] ?? '').replace('Basic ', ''), 'base64').toString();
    return refusal ?? (login !== undefined && given !== login ? 407 : 200);
  };
  const proxy = createProxyServer((request, response) => {
    asked.push(request.url ?? '');
    const status = plain ? answerTo(request) : 403;
    if (status === 200) response.writeHead(301, { location: `https://${request.headers.host}/` }).end();
    else response.writeHead(status).end('<h1>The proxy says no</h1>');
  }).on('connect', (request, socket: Socket) => {
    asked.push(request.url ?? '');
    socket.on('error', () => undefined);
    const status = answerTo(request);
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\ncontent-type: text/html\r\n\r\n<h1>The proxy says no</h1>`);
      return;
    }
    const onward = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    onward
      .on('error', () => undefined)
      .pipe(socket)
      .pipe(onward);
  });
  const address = `127.0.0.1:${await listen(proxy)}`;
  // They are there for as long as the tests.
  aws.unref();
  proxy.unref();
  return { proxy: address, asked };
}
