import { byHand, waitFor, type ByHand } from '../../cli-commands/by-hand.ts';
import { image } from './image.ts';
import { instance } from './instance.ts';
import { instanceProfile } from './instance-profile.ts';
import { role } from './role.ts';
import { serverSetup } from './server-setup.ts';

export const script: readonly ByHand[] = [
  byHand(role, {
    wait: (recorder, { output }) => waitFor(recorder, 'iam', 'role-exists', { RoleName: output.roleName }),
  }),
  byHand(instanceProfile, {
    wait: (recorder, { output }) =>
      waitFor(recorder, 'iam', 'instance-profile-exists', { InstanceProfileName: output.profileName }),
  }),
  byHand(image, {
    lookUp(recorder, { answers }) {
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
  }),
  byHand(instance, {
    late: 'RunInstances',
    spellings: {
      'RunInstances.MinCount': 'left out',
      'RunInstances.MaxCount': { as: 'Count' },
      // As bytes: the CLI encodes them, and no locale comes in between.
      'RunInstances.UserData': { file: 'user-data.sh', prefix: 'fileb://', base64: true },
    },
    wait: (recorder, { output }) => waitFor(recorder, 'ec2', 'instance-running', { InstanceIds: [output.instanceId] }),
  }),
  byHand(serverSetup, {
    wait: (recorder, { output }) =>
      waitFor(recorder, 'ec2', 'instance-status-ok', { InstanceIds: [output.instanceId] }),
  }),
];
