import type { AccountData } from '../../src/rehearsal/account.ts';
import type { ObservedCall } from '../../src/rehearsal/rehearsal.ts';
import { besideChapters } from './beside-chapters.ts';
import { on, type Input } from './authorizing.ts';
import type { Asked } from './iam.ts';

/** Of each chapter that makes calls which nobody before it makes, by the file beside its tests. */
const authorizations = new Map(besideChapters.flatMap((one) => Object.entries(one.authorizations ?? {})));

/** What IAM is asked for a call, by the account as it is just before it. */
export function authorizationsOf({ service, operation, input, write }: ObservedCall, data: AccountData): Asked[] {
  const action = `${service}:${operation}`;
  const asked = authorizations.get(action) ?? authorizations.get(`${service}:*`);
  if (!asked) {
    if (write) throw new Error(`Nobody has said what IAM is asked for ${action}: test/steps/<chapter>/support.ts`);
    // Reads have no scope in the policy, where nothing else is said.
    return [on(action, '*')];
  }
  const things: Input[] = [
    ...Object.values(data.regions)
      .flatMap((one) => Object.values(one) as Input[][])
      .flat(),
    ...data.providers,
  ];
  const thing = (id: string) =>
    things.find((one) =>
      [
        one.id,
        one.arn,
        one.name,
        one.url,
        one.association?.id,
        one.profile && `iip-assoc-${one.id.replace(/^i-/, '')}`,
        one.profile?.association?.id,
        ...(one.associations ?? []).map((a: Input) => a.id),
      ].includes(id),
    );
  return asked({ input, operation, thing, tagsOf: (id) => thing(id)?.tags ?? (thing(id) && {}) });
}
