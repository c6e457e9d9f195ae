import type { IAMClient } from '@aws-sdk/client-iam';
import { getRole, plainDocument } from '../../aws/roles.ts';
import type { Facts } from '../../facts.ts';

/** Any ids: the name alone says which repository it is. */
export const anyIds = 'any';

/** Who issues the tokens of GitHub's runs. */
export const issuer = 'token.actions.githubusercontent.com';

/**
 * How GitHub identifies a run on a branch: by names alone and, for repositories created, renamed or moved since July
 * 2026, with ids as well; no new repository is identified by its name alone. Ids are never given twice, so that nobody
 * who gets the name later is let in; `any` lets in any ids. No name or branch can contain the characters around them.
 * https://docs.github.com/actions/reference/security/oidc
 *
 * @param ids OWNER-ID/REPO-ID, or `any`
 */
export function subjects(repository: string, ids: string, branch: string): string[] {
  const [owner, name] = repository.split('/');
  const [ownerId, repositoryId] = ids.includes('/') ? ids.split('/') : ['*', '*'];
  return [
    `repo:${owner}/${name}:ref:refs/heads/${branch}`,
    `repo:${owner}@${ownerId}/${name}@${repositoryId}:ref:refs/heads/${branch}`,
  ];
}

interface Trust {
  readonly Statement?: { readonly Condition?: { readonly StringLike?: Readonly<Record<string, readonly string[]>> } }[];
}

/** The subjects that a role's trust policy lets in. */
export function subjectsIn(trust: string): readonly string[] {
  const { Statement = [] } = JSON.parse(trust) as Trust;
  return [[Statement].flat()[0]?.Condition?.StringLike?.[`${issuer}:sub`] ?? []].flat();
}

interface Told {
  readonly repository?: string;
  readonly ids?: string;
  readonly branch?: string;
}

/** What a role was told, by what it lets in; nothing for subjects that are not ours. */
export function answersIn(subjects: readonly string[]): Told {
  for (const subject of subjects) {
    const [, owner, ownerId, name, id, branch] =
      /^repo:([^@:/]+)@(\d+|\*)\/([^@:]+)@(\d+|\*):ref:refs\/heads\/(.+)$/.exec(subject) ?? [];
    if (owner === undefined || name === undefined || branch === undefined) continue;
    const ids = ownerId === '*' ? anyIds : `${ownerId}/${id}`;
    return { repository: `${owner}/${name}`, ids, branch };
  }
  return {};
}

/** The ids that the role trusts for a repository; undefined where there are none yet. */
export async function trustedIds(
  iam: IAMClient,
  role: Facts | undefined,
  repository: string,
): Promise<string | undefined> {
  if (typeof role?.['roleName'] !== 'string') return undefined;
  const trust = plainDocument((await getRole(iam, role['roleName']))?.AssumeRolePolicyDocument);
  const told = answersIn(trust === undefined ? [] : subjectsIn(trust));
  return told.repository === repository && told.ids !== anyIds ? told.ids : undefined;
}
