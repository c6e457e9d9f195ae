import {
  GetInstanceProfileCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  type InstanceProfile,
  type Role,
} from '@aws-sdk/client-iam';
import { orNothing } from './replies.ts';

export const getRole = async (iam: IAMClient, RoleName: string): Promise<Role | undefined> =>
  (await orNothing(iam.send(new GetRoleCommand({ RoleName }))))?.Role;

export const getProfile = async (iam: IAMClient, InstanceProfileName: string): Promise<InstanceProfile | undefined> =>
  (await orNothing(iam.send(new GetInstanceProfileCommand({ InstanceProfileName }))))?.InstanceProfile;

/** A policy as it was put: IAM gives it back URL-encoded. */
export const plainDocument = (document: string | undefined): string | undefined =>
  document && JSON.stringify(JSON.parse(decodeURIComponent(document)));

export const getRolePolicy = async (
  iam: IAMClient,
  RoleName: string,
  PolicyName: string,
): Promise<string | undefined> =>
  plainDocument((await orNothing(iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))))?.PolicyDocument);
