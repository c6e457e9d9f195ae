import { at } from './phase.ts';
import { imageOf } from './ec2/catalog.ts';
import { visible } from './ec2/resources.ts';
import { refuse } from './errors.ts';
import type { Operations } from './service.ts';

const images = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-';

/** Public parameters, and the machines that Session Manager reaches. */
export const ssm = {
  GetParameter({ Name = '' }, { region }) {
    const architecture = (['x86_64', 'arm64'] as const).find((one) => Name === `${images}${one}`);
    if (!architecture) refuse('ParameterNotFound', '');
    return {
      Parameter: {
        Name,
        Type: 'String' as const,
        DataType: 'aws:ec2:image',
        Value: imageOf(region, architecture),
        Version: 1,
        ARN: `arn:aws:ssm:${region}::parameter${Name}`,
      },
    };
  },

  DescribeInstanceInformation({ Filters }, call) {
    const wanted = Filters?.find(({ Key }) => Key === 'InstanceIds')?.Values;
    const reached = visible(call, 'instances').filter(
      ({ id, state, upAt, profile }) =>
        profile && upAt <= call.now && at(state, call.now) === 'running' && (!wanted || wanted.includes(id)),
    );
    return {
      InstanceInformationList: reached.map(({ id }) => ({
        InstanceId: id,
        PingStatus: 'Online' as const,
        PlatformType: 'Linux' as const,
        PlatformName: 'Amazon Linux',
        PlatformVersion: '2023',
      })),
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-ssm')>;
