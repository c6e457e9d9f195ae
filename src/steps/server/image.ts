import { DescribeInstanceTypesCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { said } from '../../aws/replies.ts';
import { Trouble } from '../../errors.ts';
import { defineStep } from '../../engine/step.ts';
import { allow, reads } from '../../permissions/allow.ts';
import { instanceType } from './questions.ts';

const publicParameter = allow(
  'Parameters can contain other people’s secrets; only Amazon’s public ones can be read.',
  'arn:*:ssm:*:*:parameter/aws/service/ami-amazon-linux-latest/*',
);

/** The latest Amazon Linux 2023 for the chosen type's processor. Looked up once: a server keeps its image. */
export const image = defineStep({
  id: 'image',
  title: { en: 'Latest Amazon Linux 2023', ko: '최신 Amazon Linux 2023' },
  needs: {},
  asks: { type: instanceType },
  allows: [reads('ec2:DescribeInstanceTypes'), publicParameter('ssm:GetParameter')],

  async find({ ec2, ssm, region, answers }) {
    const architecture = await architectureOf(ec2, answers.type, region);
    const { Parameter } = await ssm.send(
      new GetParameterCommand({
        Name: `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`,
      }),
    );
    return { imageId: said(Parameter, 'Value') };
  },
});

/** Which of EC2's two processor architectures a type has. */
export async function architectureOf(ec2: EC2Client, type: string, region: string): Promise<'arm64' | 'x86_64'> {
  try {
    const { InstanceTypes: [found] = [] } = await ec2.send(
      new DescribeInstanceTypesCommand({ InstanceTypes: [type as never] }),
    );
    const offered = found?.ProcessorInfo?.SupportedArchitectures ?? [];
    return offered.includes('arm64') ? 'arm64' : 'x86_64';
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'InvalidInstanceType') throw error;
    throw new Trouble(
      'usage',
      {
        en: `There is no instance type ${type} in ${region}.`,
        ko: `${region}에는 ${type} 인스턴스 유형이 없습니다.`,
      },
      {
        en: 'Choose another --instance-type, such as t3.micro.',
        ko: '--instance-type에 t3.micro처럼 다른 값을 지정하세요.',
      },
    );
  }
}
