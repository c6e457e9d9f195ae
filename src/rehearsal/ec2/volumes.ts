import { hex } from '../ids.ts';
import type { Operations } from '../service.ts';
import type { Volume } from './data.ts';
import type { Fields } from './resources.ts';
import { listed, Tags } from './resources.ts';

const volumeFields: Fields<Volume> = {
  'volume-id': ({ id }) => id,
  'attachment.instance-id': ({ instanceId }) => instanceId,
  'attachment.device': ({ device }) => device,
  'availability-zone': ({ zone }) => zone,
  encrypted: ({ encrypted }) => `${encrypted}`,
  'volume-type': ({ type }) => type,
  size: ({ size }) => `${size}`,
  status: () => 'in-use',
};

/** Disks, which come and go with their instances. */
export const volumes = {
  DescribeVolumes(input, call) {
    const { items, next } = listed(call, 'volumes', input.VolumeIds, input, volumeFields);
    return {
      Volumes: items.map((volume) => ({
        VolumeId: volume.id,
        AvailabilityZone: volume.zone,
        CreateTime: new Date(volume.createdAt),
        Encrypted: volume.encrypted,
        Size: volume.size,
        VolumeType: volume.type as never,
        State: 'in-use' as const,
        Attachments: [
          {
            InstanceId: volume.instanceId,
            VolumeId: volume.id,
            Device: volume.device,
            State: 'attached' as const,
            DeleteOnTermination: true,
          },
        ],
        SnapshotId: `snap-0${hex(volume.type, 16)}`,
        Tags: Tags(volume),
      })),
      NextToken: next,
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-ec2')>;
