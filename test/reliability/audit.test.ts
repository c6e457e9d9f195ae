import { ACM } from '@aws-sdk/client-acm';
import { EC2 } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAM } from '@aws-sdk/client-iam';
import { RDS } from '@aws-sdk/client-rds';
import { Route53 } from '@aws-sdk/client-route-53';
import { afterAll, describe, expect, test } from 'vitest';
import { ok, projectOn } from '../moto/project.ts';
import { motoMissing, startMoto, type Moto } from '../support/moto.ts';
import { newStack, type Flags } from '../support/stack.ts';
import { controls, idsOf, isMet, isNotMet, isNotThere, type Met, type Part, type Spoilable } from './controls.ts';
import { readBack, type ReadBack } from './read-back.ts';

/** Every way in, network, database and way for SSH. */
const variants: readonly (Flags & { entry: string; network: string; database: string })[] = [
  'load-balancer',
  'elastic-ip',
]
  .flatMap((entry) => ['own', 'default'].map((network) => ({ entry, network })))
  .flatMap((rest) => ['postgres', 'mysql', 'none'].map((database) => ({ ...rest, database })))
  .map((rest, index) => ({
    ...rest,
    ssh: ['none', 'my-ip', '203.0.113.0/24'][index % 3] ?? 'none',
    www: String(index % 2 === 0),
    ...(index === 2 && { 'elastic-ip': 'true' }),
    ...(index % 4 === 1 && { delivery: 'local', ...(index % 8 === 1 && { build: 'codebuild' }) }),
    ...(index % 4 === 3 && { delivery: 'github', repository: 'octocat/shop' }),
  }));

const partsOf = (flags: Flags): ReadonlySet<Part> =>
  new Set<Part>([
    ...(flags['network'] === 'own' ? (['own network'] as const) : []),
    ...(flags['entry'] === 'load-balancer' ? (['load balancer'] as const) : []),
    ...(flags['entry'] === 'elastic-ip' || flags['elastic-ip'] === 'true' ? (['fixed address'] as const) : []),
    ...(flags['database'] === 'none' ? [] : (['database'] as const)),
    ...(flags['delivery'] ? (['delivery'] as const) : []),
    ...(flags['build'] === 'codebuild' ? (['builds on AWS'] as const) : []),
    ...(flags['delivery'] === 'github' ? (['GitHub'] as const) : []),
    ...(flags['database'] === 'postgres' ? (['PostgreSQL'] as const) : []),
  ]);

const met = controls.filter(isMet);
const askedOf = (flags: Flags) => met.filter(({ of }) => !of || partsOf(flags).has(of));
const unmetBy = (seen: ReadBack, asked: readonly Met[]) =>
  asked.filter(({ holds }) => !holds(seen)).map((control) => `${idsOf(control)[0]}: ${control.requirement}`);

describe.each(variants)('a stack with $entry, network $network, database $database, SSH $ssh', (flags) => {
  test('meets every control that is said to be met, as AWS’s API shows it; and each would notice if it did not', async () => {
    const stack = newStack();
    await stack.up(flags);
    await stack.clock.sleep(60_000);
    const seen = await readBack(stack.aws, 'demo');
    const asked = askedOf(flags);
    expect(unmetBy(seen, asked)).toEqual([]);

    for (const control of asked) {
      const spoilt = structuredClone(seen) as Spoilable;
      control.spoil(spoilt);
      expect(control.holds(spoilt as ReadBack), control.requirement).toBe(false);
    }
  });
});

test('no DNS record is left when everything has gone', async () => {
  const stack = newStack();
  stack.rehearsal.account.addHostedZone('example.com');
  await stack.up({ entry: 'elastic-ip', database: 'none', www: 'true' });
  await stack.teardown();
  const [zone] = stack.rehearsal.account.data.zones;
  expect(zone?.records.filter(({ type }) => type !== 'NS' && type !== 'SOA')).toEqual([]);
});

describe.skipIf(motoMissing())('as the simulator moto shows it', () => {
  let moto: Moto | undefined;
  afterAll(() => moto?.stop());

  // Of everything together it needs only one to see; the other one takes the opposite of each answer.
  const chosen = [variants[0], variants[10]].slice(0, process.env['STEPWAY_THOROUGH'] ? 2 : 1);

  test.each(chosen)('%o', async (flags) => {
    moto ??= await startMoto();
    await moto.reset();
    const flat = Object.entries({ ...flags, domain: 'shop.example.com' }).flatMap(([key, value]) =>
      key === 'www' ? (value === 'true' ? ['--www'] : []) : [`--${key}`, value === 'my-ip' ? '203.0.113.25' : value],
    );
    const project = projectOn(moto, flat.join(' '));
    ok(await project.up());
    const setting = {
      endpoint: moto.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    const clients = {
      acm: new ACM(setting),
      ec2: new EC2(setting),
      elb: new ElasticLoadBalancingV2(setting),
      iam: new IAM(setting),
      rds: new RDS(setting),
      route53: new Route53(setting),
    };
    const asked = askedOf(flags ?? {}).filter(({ notOnMoto }) => !notOnMoto);
    expect(unmetBy(await readBack(clients, 'shop'), asked)).toEqual([]);
    project.remove();
  });
});

/** Every control that the catalogues have for things such as ours. */
const named = `
  ACM.1 ACM.2 CodeBuild.2 CodeBuild.4 CodeBuild.5 CloudWatch.15 CloudWatch.16 CloudWatch.17 EC2.2 EC2.3 EC2.6 EC2.7 EC2.8 EC2.9 EC2.12 EC2.13 EC2.14 EC2.15
  EC2.19 EC2.22 ELB.1 ELB.4 ELB.5 ELB.6 ELB.12 ELB.13 ELB.16 ELB.17 IAM.1 RDS.2 RDS.3 RDS.5 RDS.8 RDS.9 RDS.10 RDS.11
  RDS.13 RDS.17 RDS.25 RDS.38 RDS.39 S3.1 S3.5 S3.8 S3.12 S3.13 S3.14 SecretsManager.1 SNS.1 SSM.1
  CKV_AWS_2 CKV_AWS_3 CKV_AWS_8 CKV_AWS_16 CKV_AWS_17 CKV_AWS_19 CKV_AWS_21 CKV_AWS_23 CKV_AWS_24 CKV_AWS_25 CKV_AWS_26
  CKV_AWS_46 CKV_AWS_53 CKV_AWS_54 CKV_AWS_55 CKV_AWS_56 CKV_AWS_60 CKV_AWS_61 CKV_AWS_62 CKV_AWS_63 CKV_AWS_66
  CKV_AWS_78 CKV_AWS_79 CKV_AWS_88 CKV_AWS_91 CKV_AWS_103 CKV_AWS_106 CKV_AWS_129 CKV_AWS_130 CKV_AWS_131 CKV_AWS_133 CKV_AWS_147 CKV_AWS_149
  CKV_AWS_150 CKV_AWS_157 CKV_AWS_158 CKV_AWS_161 CKV_AWS_169 CKV_AWS_226 CKV_AWS_286 CKV_AWS_287 CKV_AWS_288 CKV_AWS_289
  CKV_AWS_290 CKV_AWS_293 CKV_AWS_300 CKV_AWS_314 CKV_AWS_316 CKV_AWS_319 CKV_AWS_328 CKV_AWS_338 CKV_AWS_341 CKV_AWS_355 CKV_AWS_358
  CKV_AWS_379 CKV_AWS_393 CKV2_AWS_5 CKV2_AWS_6 CKV2_AWS_11 CKV2_AWS_12 CKV2_AWS_19 CKV2_AWS_20 CKV2_AWS_23 CKV2_AWS_28
  CKV2_AWS_40 CKV2_AWS_41 CKV2_AWS_57 CKV2_AWS_60 CKV2_AWS_61 CKV2_AWS_65 CKV2_AWS_69 CKV2_AWS_71 CKV2_AWS_74
  F1 F2 F3 F4 F18 F22 F23 F24 F27 F38 F39 F80 W2 W11 W32 W33 W35 W36 W41 W47 W51 W52 W55 W56 W60 W75 W77 W84 W86
  acm_certificates_expiration_check acm_certificates_with_secure_key_algorithms
  cloudwatch_alarm_actions_alarm_state_configured cloudwatch_alarm_actions_enabled
  codebuild_project_logging_enabled codebuild_project_no_secrets_in_variables codebuild_project_user_controlled_buildspec
  cloudwatch_log_group_retention_policy_specific_days_enabled ec2_ebs_default_encryption ec2_ebs_volume_encryption
  ec2_elastic_ip_unassigned ec2_instance_account_imdsv2_enabled ec2_instance_imdsv2_enabled ec2_instance_managed_by_ssm
  ec2_instance_profile_attached ec2_instance_public_ip ec2_instance_secrets_user_data
  ec2_securitygroup_allow_ingress_from_internet_to_high_risk_tcp_ports
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_3389
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_mysql_3306
  ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_postgres_5432 ec2_securitygroup_default_restrict_traffic
  ec2_securitygroup_not_used elbv2_alb_drop_invalid_header_fields_enabled elbv2_deletion_protection
  elbv2_desync_mitigation_mode elbv2_insecure_ssl_ciphers elbv2_is_in_multiple_az elbv2_listener_pqc_tls_enabled
  elbv2_logging_enabled elbv2_ssl_listeners elbv2_waf_acl_attached iam_inline_policy_allows_privilege_escalation
  iam_inline_policy_no_administrative_privileges iam_role_administratoraccess_policy
  iam_role_cross_service_confused_deputy_prevention rds_instance_backup_enabled rds_instance_copy_tags_to_snapshots
  rds_instance_default_admin rds_instance_deletion_protection rds_instance_iam_authentication_enabled
  rds_instance_integration_cloudwatch_logs rds_instance_minor_version_upgrade_enabled rds_instance_multi_az
  rds_instance_no_public_access rds_instance_storage_encrypted rds_instance_transport_encrypted
  route53_dangling_ip_subdomain_takeover s3_account_level_public_access_blocks s3_bucket_acl_prohibited
  s3_bucket_level_public_access_block s3_bucket_lifecycle_enabled s3_bucket_object_versioning
  s3_bucket_secure_transport_policy secretsmanager_automatic_rotation_enabled secretsmanager_not_publicly_accessible
  sns_topics_kms_encryption_at_rest_enabled sns_topics_not_publicly_accessible vpc_flow_logs_enabled
  vpc_subnet_no_public_ip_by_default
`
  .trim()
  .split(/\s+/);

const benchmark = [
  '1.15 / 2.15 / 2.14',
  '1.17 / 2.17 / 2.16',
  '2.1.1 / 3.1.1 / 3.1.1',
  '2.1.4 / 3.1.4 / 3.1.4',
  '2.2.1 / 3.2.1 / 3.2.1',
  '2.2.2 / 3.2.2 / 3.2.2',
  '2.2.3 / 3.2.3 / 3.2.3',
  '2.2.4 / 3.2.4 / 3.2.4',
  '3.7 / 4.7 / 4.7',
  '5.1.1 / 6.1.1 / 6.1.1',
  '5.3, 5.4 / 6.3, 6.4 / 6.3, 6.4',
  '5.5 / 6.5 / 6.5',
  '5.7 / 6.7 / 6.7',
  '– / – / 2.21',
  '– / – / 4.10',
].map((numbers) => `CIS ${numbers}`);

describe('the table of controls', () => {
  test('has every control that is named for such things, and no other', () => {
    expect([...new Set(controls.flatMap(idsOf))].toSorted()).toEqual([...named, ...benchmark].toSorted());
  });

  test('says of each how it is met, why not, or that there is nothing of the kind', () => {
    for (const control of controls) {
      expect([isMet(control), isNotMet(control), isNotThere(control)].filter(Boolean)).toHaveLength(1);
      expect(idsOf(control).length).toBeGreaterThan(0);
    }
    for (const control of met) expect(variants.some((flags) => askedOf(flags).includes(control))).toBe(true);
    if (process.env['STEPWAY_THOROUGH'])
      console.log(
        `audit: ${met.length} controls met in ${variants.length} variants, ${controls.filter(isNotMet).length} knowingly not, ${controls.filter(isNotThere).length} of what is not made; ${named.length + benchmark.length} ids`,
      );
  });
});
