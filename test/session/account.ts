import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { run } from '../support/program.ts';
import { expectCode, project, stateFile, stateOf } from '../commands/support.ts';
import { listen } from '../support/listen.ts';
import { startPlace, type Behind, type Place, type Weather } from './agent.ts';
import { newServer } from './remote-place.ts';

/** An account in which sessions can be opened with the server of a stack. */
export interface Account {
  /** A folder with the state of a stack whose server is there. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly place: Place;
  readonly root: string;
  /** The calls that came, with what they said. */
  readonly calls: readonly { readonly operation: string; readonly input: Record<string, unknown> }[];
  write(path: string, text: string): void;
  stop(): Promise<void>;
}

const built = new Map<string, Promise<string>>();

/** A stack, rehearsed once: its state is that of a real one. */
const builtProject = (flags: readonly string[]): Promise<string> => {
  const about = flags.join(' ');
  const found = built.get(about) ?? build(flags);
  built.set(about, found);
  return found;
};

async function build(flags: readonly string[]): Promise<string> {
  const cwd = project();
  const { code, stderr } = await run(['up', ...flags, '--rehearse', '--yes'], { cwd });
  expectCode(code, 0, stderr);
  return cwd;
}

interface Options {
  readonly weather?: Weather;
  readonly flags?: readonly string[];
  readonly key?: true;
  /** What is behind a port that is forwarded, whatever host is asked for. */
  readonly port?: () => number;
}

/** Whom the SDK signs in with. */
const keys = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example', AWS_REGION: 'us-east-1' };

export async function sessionAccount({ weather, key, port, flags = [] }: Options = {}): Promise<Account> {
  const from = await builtProject(flags);
  const cwd = project();
  const file = stateFile(cwd).replace('/rehearsal/', '/');
  mkdirSync(dirname(file), { recursive: true });
  copyFileSync(stateFile(from), file);
  const account = /"account":"(\d+)"/.exec(stateOf(from))?.[1] ?? '';

  const server = newServer(project());
  const bin = join(server.root, 'bin');
  server.write('bin/sudo.sh', '#!/bin/sh\n[ "$1" = -n ] && shift\nexec "$@"\n');
  const place = await startPlace({ ...(weather && { weather }), ...(key && { key }) });
  const calls: { operation: string; input: Record<string, unknown> }[] = [];

  /** The program that comes with a session, in the folders of the tests' server. */
  const behind = (document: unknown, parameters: Record<string, [string]>): Behind => {
    if (document !== 'AWS-StartInteractiveCommand')
      return { is: 'port', host: '127.0.0.1', port: port?.() ?? Number(parameters['portNumber']?.[0]) };
    const program = Buffer.from(/b64decode\("(.*)"\)/.exec(parameters['command']?.[0] ?? '')?.[1] ?? '', 'base64');
    const there = server.adapt(program.toString());
    const command = (parameters['command']?.[0] ?? '')
      .replace(program.toString('base64'), Buffer.from(there).toString('base64'))
      .replace('sudo', `${bin}/sudo.sh`);
    return { is: 'terminal', command };
  };

  const answer = (operation: string, input: Record<string, unknown>): object | undefined => {
    calls.push({ operation, input });
    if (operation === 'StartSession') {
      const { id, url, token } = place.open(
        behind(input['DocumentName'], input['Parameters'] as Record<string, [string]>),
      );
      return { SessionId: id, StreamUrl: url, TokenValue: token };
    }
    const id = String(input['SessionId']);
    if (operation === 'ResumeSession') {
      const ticket = place.resume(id);
      return ticket ? { SessionId: id, StreamUrl: ticket.url, TokenValue: ticket.token } : { SessionId: id };
    }
    if (operation === 'TerminateSession') place.terminate(id);
    return operation === 'TerminateSession' ? { SessionId: id } : undefined;
  };
  const http = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      const target = String(request.headers['x-amz-target'] ?? '');
      if (!target)
        return response
          .writeHead(200, { 'content-type': 'text/xml' })
          .end(
            `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${account}</Account><UserId>U</UserId><Arn>arn:aws:iam::${account}:user/tester</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`,
          );
      const said = answer(target.split('.').at(-1) ?? '', JSON.parse(body) as Record<string, unknown>);
      response
        .writeHead(said ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() })
        .end(JSON.stringify(said ?? { __type: 'ValidationException' }));
    })();
  });
  const url = `http://127.0.0.1:${await listen(http)}`;
  return {
    cwd,
    env: { ...keys, AWS_ENDPOINT_URL: url },
    place,
    root: server.root,
    calls,
    write: server.write,
    async stop() {
      http.closeAllConnections();
      http.close();
      await place.stop();
    },
  };
}
