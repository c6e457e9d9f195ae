import type { Asked } from './iam.ts';

const account = '123456789012';
export const region = 'us-east-1';

type Tags = Readonly<Record<string, string>>;
// The inputs of all operations of all services have no type in common.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Input = any;

/** The account just before a call, and the call. */
export interface Scene {
  readonly input: Input;
  readonly operation: string;
  /** The tags of a thing that is there; undefined for one that is not. */
  tagsOf(id: string): Tags | undefined;
  /** Any thing that is there, by its id, its ARN or its name. */
  thing(id: string): Input;
}

export const prefixed = (prefix: string, tags: Tags) =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, value]));

export const tagsIn = (list: { Key?: string; Value?: string }[] | undefined): Tags =>
  Object.fromEntries((list ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));

/** The tags that a call of EC2 gives to one kind of what it makes. */
const specified = (input: Input, type: string): Tags =>
  tagsIn(
    input.TagSpecifications?.find(({ ResourceType }: { ResourceType: string }) => ResourceType === type)?.Tags ?? [],
  );

export const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;
export const global = (service: string, rest: string) => `arn:aws:${service}::${account}:${rest}`;

export const on = (action: string, resource: string, context: Asked['context'] = {}): Asked => ({
  action,
  resource,
  context,
});

/**
 * What IAM is asked for operations: which resources, and with what in the context. By the name of the IAM action, or by
 * `s3:*` for all of a service. After the tables of the Service Authorization Reference (November 2026), which also say
 * that a call needs all of them.
 */
export type Authorizations = Readonly<Record<string, (scene: Scene) => Asked[]>>;

/** Something that is there: what it carries counts. */
export function existing(scene: Scene, action: string, resource: string, id: string): Asked[] {
  const tags = scene.tagsOf(id);
  return tags ? [on(action, resource, prefixed('aws:ResourceTag', tags))] : [];
}

/** Several things of EC2's that are there. */
export const things =
  (...of: readonly [type: string, ids: (input: Input, scene: Scene) => readonly (string | undefined)[]][]) =>
  (scene: Scene): Asked[] =>
    of.flatMap(([type, ids]) =>
      ids(scene.input, scene).flatMap((id) =>
        id ? existing(scene, `ec2:${scene.operation}`, arn('ec2', `${type}/${id}`), id) : [],
      ),
    );

/** A thing of EC2's that is made, with the tags that come with it, which are authorised on their own. */
export const made =
  (type: string) =>
  ({ input, operation }: Scene): Asked[] => {
    const tags = prefixed('aws:RequestTag', specified(input, type));
    const resource = arn('ec2', `${type}/*`);
    return [
      on(`ec2:${operation}`, resource, tags),
      ...(Object.keys(tags).length > 0
        ? [on('ec2:CreateTags', resource, { ...tags, 'ec2:CreateAction': operation })]
        : []),
    ];
  };

export const all =
  (...parts: readonly ((scene: Scene) => Asked[])[]) =>
  (scene: Scene): Asked[] =>
    parts.flatMap((part) => part(scene));

/** Labels that are put on what is there already. */
export const labelled =
  (action: string, ids: (input: Input) => readonly string[], resource: (id: string) => string) =>
  (scene: Scene): Asked[] =>
    ids(scene.input).flatMap((id) =>
      existing(scene, action, resource(id), id).map((one) => ({
        ...one,
        context: { ...one.context, ...prefixed('aws:RequestTag', tagsIn(scene.input.Tags)) },
      })),
    );

export const linkedRole = (service: string, name: string) =>
  on('iam:CreateServiceLinkedRole', global('iam', `role/aws-service-role/${service}/${name}`), {
    'iam:AWSServiceName': service,
  });

export const passed = (roleName: string, service = 'ec2.amazonaws.com') =>
  on('iam:PassRole', global('iam', `role/${roleName}`), { 'iam:PassedToService': service });

export const instanceIds = ({ InstanceIds, InstanceId }: Input) => InstanceIds ?? [InstanceId];
export const withAssociation = (scene: Scene, id: string) => scene.thing(id);
