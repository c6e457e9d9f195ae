import { execFile } from 'node:child_process';
import { get } from 'node:https';
import { httpsAgent } from './https-agent.ts';
import { version } from './version.ts';

/** GitHub's numbers of an owner and of a repository, which stay when names are changed, and are never given again. */
export interface RepositoryIds {
  readonly owner: number;
  readonly repository: number;
}

/** How long each of the two may take, in milliseconds. */
const timeout = 5000;

/**
 * What GitHub says of a repository, by its own program, which may see private ones, or else by its public API; undefined
 * when neither tells. https://docs.github.com/rest/repos/repos#get-a-repository
 *
 * @param name OWNER/REPOSITORY
 */
export async function lookUpRepositoryIds(name: string): Promise<RepositoryIds | undefined> {
  return idsIn(await askProgram(name)) ?? idsIn(await askApi(name));
}

export function idsIn(text: string | undefined): RepositoryIds | undefined {
  try {
    const { id, owner } = JSON.parse(text ?? '') as { id?: unknown; owner?: { id?: unknown } };
    return typeof id === 'number' && typeof owner?.id === 'number' ? { owner: owner.id, repository: id } : undefined;
  } catch {
    return undefined;
  }
}

const askProgram = (name: string) =>
  new Promise<string | undefined>((resolve) => {
    execFile('gh', ['api', `repos/${name}`], { timeout, maxBuffer: 2 ** 20 }, (error, stdout) =>
      resolve(error ? undefined : stdout),
    );
  });

const askApi = (name: string) =>
  new Promise<string | undefined>((resolve) => {
    const headers = { accept: 'application/vnd.github+json', 'user-agent': `stepway/${version}` };
    const none = () => resolve(undefined);
    get(`https://api.github.com/repos/${name}`, { agent: httpsAgent(), timeout, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve(response.statusCode === 200 ? text : undefined)).on('error', none);
    })
      .on('timeout', function (this: { destroy(): void }) {
        this.destroy();
      })
      .on('error', none);
  });
