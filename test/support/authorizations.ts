import type { AccountData } from '../../src/rehearsal/account.ts';
import { kinds } from '../../src/rehearsal/ec2/resources.ts';
import type { ObservedCall } from '../../src/rehearsal/rehearsal.ts';
import type { Asked } from './iam.ts';

const account = '123456789012';
const region = 'us-east-1';

type Tags = Readonly<Record<string, string>>;
// The inputs of all operations of all services have no type in common.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Input = any;

/** The account just before a call, and the call. */
interface Scene {
  readonly input: Input;
  readonly operation: string;
  /** The tags of a thing that is there; undefined for one that is not. */
  tagsOf(id: string): Tags | undefined;
  /** Any thing that is there, by its id, its ARN or its name. */
  thing(id: string): Input;
}

const prefixed = (prefix: string, tags: Tags) =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, value]));

const tagsIn = (list: { Key?: string; Value?: string }[] | undefined): Tags =>
  Object.fromEntries((list ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));

/** The tags that a call of EC2 gives to one kind of what it makes. */
const specified = (input: Input, type: string): Tags =>
  tagsIn(
    input.TagSpecifications?.find(({ ResourceType }: { ResourceType: string }) => ResourceType === type)?.Tags ?? [],
  );

const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;
const global = (service: string, rest: string) => `arn:aws:${service}::${account}:${rest}`;

const on = (action: string, resource: string, context: Asked['context'] = {}): Asked => ({ action, resource, context });

/** Something that is there: what it carries counts. */
function existing(scene: Scene, action: string, resource: string, id: string): Asked[] {
  const tags = scene.tagsOf(id);
  return tags ? [on(action, resource, prefixed('aws:ResourceTag', tags))] : [];
}

/** Several things of EC2's that are there. */
const things =
  (...of: readonly [type: string, ids: (input: Input, scene: Scene) => readonly (string | undefined)[]][]) =>
  (scene: Scene): Asked[] =>
    of.flatMap(([type, ids]) =>
      ids(scene.input, scene).flatMap((id) =>
        id ? existing(scene, `ec2:${scene.operation}`, arn('ec2', `${type}/${id}`), id) : [],
      ),
    );

/** A thing of EC2's that is made, with the tags that come with it, which are authorised on their own. */
const made =
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

const all =
  (...parts: readonly ((scene: Scene) => Asked[])[]) =>
  (scene: Scene): Asked[] =>
    parts.flatMap((part) => part(scene));

const balancing = (field: string) => (scene: Scene) => {
  const id = scene.input[field];
  return existing(scene, `elasticloadbalancing:${scene.operation}`, id, id);
};

const madeBalancing =
  (kind: string) =>
  ({ input, operation }: Scene): Asked[] => {
    const tags = prefixed('aws:RequestTag', tagsIn(input.Tags));
    const resource = arn('elasticloadbalancing', `${kind}/${input.Name ?? 'app/new'}/*`);
    return [
      ...(operation === 'CreateListener' ? [] : [on(`elasticloadbalancing:${operation}`, resource, tags)]),
      on('elasticloadbalancing:AddTags', resource, { ...tags, 'elasticloadbalancing:CreateAction': operation }),
    ];
  };

/** Labels that are put on what is there already. */
const labelled =
  (action: string, ids: (input: Input) => readonly string[], resource: (id: string) => string) =>
  (scene: Scene): Asked[] =>
    ids(scene.input).flatMap((id) =>
      existing(scene, action, resource(id), id).map((one) => ({
        ...one,
        context: { ...one.context, ...prefixed('aws:RequestTag', tagsIn(scene.input.Tags)) },
      })),
    );

const linkedRole = (service: string, name: string) =>
  on('iam:CreateServiceLinkedRole', global('iam', `role/aws-service-role/${service}/${name}`), {
    'iam:AWSServiceName': service,
  });

const database = (scene: Scene): Asked[] => {
  const id = scene.input.DBInstanceIdentifier;
  return existing(scene, `rds:${scene.operation}`, arn('rds', `db:${id}`), id);
};

const role =
  (context: (input: Input) => Asked['context'] = () => ({})) =>
  ({ input, operation }: Scene): Asked[] => [
    on(`iam:${operation}`, global('iam', `role/${input.RoleName}`), context(input)),
  ];

const profile = ({ input, operation }: Scene): Asked[] => [
  on(`iam:${operation}`, global('iam', `instance-profile/${input.InstanceProfileName}`)),
];

const passed = (roleName: string, service = 'ec2.amazonaws.com') =>
  on('iam:PassRole', global('iam', `role/${roleName}`), { 'iam:PassedToService': service });

/** What IAM calls the operations of S3 that it has another name for; some need more than one. */
const inS3: Readonly<Record<string, readonly string[]>> = {
  CreateBucket: ['CreateBucket', 'TagResource'],
  DeleteObjects: ['DeleteObject', 'DeleteObjectVersion'],
  GetBucketLifecycleConfiguration: ['GetLifecycleConfiguration'],
  GetPublicAccessBlock: ['GetBucketPublicAccessBlock'],
  ListObjectsV2: ['ListBucket'],
  ListMultipartUploads: ['ListBucketMultipartUploads'],
  ListObjectVersions: ['ListBucketVersions'],
  PutBucketLifecycleConfiguration: ['PutLifecycleConfiguration'],
  PutPublicAccessBlock: ['PutBucketPublicAccessBlock'],
};

export const actionsInS3 = (operation: string): readonly string[] => inS3[operation] ?? [operation];

const inBucket = ({ input, operation }: Scene): Asked[] =>
  actionsInS3(operation).map((name) => {
    const key = /Object|AbortMultipartUpload$/.test(name) ? `/${input.Key ?? input.Delete?.Objects[0].Key}` : '';
    return on(`s3:${name}`, `arn:aws:s3:::${input.Bucket}${key}`);
  });

/** A deployment registers what is deployed, and names a configuration. */
const revising = (application: string): Asked[] => {
  const own = arn('codedeploy', `application:${application}`);
  return [
    on('codedeploy:GetApplicationRevision', own),
    on('codedeploy:RegisterApplicationRevision', own),
    on('codedeploy:GetDeploymentConfig', arn('codedeploy', 'deploymentconfig:CodeDeployDefault.AllAtOnce')),
  ];
};

/** Applications and groups, by name; tags that come with them are authorised on their own. */
const delivering = ({ input, operation }: Scene): Asked[] => {
  const group = input.deploymentGroupName ?? input.currentDeploymentGroupName;
  const resource = group
    ? arn('codedeploy', `deploymentgroup:${input.applicationName}/${group}`)
    : arn('codedeploy', `application:${input.applicationName}`);
  return [
    on(`codedeploy:${operation}`, resource),
    ...(input.tags ? [on('codedeploy:TagResource', resource)] : []),
    ...(operation === 'CreateDeploymentGroup'
      ? [passed(input.serviceRoleArn.replace(/^.*:role\//, ''), 'codedeploy.amazonaws.com')]
      : []),
    ...(operation === 'CreateDeployment' ? revising(input.applicationName) : []),
  ];
};

/** An association, its document, and the servers that it runs on. */
const associating = (scene: Scene): Asked[] => {
  const { input, operation } = scene;
  const action = `ssm:${operation}`;
  const there = input.AssociationId && scene.thing(input.AssociationId);
  const tags = prefixed('aws:RequestTag', tagsIn(input.Tags));
  const own = arn('ssm', `association/${input.AssociationId ?? '*'}`);
  const targets: readonly { Values: string[] }[] = input.Targets ?? there?.targets ?? [];
  return [
    ...(input.AssociationId ? existing(scene, action, own, input.AssociationId) : [on(action, own, tags)]),
    ...(input.Tags ? [on('ssm:AddTagsToResource', own, tags)] : []),
    on(action, `arn:aws:ssm:${region}::document/${input.Name ?? there?.document}`),
    ...targets.flatMap(({ Values: [id = ''] }) => existing(scene, action, arn('ec2', `instance/${id}`), id)),
  ];
};

const provider = ({ input }: Scene): Asked[] => {
  const resource = global('iam', 'oidc-provider/token.actions.githubusercontent.com');
  const tags = prefixed('aws:RequestTag', tagsIn(input.Tags));
  return ['CreateOpenIDConnectProvider', 'TagOpenIDConnectProvider'].map((name) => on(`iam:${name}`, resource, tags));
};

/** One that is there, and what is put on it. */
const labelledProvider = ({ input, operation, thing }: Scene): Asked[] => [
  on(`iam:${operation}`, input.OpenIDConnectProviderArn, {
    ...prefixed('aws:ResourceTag', thing(input.OpenIDConnectProviderArn.replace(/^.*oidc-provider\//, ''))?.tags ?? {}),
    ...prefixed('aws:RequestTag', tagsIn(input.Tags)),
  }),
];

const zone = (context: (input: Input) => Asked['context']) => (scene: Scene) => {
  const { input, operation } = scene;
  const id = String(input.HostedZoneId ?? input.ResourceId ?? input.Id).replace('/hostedzone/', '');
  return [on(`route53:${operation}`, `arn:aws:route53:::hostedzone/${id}`, context(input))];
};

/** The kinds of things of EC2's, by the prefix of their ids. */
const typesOf: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(kinds).map(({ prefix, type }) => [prefix, type]),
);

const instanceIds = ({ InstanceIds, InstanceId }: Input) => InstanceIds ?? [InstanceId];
const interfaceOf = (id: string | undefined, scene: Scene) => [id && scene.thing(id)?.interfaceId];
const withAssociation = (scene: Scene, id: string) => scene.thing(id);

/**
 * What IAM is asked for each operation that changes something: which resources, and with what in the context. After
 * the tables of the Service Authorization Reference (November 2026), which also say that a call needs all of them.
 */
const authorizations: Readonly<Record<string, (scene: Scene) => Asked[]>> = {
  'ec2:AllocateAddress': made('elastic-ip'),
  'ec2:AssociateAddress': things(
    ['elastic-ip', ({ AllocationId }) => [AllocationId]],
    ['instance', ({ InstanceId }) => [InstanceId]],
    ['network-interface', ({ InstanceId }, scene) => interfaceOf(InstanceId, scene)],
  ),
  'ec2:AssociateIamInstanceProfile': all(things(['instance', instanceIds]), ({ input }) => [
    passed(input.IamInstanceProfile.Name.replace(/profile$/, 'role')),
  ]),
  'ec2:AssociateRouteTable': things(
    ['route-table', ({ RouteTableId }) => [RouteTableId]],
    ['subnet', ({ SubnetId }) => [SubnetId]],
  ),
  'ec2:AttachInternetGateway': things(
    ['internet-gateway', ({ InternetGatewayId }) => [InternetGatewayId]],
    ['vpc', ({ VpcId }) => [VpcId]],
  ),
  'ec2:AuthorizeSecurityGroupIngress': all(
    things(['security-group', ({ GroupId }) => [GroupId]]),
    made('security-group-rule'),
  ),
  'ec2:CreateInternetGateway': made('internet-gateway'),
  'ec2:CreateRoute': things(['route-table', ({ RouteTableId }) => [RouteTableId]]),
  'ec2:CreateRouteTable': all(made('route-table'), things(['vpc', ({ VpcId }) => [VpcId]])),
  'ec2:CreateSecurityGroup': all(made('security-group'), things(['vpc', ({ VpcId }) => [VpcId]])),
  'ec2:CreateSubnet': all(made('subnet'), things(['vpc', ({ VpcId }) => [VpcId]])),
  'ec2:CreateTags': labelled(
    'ec2:CreateTags',
    ({ Resources }) => Resources,
    (id) => arn('ec2', `${typesOf[id.replace(/-.*/, '')]}/${id}`),
  ),
  'ec2:CreateVpc': made('vpc'),
  'ec2:DeleteInternetGateway': things(['internet-gateway', ({ InternetGatewayId }) => [InternetGatewayId]]),
  'ec2:ReplaceRoute': things(['route-table', ({ RouteTableId }) => [RouteTableId]]),
  'ec2:DeleteRoute': things(['route-table', ({ RouteTableId }) => [RouteTableId]]),
  'ec2:DeleteRouteTable': things(['route-table', ({ RouteTableId }) => [RouteTableId]]),
  'ec2:DeleteSecurityGroup': things(['security-group', ({ GroupId }) => [GroupId]]),
  'ec2:DeleteSubnet': things(['subnet', ({ SubnetId }) => [SubnetId]]),
  'ec2:DeleteVpc': things(['vpc', ({ VpcId }) => [VpcId]]),
  'ec2:DetachInternetGateway': things(
    ['internet-gateway', ({ InternetGatewayId }) => [InternetGatewayId]],
    ['vpc', ({ VpcId }) => [VpcId]],
  ),
  'ec2:DisassociateAddress': things(
    ['elastic-ip', ({ AssociationId }, scene) => [withAssociation(scene, AssociationId)?.id]],
    [
      'network-interface',
      ({ AssociationId }, scene) => [withAssociation(scene, AssociationId)?.association.interfaceId],
    ],
  ),
  'ec2:DisassociateRouteTable': things(
    ['route-table', ({ AssociationId }, scene) => [withAssociation(scene, AssociationId)?.id]],
    [
      'subnet',
      ({ AssociationId }, scene) =>
        (withAssociation(scene, AssociationId)?.associations ?? [])
          .filter(({ id }: { id: string }) => id === AssociationId)
          .map(({ subnetId }: { subnetId?: string }) => subnetId),
    ],
  ),
  'ec2:ModifyInstanceAttribute': things(['instance', instanceIds], ['security-group', ({ Groups }) => Groups ?? []]),
  'ec2:ModifyInstanceCreditSpecification': things([
    'instance',
    ({ InstanceCreditSpecifications }) =>
      InstanceCreditSpecifications.map(({ InstanceId }: { InstanceId: string }) => InstanceId),
  ]),
  'ec2:ModifyInstanceMetadataOptions': things(['instance', instanceIds]),
  'ec2:ModifySecurityGroupRules': things(
    ['security-group', ({ GroupId }) => [GroupId]],
    [
      'security-group-rule',
      ({ SecurityGroupRules }) =>
        SecurityGroupRules.map(({ SecurityGroupRuleId }: { SecurityGroupRuleId: string }) => SecurityGroupRuleId),
    ],
  ),
  'ec2:ModifySubnetAttribute': things(['subnet', ({ SubnetId }) => [SubnetId]]),
  'ec2:ModifyVpcAttribute': things(['vpc', ({ VpcId }) => [VpcId]]),
  'ec2:ReplaceIamInstanceProfileAssociation': all(
    things(['instance', ({ AssociationId }, scene) => [withAssociation(scene, AssociationId)?.id]]),
    ({ input }) => [passed(input.IamInstanceProfile.Name.replace(/profile$/, 'role'))],
  ),
  'ec2:ReleaseAddress': things(['elastic-ip', ({ AllocationId }) => [AllocationId]]),
  'ec2:RevokeSecurityGroupEgress': things(['security-group', ({ GroupId }) => [GroupId]]),
  'ec2:RevokeSecurityGroupIngress': things(['security-group', ({ GroupId }) => [GroupId]]),
  'ec2:RunInstances': all(
    made('instance'),
    made('volume'),
    made('network-interface'),
    ({ input }) => [
      on('ec2:RunInstances', `arn:aws:ec2:${region}::image/${input.ImageId}`, { 'ec2:Owner': 'amazon' }),
      passed(input.IamInstanceProfile.Name.replace(/profile$/, 'role')),
    ],
    things(
      ['security-group', ({ NetworkInterfaces }) => NetworkInterfaces[0].Groups],
      ['subnet', ({ NetworkInterfaces }) => [NetworkInterfaces[0].SubnetId]],
    ),
  ),
  'ec2:StartInstances': things(['instance', instanceIds]),
  'ec2:StopInstances': things(['instance', instanceIds]),
  'ec2:TerminateInstances': things(['instance', instanceIds]),

  'elasticloadbalancing:AddTags': labelled(
    'elasticloadbalancing:AddTags',
    ({ ResourceArns }) => ResourceArns,
    (id) => id,
  ),
  'elasticloadbalancing:CreateListener': all(balancing('LoadBalancerArn'), madeBalancing('listener')),
  'elasticloadbalancing:CreateLoadBalancer': all(madeBalancing('loadbalancer/app'), () => [
    linkedRole('elasticloadbalancing.amazonaws.com', 'AWSServiceRoleForElasticLoadBalancing'),
    ...['AccountAttributes', 'InternetGateways', 'SecurityGroups', 'Subnets', 'Vpcs'].map((what) =>
      on(`ec2:Describe${what}`, '*'),
    ),
    on('ec2:GetSecurityGroupsForVpc', arn('ec2', 'vpc/vpc-0')),
  ]),
  'elasticloadbalancing:CreateTargetGroup': madeBalancing('targetgroup'),
  'elasticloadbalancing:DeleteListener': balancing('ListenerArn'),
  'elasticloadbalancing:DeleteLoadBalancer': balancing('LoadBalancerArn'),
  'elasticloadbalancing:DeleteTargetGroup': balancing('TargetGroupArn'),
  'elasticloadbalancing:DeregisterTargets': balancing('TargetGroupArn'),
  'elasticloadbalancing:ModifyListener': balancing('ListenerArn'),
  'elasticloadbalancing:ModifyLoadBalancerAttributes': balancing('LoadBalancerArn'),
  'elasticloadbalancing:ModifyTargetGroup': balancing('TargetGroupArn'),
  'elasticloadbalancing:ModifyTargetGroupAttributes': balancing('TargetGroupArn'),
  'elasticloadbalancing:RegisterTargets': balancing('TargetGroupArn'),
  'elasticloadbalancing:SetSecurityGroups': balancing('LoadBalancerArn'),
  'elasticloadbalancing:SetSubnets': balancing('LoadBalancerArn'),

  'rds:AddTagsToResource': labelled(
    'rds:AddTagsToResource',
    ({ ResourceName }) => [ResourceName.replace(/^.*:/, '')],
    (id) => arn('rds', `${id.endsWith('-database') ? 'db' : 'subgrp'}:${id}`),
  ),
  'rds:CreateDBInstance': (scene) => {
    const { input } = scene;
    const tags = prefixed('aws:RequestTag', tagsIn(input.Tags));
    const own = arn('rds', `db:${input.DBInstanceIdentifier}`);
    const secret = arn('secretsmanager', 'secret:rds!db-0123abcd-x1y2z3');
    const group = input.DBSubnetGroupName;
    return [
      on('rds:CreateDBInstance', own, tags),
      ...existing(scene, 'rds:CreateDBInstance', arn('rds', `subgrp:${group}`), group),
      on('rds:CreateDBInstance', arn('rds', `og:default:${input.Engine}-18`)),
      on('rds:CreateDBInstance', arn('rds', `pg:default.${input.Engine}18`)),
      on('rds:AddTagsToResource', own, tags),
      linkedRole('rds.amazonaws.com', 'AWSServiceRoleForRDS'),
      on('kms:DescribeKey', arn('kms', 'key/0123')),
      on('secretsmanager:CreateSecret', secret),
      on('secretsmanager:TagResource', secret),
    ];
  },
  'rds:CreateDBSubnetGroup': ({ input }) => {
    const tags = prefixed('aws:RequestTag', tagsIn(input.Tags));
    const own = arn('rds', `subgrp:${input.DBSubnetGroupName}`);
    return [on('rds:CreateDBSubnetGroup', own, tags), on('rds:AddTagsToResource', own, tags)];
  },
  'rds:DeleteDBInstance': (scene) => {
    const { DBInstanceIdentifier: id, FinalDBSnapshotIdentifier: copy } = scene.input;
    const snapshot = arn('rds', `snapshot:${copy}`);
    return [
      ...database(scene),
      ...(copy
        ? [
            ...existing(scene, 'rds:CreateDBSnapshot', arn('rds', `db:${id}`), id),
            on('rds:CreateDBSnapshot', snapshot),
            on('rds:AddTagsToResource', snapshot),
          ]
        : []),
    ];
  },
  'rds:DeleteDBSubnetGroup': (scene) => {
    const id = scene.input.DBSubnetGroupName;
    return existing(scene, 'rds:DeleteDBSubnetGroup', arn('rds', `subgrp:${id}`), id);
  },
  'rds:ModifyDBSubnetGroup': (scene) => {
    const id = scene.input.DBSubnetGroupName;
    return existing(scene, 'rds:ModifyDBSubnetGroup', arn('rds', `subgrp:${id}`), id);
  },
  'rds:ModifyDBInstance': all(database, () => [
    on('rds:ModifyDBInstance', arn('rds', 'og:default:postgres-18')),
    on('rds:ModifyDBInstance', arn('rds', 'pg:default.postgres18')),
  ]),

  'iam:AddRoleToInstanceProfile': all(profile, ({ input }) => [passed(input.RoleName)]),
  'iam:AttachRolePolicy': role(({ PolicyArn }) => ({ 'iam:PolicyARN': PolicyArn })),
  'iam:CreateInstanceProfile': all(profile, ({ input }) => [
    on('iam:TagInstanceProfile', global('iam', `instance-profile/${input.InstanceProfileName}`)),
  ]),
  'iam:CreateRole': all(role(), ({ input }) => [on('iam:TagRole', global('iam', `role/${input.RoleName}`))]),
  'iam:DeleteInstanceProfile': profile,
  'iam:DeleteRole': role(),
  'iam:DeleteRolePolicy': role(),
  'iam:DetachRolePolicy': role(({ PolicyArn }) => ({ 'iam:PolicyARN': PolicyArn })),
  'iam:PutRolePolicy': role(),
  'iam:RemoveRoleFromInstanceProfile': profile,

  'iam:TagInstanceProfile': profile,
  'iam:TagRole': role(),
  'iam:UpdateAssumeRolePolicy': role(),
  'iam:AddClientIDToOpenIDConnectProvider': labelledProvider,
  'iam:TagOpenIDConnectProvider': labelledProvider,
  'iam:CreateOpenIDConnectProvider': provider,
  'iam:DeleteOpenIDConnectProvider': labelledProvider,

  'codedeploy:CreateApplication': delivering,
  'codedeploy:CreateDeployment': delivering,
  'codedeploy:CreateDeploymentGroup': delivering,
  'codedeploy:DeleteApplication': delivering,
  'codedeploy:DeleteDeploymentGroup': delivering,
  'codedeploy:TagResource': ({ input }) => [on('codedeploy:TagResource', input.ResourceArn)],
  'codedeploy:UpdateDeploymentGroup': delivering,

  'ssm:AddTagsToResource': labelled(
    'ssm:AddTagsToResource',
    ({ ResourceId }) => [ResourceId],
    (id) => arn('ssm', `association/${id}`),
  ),
  'ssm:CreateAssociation': associating,
  'ssm:DeleteAssociation': associating,
  'ssm:UpdateAssociation': associating,

  'acm:AddTagsToCertificate': labelled(
    'acm:AddTagsToCertificate',
    ({ CertificateArn }) => [CertificateArn],
    (id) => id,
  ),
  'acm:DeleteCertificate': (scene) =>
    existing(scene, 'acm:DeleteCertificate', scene.input.CertificateArn, scene.input.CertificateArn),
  'acm:RequestCertificate': ({ input }) => {
    const tags = prefixed('aws:RequestTag', tagsIn(input.Tags));
    return ['acm:RequestCertificate', 'acm:AddTagsToCertificate'].map((action) =>
      on(action, arn('acm', 'certificate/*'), tags),
    );
  },

  'route53:ChangeResourceRecordSets': zone(({ ChangeBatch }) => ({
    'route53:ChangeResourceRecordSetsRecordTypes': ChangeBatch.Changes.map(
      ({ ResourceRecordSet }: { ResourceRecordSet: { Type: string } }) => ResourceRecordSet.Type,
    ),
  })),
  'route53:ChangeTagsForResource': zone(() => ({})),
  'route53:CreateHostedZone': () => [on('route53:CreateHostedZone', '*')],
  'route53:DeleteHostedZone': zone(() => ({})),
};

/** Reads have no scope in the policy, but for parameters, of which other people's hold secrets. */
function reading(action: string, input: Input): Asked[] {
  if (action !== 'ssm:GetParameter') return [on(action, '*')];
  return [on(action, `arn:aws:ssm:${region}::parameter${input.Name}`)];
}

/** What IAM is asked for a call, by the account as it is just before it. */
export function authorizationsOf({ service, operation, input, write }: ObservedCall, data: AccountData): Asked[] {
  const action = `${service}:${operation}`;
  if (!write && service !== 's3') return reading(action, input);
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
  const asked = service === 's3' ? inBucket : authorizations[action];
  if (!asked) throw new Error(`Nobody has said what IAM is asked for ${action}`);
  return asked({ input, operation, thing, tagsOf: (id) => thing(id)?.tags ?? (thing(id) && {}) });
}
