import type { IamInstanceProfileAssociation, IamInstanceProfileSpecification } from '@aws-sdk/client-ec2';
import { refuse } from '../errors.ts';
import { hex } from '../ids.ts';
import { page } from '../pages.ts';
import { at } from '../phase.ts';
import type { Call, Operations } from '../service.ts';
import type { Instance } from './data.ts';
import { filtered, one, visible } from './resources.ts';

type Profile = NonNullable<Instance['profile']>;

/** The instance profile that is asked for, once EC2 has heard of it and of the role in it. */
export function profileFor({ Name, Arn }: IamInstanceProfileSpecification, { account, now }: Call): Profile {
  const profile = account.profiles.find(({ name, arn }) => name === Name || arn === Arn);
  if (!profile || profile.knownAt > now) {
    const member = Name ? 'name' : 'arn';
    refuse(
      'InvalidParameterValue',
      `Value (${Name ?? Arn}) for parameter iamInstanceProfile.${member} is invalid. Invalid IAM Instance Profile ${member}`,
    );
  }
  if (!profile.role || profile.role.knownAt > now) {
    refuse('InvalidParameterValue', `IAM Instance Profile "${profile.arn}" has no associated IAM Roles`);
  }
  return { arn: profile.arn, id: profile.id };
}

const changed = (asked: IamInstanceProfileSpecification | undefined, call: Call): Profile => ({
  ...profileFor(asked ?? refuse('MissingParameter', 'The request must contain the parameter IamInstanceProfile'), call),
  association: { id: `iip-assoc-0${hex(call.seed(), 16)}`, doneAt: call.after('profile associated') },
});

/** A server that was launched with its profile has an association, too. */
const associationOf = ({ id, profile }: Instance) =>
  profile && (profile.association ?? { id: id.replace(/^i-/, 'iip-assoc-'), doneAt: 0 });

/** The inline policies of the role in a server's profile, as one text. */
export function allowedTo({ profile }: Instance, { account }: Pick<Call, 'account'>): string {
  const carried = account.profiles.find(({ id }) => id === profile?.id)?.role?.name;
  return Object.values(account.roles.find(({ name }) => name === carried)?.inline ?? {}).join('\n');
}

/** Whether programs on a server get credentials: one that was deleted and made again is another profile. */
export const hasRole = ({ profile }: Instance, { account }: Pick<Call, 'account'>): boolean =>
  account.profiles.some(({ id, role }) => id === profile?.id && role !== undefined);

function show(instance: Instance, now: number): IamInstanceProfileAssociation {
  const { id, profile } = instance;
  const association = associationOf(instance);
  return {
    AssociationId: association?.id,
    InstanceId: id,
    IamInstanceProfile: { Arn: profile?.arn, Id: profile?.id },
    State: now < (association?.doneAt ?? 0) ? 'associating' : 'associated',
  };
}

const associated = (call: Call, wantedId: string | undefined): Instance =>
  visible(call, 'instances').find((one) => one.profile && associationOf(one)?.id === wantedId) ??
  refuse('InvalidAssociationID.NotFound', `An invalid association-id of '${wantedId}' was given`);

/** Which server has which instance profile: at most one each. */
export const profiles = {
  AssociateIamInstanceProfile({ InstanceId, IamInstanceProfile }, call) {
    const instance = one(call, 'instances', InstanceId);
    const state = at(instance.state, call.now);
    if (!['running', 'stopped'].includes(state)) {
      refuse('IncorrectInstanceState', `The instance '${instance.id}' is not in the 'running' or 'stopped' state.`);
    }
    // "There can be only one association for each instance" (API reference).
    if (instance.profile) refuse('IncorrectState', `There is an existing association for instance ${instance.id}`);
    instance.profile = changed(IamInstanceProfile, call);
    return { IamInstanceProfileAssociation: show(instance, call.now) };
  },

  // "For the specified running instance" (API reference).
  ReplaceIamInstanceProfileAssociation({ AssociationId, IamInstanceProfile }, call) {
    const instance = associated(call, AssociationId);
    if (at(instance.state, call.now) !== 'running')
      refuse('IncorrectInstanceState', `The instance '${instance.id}' is not in the 'running' state.`);
    instance.profile = changed(IamInstanceProfile, call);
    return { IamInstanceProfileAssociation: show(instance, call.now) };
  },

  DisassociateIamInstanceProfile({ AssociationId }, call) {
    const instance = associated(call, AssociationId);
    const shown = show(instance, call.now);
    delete instance.profile;
    return { IamInstanceProfileAssociation: { ...shown, State: 'disassociating' as const } };
  },

  DescribeIamInstanceProfileAssociations({ AssociationIds, Filters, MaxResults, NextToken }, call) {
    const all = AssociationIds?.length
      ? AssociationIds.map((id) => associated(call, id))
      : visible(call, 'instances').filter(({ profile }) => profile);
    const found = filtered(all, Filters, {
      'instance-id': ({ id }) => id,
      state: (instance) => show(instance, call.now).State,
    });
    const { items, next } = page(found, MaxResults, NextToken);
    return { IamInstanceProfileAssociations: items.map((instance) => show(instance, call.now)), NextToken: next };
  },
} satisfies Operations<typeof import('@aws-sdk/client-ec2')>;
