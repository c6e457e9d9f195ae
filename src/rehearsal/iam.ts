import type { InstanceProfile, Role as RoleShown } from '@aws-sdk/client-iam';
import { refuse } from './errors.ts';
import { accountId, callerOf, capitals } from './ids.ts';
import { linkedRole } from './linked-roles.ts';
import { page } from './pages.ts';
import type { Call, Operations } from './service.ts';
import { tag, tagged, tagList, untag, type Tags } from './tags.ts';

interface Role {
  name: string;
  id: string;
  path: string;
  trust: string;
  description?: string;
  maxSession: number;
  createdAt: number;
  /** Until then IAM itself does not admit that it exists. */
  visibleAt: number;
  /** Until then an edit is in progress, and others have to wait. */
  busyUntil: number;
  /** ARNs of managed policies. */
  attached: string[];
  /** Inline policies' documents by name. */
  inline: Record<string, string>;
  tags: Tags;
}

interface Profile {
  name: string;
  id: string;
  arn: string;
  path: string;
  createdAt: number;
  visibleAt: number;
  /** When EC2 has heard of it. */
  knownAt: number;
  role?: { name: string; knownAt: number };
  tags: Tags;
}

/** Somebody else's word for who a caller is. */
interface Provider {
  /** Without `https://`. */
  url: string;
  clients: string[];
  thumbprints: string[];
  createdAt: number;
  visibleAt: number;
  tags: Tags;
}

/** IAM is the same in all regions. */
export interface IamData {
  roles: Role[];
  profiles: Profile[];
  /** When the roles that AWS makes for itself are known everywhere, by name. They stay. */
  linkedRoles?: Record<string, number>;
  providers: Provider[];
}

const roleArn = ({ path, name }: Role) => `arn:aws:iam::${accountId}:role${path}${name}`;

const providerArn = ({ url }: Provider) => `arn:aws:iam::${accountId}:oidc-provider/${url}`;

const providerAt = ({ account, now }: Call, wanted: string | undefined): Provider =>
  account.providers.find((one) => providerArn(one) === wanted && one.visibleAt <= now) ??
  refuse('NoSuchEntity', `OpenIDConnect Provider not found for arn ${wanted}`, 404);

const showRole = (role: Role): RoleShown => ({
  RoleName: role.name,
  RoleId: role.id,
  Arn: roleArn(role),
  Path: role.path,
  CreateDate: new Date(role.createdAt),
  AssumeRolePolicyDocument: encodeURIComponent(role.trust),
  Description: role.description,
  MaxSessionDuration: role.maxSession,
  Tags: tagList(role.tags),
});

const showProfile = (profile: Profile, { account }: Call): InstanceProfile => ({
  InstanceProfileName: profile.name,
  InstanceProfileId: profile.id,
  Arn: profile.arn,
  Path: profile.path,
  CreateDate: new Date(profile.createdAt),
  Roles: account.roles.filter(({ name }) => name === profile.role?.name).map(showRole),
  Tags: tagList(profile.tags),
});

const roleNamed = ({ account, now }: Call, wanted: string | undefined): Role =>
  account.roles.find(({ name, visibleAt }) => name === wanted && visibleAt <= now) ??
  refuse('NoSuchEntity', `The role with name ${wanted} cannot be found.`, 404);

/** The role of that name, which nobody else is editing at the same moment. */
function edited(call: Call, name: string | undefined): Role {
  const role = roleNamed(call, name);
  if (call.now < role.busyUntil) {
    refuse(
      'ConcurrentModification',
      'The request was rejected because multiple requests to change this object were submitted simultaneously.',
      409,
    );
  }
  role.busyUntil = call.after('role edited');
  return role;
}

const profileNamed = ({ account, now }: Call, wanted: string | undefined): Profile =>
  account.profiles.find(({ name, visibleAt }) => name === wanted && visibleAt <= now) ??
  refuse('NoSuchEntity', `Instance Profile ${wanted} cannot be found.`, 404);

function checkName(name: string | undefined, most: number, member: string): string {
  if (!name || name.length > most || !/^[\w+=,.@-]+$/.test(name)) {
    refuse('ValidationError', `The specified value for ${member} is invalid.`);
  }
  return name;
}

function checkDocument(document: string | undefined): string {
  const malformed = (): never => refuse('MalformedPolicyDocument', 'Syntax errors in policy.');
  try {
    const policy = JSON.parse(document ?? '') as { Statement?: unknown } | null;
    return document && policy?.Statement ? document : malformed();
  } catch {
    return malformed();
  }
}

/** Roles, instance profiles and the policy simulator. */
export const iam = {
  CreateRole(input, call) {
    const name = checkName(input.RoleName, 64, 'roleName');
    const trust = checkDocument(input.AssumeRolePolicyDocument);
    if (call.account.roles.some((role) => role.name.toLowerCase() === name.toLowerCase())) {
      refuse('EntityAlreadyExists', `Role with name ${name} already exists.`, 409);
    }
    const role: Role = {
      name,
      id: `AROA${capitals(call.seed(), 17)}`,
      path: input.Path ?? '/',
      trust,
      ...(input.Description !== undefined && { description: input.Description }),
      maxSession: input.MaxSessionDuration ?? 3600,
      createdAt: call.now,
      visibleAt: call.after('role visible'),
      busyUntil: 0,
      attached: [],
      inline: {},
      tags: tagged(input.Tags),
    };
    call.account.roles.push(role);
    return { Role: showRole(role) };
  },

  GetRole({ RoleName = '' }, call) {
    const session = /^sts::assumed-role\/([^/]+)\//.exec(call.scenario.caller)?.[1];
    const Arn =
      linkedRole(RoleName, call) ??
      (RoleName === session ? `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/${RoleName}` : undefined);
    if (!Arn) return { Role: showRole(roleNamed(call, RoleName)) };
    const Path = Arn.replace(/^.*:role(\/.*\/)[^/]+$/, '$1');
    return { Role: { RoleName, RoleId: `AROA${capitals(Arn, 17)}`, Arn, Path, CreateDate: new Date(0) } };
  },

  DeleteRole({ RoleName }, call) {
    const role = roleNamed(call, RoleName);
    const conflict = (what: string) => refuse('DeleteConflict', `Cannot delete entity, must ${what} first.`, 409);
    if (call.account.profiles.some((profile) => profile.role?.name === role.name)) {
      conflict('remove roles from instance profile');
    }
    if (role.attached.length > 0) conflict('detach all policies');
    if (Object.keys(role.inline).length > 0) conflict('delete policies');
    call.account.roles.splice(call.account.roles.indexOf(role), 1);
    return {};
  },

  UpdateAssumeRolePolicy({ RoleName, PolicyDocument }, call) {
    roleNamed(call, RoleName).trust = checkDocument(PolicyDocument);
    return {};
  },

  TagRole({ RoleName, Tags }, call) {
    tag(roleNamed(call, RoleName).tags, Tags);
    return {};
  },

  UntagRole({ RoleName, TagKeys }, call) {
    untag(roleNamed(call, RoleName).tags, TagKeys);
    return {};
  },

  AttachRolePolicy({ RoleName, PolicyArn = '' }, call) {
    const role = edited(call, RoleName);
    if (!PolicyArn.startsWith('arn:aws:iam::aws:policy/')) {
      refuse('NoSuchEntity', `Policy ${PolicyArn} does not exist or is not attachable.`, 404);
    }
    if (!role.attached.includes(PolicyArn)) role.attached.push(PolicyArn);
    return {};
  },

  ListAttachedRolePolicies({ RoleName, MaxItems, Marker }, call) {
    const { items, next } = page(roleNamed(call, RoleName).attached, MaxItems, Marker);
    return {
      AttachedPolicies: items.map((PolicyArn) => ({ PolicyArn, PolicyName: PolicyArn.replace(/^.*\//, '') })),
      IsTruncated: next !== undefined,
      Marker: next,
    };
  },

  DetachRolePolicy({ RoleName, PolicyArn = '' }, call) {
    const { attached } = roleNamed(call, RoleName);
    if (!attached.includes(PolicyArn)) refuse('NoSuchEntity', `Policy ${PolicyArn} was not found.`, 404);
    attached.splice(attached.indexOf(PolicyArn), 1);
    return {};
  },

  PutRolePolicy({ RoleName, PolicyName, PolicyDocument }, call) {
    const name = checkName(PolicyName, 128, 'policyName');
    edited(call, RoleName).inline[name] = checkDocument(PolicyDocument);
    return {};
  },

  GetRolePolicy({ RoleName, PolicyName = '' }, call) {
    const role = roleNamed(call, RoleName);
    const document =
      role.inline[PolicyName] ??
      refuse('NoSuchEntity', `The role policy with name ${PolicyName} cannot be found.`, 404);
    return { RoleName: role.name, PolicyName, PolicyDocument: encodeURIComponent(document) };
  },

  DeleteRolePolicy({ RoleName, PolicyName = '' }, call) {
    const { inline } = roleNamed(call, RoleName);
    if (!(PolicyName in inline)) {
      refuse('NoSuchEntity', `The role policy with name ${PolicyName} cannot be found.`, 404);
    }
    delete inline[PolicyName];
    return {};
  },

  ListRolePolicies({ RoleName, MaxItems, Marker }, call) {
    const { items, next } = page(Object.keys(roleNamed(call, RoleName).inline), MaxItems, Marker);
    return { PolicyNames: items, IsTruncated: next !== undefined, Marker: next };
  },

  ListInstanceProfilesForRole({ RoleName, MaxItems, Marker }, call) {
    const { name } = roleNamed(call, RoleName);
    const { items, next } = page(
      call.account.profiles.filter(({ role }) => role?.name === name),
      MaxItems,
      Marker,
    );
    return {
      InstanceProfiles: items.map((profile) => showProfile(profile, call)),
      IsTruncated: next !== undefined,
      Marker: next,
    };
  },

  CreateInstanceProfile(input, call) {
    const name = checkName(input.InstanceProfileName, 128, 'instanceProfileName');
    if (call.account.profiles.some((profile) => profile.name.toLowerCase() === name.toLowerCase())) {
      refuse('EntityAlreadyExists', `Instance Profile ${name} already exists.`, 409);
    }
    const path = input.Path ?? '/';
    const profile: Profile = {
      name,
      id: `AIPA${capitals(call.seed(), 17)}`,
      arn: `arn:aws:iam::${accountId}:instance-profile${path}${name}`,
      path,
      createdAt: call.now,
      visibleAt: call.after('role visible'),
      knownAt: call.after('iam visible'),
      tags: tagged(input.Tags),
    };
    call.account.profiles.push(profile);
    return { InstanceProfile: showProfile(profile, call) };
  },

  GetInstanceProfile: ({ InstanceProfileName }, call) => ({
    InstanceProfile: showProfile(profileNamed(call, InstanceProfileName), call),
  }),

  ListInstanceProfiles({ MaxItems, Marker }, call) {
    const { items, next } = page(call.account.profiles, MaxItems ?? 100, Marker);
    // A listing leaves the tags out.
    const InstanceProfiles = items.map((profile) => ({ ...showProfile(profile, call), Tags: undefined }));
    return { InstanceProfiles, IsTruncated: next !== undefined, Marker: next };
  },

  DeleteInstanceProfile({ InstanceProfileName }, call) {
    const profile = profileNamed(call, InstanceProfileName);
    if (profile.role) {
      refuse('DeleteConflict', 'Cannot delete entity, must remove roles from instance profile first.', 409);
    }
    call.account.profiles.splice(call.account.profiles.indexOf(profile), 1);
    return {};
  },

  TagInstanceProfile({ InstanceProfileName, Tags }, call) {
    tag(profileNamed(call, InstanceProfileName).tags, Tags);
    return {};
  },

  UntagInstanceProfile({ InstanceProfileName, TagKeys }, call) {
    untag(profileNamed(call, InstanceProfileName).tags, TagKeys);
    return {};
  },

  AddRoleToInstanceProfile({ InstanceProfileName, RoleName }, call) {
    const profile = profileNamed(call, InstanceProfileName);
    const role = edited(call, RoleName);
    if (profile.role) {
      refuse('LimitExceeded', 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1', 409);
    }
    profile.role = { name: role.name, knownAt: call.after('iam visible') };
    return {};
  },

  RemoveRoleFromInstanceProfile({ InstanceProfileName, RoleName }, call) {
    const profile = profileNamed(call, InstanceProfileName);
    if (profile.role?.name !== RoleName) {
      refuse('NoSuchEntity', `Role ${RoleName} in instance profile ${profile.name} cannot be found.`, 404);
    }
    delete profile.role;
    return {};
  },

  ListRoles({ MaxItems, Marker }, call) {
    const { items, next } = page(call.account.roles, MaxItems ?? 100, Marker);
    // A listing leaves the tags out.
    const shown = items.map((role) => ({ ...showRole(role), Tags: undefined }));
    return { Roles: shown, IsTruncated: next !== undefined, Marker: next };
  },

  CreateOpenIDConnectProvider({ Url = '', ClientIDList = [], ThumbprintList = [], Tags }, call) {
    if (!Url.startsWith('https://')) refuse('ValidationError', 'Invalid Open ID Connect Provider URL');
    const url = Url.replace(/^https:\/\//, '');
    if (call.account.providers.some((one) => one.url === url))
      refuse('EntityAlreadyExists', `Provider with url ${Url} already exists.`, 409);
    const tags = tagged(Tags);
    const provider: Provider = {
      url,
      clients: [...ClientIDList],
      thumbprints: ThumbprintList,
      createdAt: call.now,
      visibleAt: call.after('role visible'),
      tags,
    };
    call.account.providers.push(provider);
    return { OpenIDConnectProviderArn: providerArn(provider), Tags: tagList(tags) };
  },

  GetOpenIDConnectProvider({ OpenIDConnectProviderArn }, call) {
    const { url, clients, thumbprints, createdAt, tags } = providerAt(call, OpenIDConnectProviderArn);
    return {
      Url: url,
      ClientIDList: clients,
      ThumbprintList: thumbprints,
      CreateDate: new Date(createdAt),
      Tags: tagList(tags),
    };
  },

  // Both are idempotent: what is there already, or not there, is no error (API reference).
  AddClientIDToOpenIDConnectProvider({ OpenIDConnectProviderArn, ClientID }, call) {
    const { clients } = providerAt(call, OpenIDConnectProviderArn);
    if (clients.length >= 100)
      refuse('LimitExceeded', 'Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100', 409);
    if (ClientID && !clients.includes(ClientID)) clients.push(ClientID);
    return {};
  },

  RemoveClientIDFromOpenIDConnectProvider({ OpenIDConnectProviderArn, ClientID }, call) {
    const provider = providerAt(call, OpenIDConnectProviderArn);
    provider.clients = provider.clients.filter((one) => one !== ClientID);
    return {};
  },

  TagOpenIDConnectProvider({ OpenIDConnectProviderArn, Tags }, call) {
    tag(providerAt(call, OpenIDConnectProviderArn).tags, Tags);
    return {};
  },

  UntagOpenIDConnectProvider({ OpenIDConnectProviderArn, TagKeys }, call) {
    untag(providerAt(call, OpenIDConnectProviderArn).tags, TagKeys);
    return {};
  },

  DeleteOpenIDConnectProvider({ OpenIDConnectProviderArn }, call) {
    const provider = providerAt(call, OpenIDConnectProviderArn);
    call.account.providers.splice(call.account.providers.indexOf(provider), 1);
    return {};
  },

  SimulatePrincipalPolicy({ PolicySourceArn, ActionNames = [], ResourceArns, MaxItems, Marker }, { scenario }) {
    const caller = callerOf(scenario).replace(
      /:sts:(.*):assumed-role\/([^/]+)\/.*$/,
      ':iam:$1:role/aws-reserved/sso.amazonaws.com/$2',
    );
    if (PolicySourceArn !== caller) refuse('NoSuchEntity', `The user ${PolicySourceArn} cannot be found.`, 404);
    const refused = new Set([...scenario.denied, ...scenario.organisationDenies]);
    const all = ActionNames.map((action) => {
      const decision = refused.has(action) ? ('implicitDeny' as const) : ('allowed' as const);
      return {
        EvalActionName: action,
        EvalDecision: decision,
        OrganizationsDecisionDetail: { AllowedByOrganizations: !scenario.organisationDenies.includes(action) },
        // A result of its own for each thing, only when single things are asked about.
        ...(ResourceArns?.some((arn) => arn !== '*') && {
          ResourceSpecificResults: ResourceArns.map((EvalResourceName) => ({
            EvalResourceName,
            EvalResourceDecision: decision,
          })),
        }),
      };
    });
    const { items, next } = page(all, MaxItems, Marker);
    return { EvaluationResults: items, IsTruncated: next !== undefined, Marker: next };
  },
} satisfies Operations<typeof import('@aws-sdk/client-iam')>;
