import { tagList, type Tags } from '../aws/tags.ts';
import type { Facts } from '../facts.ts';
import { word } from './bash.ts';
import type { Recorder } from './recorder.ts';
import { symbol } from './symbols.ts';
import type { Words } from '../words.ts';

/** What a step is given, with symbols for what AWS is yet to say. */
interface Given {
  readonly region: string;
  readonly tags: Tags;
  // Each entry knows the step that it is for.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly needs: any;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly answers: any;
  say(words: Words): string;
}

/** In place of `find` for lookups: `find` reads responses, which do not exist before the script runs. */
export const lookups: Readonly<Record<string, (recorder: Recorder, given: Given) => Facts>> = {
  zones(recorder, { region, answers }) {
    const offerings = recorder.call('ec2', 'DescribeInstanceTypeOfferings', {
      LocationType: 'availability-zone',
      Filters: [{ Name: 'instance-type', Values: [answers.type] }],
    });
    // Local zones have longer names.
    const zones = `InstanceTypeOfferings[?length(Location)==length('${region}a')].Location | sort(@)`;
    return { a: offerings.take('A', `${zones} | [0]`), b: offerings.take('B', `${zones} | [1]`) };
  },

  image(recorder, { answers }) {
    const architecture = recorder
      .call('ec2', 'DescribeInstanceTypes', { InstanceTypes: [answers.type] })
      .take(
        'Architecture',
        "InstanceTypes[0].ProcessorInfo.contains(SupportedArchitectures,'arm64') && 'arm64' || 'x86_64'",
      );
    const parameter = recorder.call('ssm', 'GetParameter', {
      Name: `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`,
    });
    return { imageId: parameter.take('ImageId', 'Parameter.Value') };
  },

  'default-vpc': (recorder) => ({
    vpcId: recorder
      .call('ec2', 'DescribeVpcs', { Filters: [{ Name: 'is-default', Values: ['true'] }] })
      .take('VpcId', 'Vpcs[0].VpcId'),
  }),

  'default-subnets': (recorder, { needs }) => ({
    subnetIds: (['a', 'b'] as const).map((zone) =>
      recorder
        .call('ec2', 'DescribeSubnets', {
          Filters: [
            { Name: 'vpc-id', Values: [needs.vpc.vpcId] },
            { Name: 'default-for-az', Values: ['true'] },
            { Name: 'availability-zone', Values: [needs.zones[zone]] },
          ],
        })
        .take(zone, 'Subnets[0].SubnetId'),
    ),
  }),

  /** An account has one at most, and takes no second. */
  'github-provider'(recorder, { tags, say }) {
    const tagged = tagList(tags).map(({ Key, Value }) => word(`Key=${Key},Value=${Value}`));
    recorder.line(
      `# ${say({ en: 'Created only if the account does not have it yet', ko: '계정에 이미 있으면 그대로 사용' })}`,
    );
    recorder.line(
      `GITHUB_PROVIDER_ARN=$(aws iam list-open-id-connect-providers --output text \\
  --query "OpenIDConnectProviderList[?ends_with(Arn, '/token.actions.githubusercontent.com')].Arn | [0]")`,
    );
    recorder.line(`if [ "$GITHUB_PROVIDER_ARN" = None ]; then
  GITHUB_PROVIDER_ARN=$(aws iam create-open-id-connect-provider --url https://token.actions.githubusercontent.com \\
    --client-id-list sts.amazonaws.com --tags ${tagged.join(' ')} \\
    --query OpenIDConnectProviderArn --output text)
fi`);
    return { providerArn: symbol('GITHUB_PROVIDER_ARN'), ours: true };
  },

  'existing-zone'(recorder, { answers, say }) {
    recorder.line(`# ${say({ en: 'The existing hosted zone', ko: '이 계정에 있는 호스팅 영역' })}`);
    recorder.line(`EXISTING_ZONE_ID=${word(answers.choice)}`);
    return { zoneId: symbol('EXISTING_ZONE_ID'), zoneName: answers.zoneName, nameServers: [] };
  },
};

const validated = 'Certificate.DomainValidationOptions';

/** What a script does once a thing is made: how it waits for it, and what `check` would add to its handle. */
export const waits: Readonly<
  Record<string, (recorder: Recorder, given: Given & { readonly output: any }) => Facts | void>
> = {
  vpc: (recorder, { output }) => waitFor(recorder, 'ec2', 'vpc-available', { VpcIds: [output.vpcId] }),
  'public-subnet-a': subnet,
  'public-subnet-b': subnet,
  'private-subnet-a': subnet,
  'private-subnet-b': subnet,

  'server-role': (recorder, { output }) => waitFor(recorder, 'iam', 'role-exists', { RoleName: output.roleName }),
  'server-profile': (recorder, { output }) =>
    waitFor(recorder, 'iam', 'instance-profile-exists', { InstanceProfileName: output.profileName }),
  server: (recorder, { output }) => waitFor(recorder, 'ec2', 'instance-running', { InstanceIds: [output.instanceId] }),

  'deploy-agent'(recorder, { output }) {
    const known = `aws ssm describe-association --association-id "${output.associationId}" \\
  --query AssociationDescription.Overview.Status --output text`;
    recorder.line(`until [ "$(${known})" = Success ]; do sleep 5; done`);
  },

  database(recorder, { output, answers }) {
    const which = { DBInstanceIdentifier: output.identifier };
    waitFor(recorder, 'rds', 'db-instance-available', which);
    const found = recorder.call('rds', 'DescribeDBInstances', which);
    return {
      engine: answers.engine,
      host: found.take('Host', 'DBInstances[0].Endpoint.Address'),
      port: found.take('Port', 'DBInstances[0].Endpoint.Port'),
      secretArn: found.take('SecretArn', 'DBInstances[0].MasterUserSecret.SecretArn'),
    };
  },

  /** As soon as they are known: the user has a while to set them. */
  zone(recorder, { output, answers, say }) {
    recorder.line(
      `say ${word(
        say({
          en: `At the registrar of ${answers.zoneName}, set these name servers:`,
          ko: `${answers.zoneName} 도메인을 등록한 업체에서 네임서버를 다음으로 바꾸세요:`,
        }),
      )}`,
    );
    nameServers(recorder, output.zoneId);
  },

  /** What only the user can do: the script can but look whether it is done. */
  delegated(recorder, { needs, output, say }) {
    const { zoneId } = needs.zone;
    recorder.line(
      `say ${word(
        say({
          en: `Waiting for the domain to use these name servers (set SKIP_DELEGATION_CHECK=1 to skip):`,
          ko: `다음 네임서버로 위임될 때까지 기다립니다(SKIP_DELEGATION_CHECK=1이면 기다리지 않음):`,
        }),
      )}`,
    );
    nameServers(recorder, zoneId);
    const server = recorder
      .call('route53', 'GetHostedZone', { Id: zoneId })
      .take('NameServer', 'DelegationSet.NameServers[0]');
    const asked = `nslookup -type=NS ${word(output.zoneName)} | grep -iF "${server}"`;
    recorder.line(`until [ -n "\${SKIP_DELEGATION_CHECK:-}" ] || ${asked}; do sleep 30; done`);
  },

  certificate(recorder, { output, answers }) {
    const which = { CertificateArn: output.certificateArn };
    const names: string[] = answers.www ? ['domain', 'www'] : ['domain'];
    const known = `aws acm describe-certificate --certificate-arn "${output.certificateArn}" \\
  --query '${validated}[].[ResourceRecord.Name]' --output text | grep -c '^_'`;
    recorder.line(`until [ "$(${known})" = ${names.length} ]; do sleep 3; done`);
    const found = recorder.call('acm', 'DescribeCertificate', which);
    return {
      records: names.map((_, index) => {
        const take = (field: string) =>
          found.take(`Record${field}${index + 1}`, `${validated}[${index}].ResourceRecord.${field}`);
        return { name: take('Name'), value: take('Value') };
      }),
    };
  },

  /** ACM takes up to 75 minutes, and the waiter gives up after 40. */
  issued(recorder, { output }) {
    const wait = `aws acm wait certificate-validated --certificate-arn "${output.certificateArn}"`;
    recorder.line(`${wait} ||\n  ${wait}`);
  },

  'load-balancer': (recorder, { output }) =>
    waitFor(recorder, 'elbv2', 'load-balancer-available', {
      LoadBalancerArns: [output.loadBalancerArn],
    }),
  healthy: (recorder, { output }) =>
    waitFor(recorder, 'elbv2', 'target-in-service', { TargetGroupArn: output.targetGroupArn }),
};

const nameServers = (recorder: Recorder, zoneId: string) =>
  recorder.line(
    `aws route53 get-hosted-zone --id "${zoneId}" --query DelegationSet.NameServers --output text | tr '\\t' '\\n' >&3`,
  );

function waitFor(recorder: Recorder, service: string, waiter: string, input: object): void {
  recorder.call(service, `wait ${waiter}`, input);
}

function subnet(recorder: Recorder, { output }: { readonly output: { readonly subnetId: string } }): void {
  waitFor(recorder, 'ec2', 'subnet-available', { SubnetIds: [output.subnetId] });
}
