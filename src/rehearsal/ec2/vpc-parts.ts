import { refuse } from '../errors.ts';
import type { Call, Operations } from '../service.ts';
import { tagList } from '../tags.ts';
import type { VpcPart } from './data.ts';
import { filtered } from './resources.ts';

const parts = ({ here }: Call, kind: VpcPart['kind'], filters: Parameters<typeof filtered>[1], field: string) =>
  filtered(
    here.vpcParts.filter((part) => part.kind === kind),
    filters,
    { [field]: ({ vpcId }) => vpcId },
  );

/** What else a VPC can hold. */
export const vpcParts = {
  DescribeNetworkAcls: ({ Filters }, call) => ({
    NetworkAcls: parts(call, 'network-acl', Filters, 'vpc-id').map(({ id, vpcId, tags }) => ({
      NetworkAclId: id,
      VpcId: vpcId,
      IsDefault: false,
      Tags: tagList(tags),
    })),
  }),

  DescribeVpcEndpoints: ({ Filters }, call) => ({
    VpcEndpoints: parts(call, 'vpc-endpoint', Filters, 'vpc-id').map(({ id, vpcId, tags }) => ({
      VpcEndpointId: id,
      VpcEndpointType: 'Gateway' as const,
      VpcId: vpcId,
      State: 'Available' as const,
      Tags: tagList(tags),
    })),
  }),

  DescribeVpcPeeringConnections({ Filters = [] }, call) {
    // Here the VPC is always the one that asked for the connection.
    const [side] = Filters.map(({ Name }) => Name);
    if (side === 'accepter-vpc-info.vpc-id') return { VpcPeeringConnections: [] };
    return {
      VpcPeeringConnections: parts(call, 'vpc-peering-connection', Filters, 'requester-vpc-info.vpc-id').map(
        ({ id, vpcId, tags }) => ({
          VpcPeeringConnectionId: id,
          RequesterVpcInfo: { VpcId: vpcId },
          Status: { Code: 'active' as const },
          Tags: tagList(tags),
        }),
      ),
    };
  },

  DescribeVpnGateways: ({ Filters }, call) => ({
    VpnGateways: parts(call, 'vpn-gateway', Filters, 'attachment.vpc-id').map(({ id, vpcId, tags }) => ({
      VpnGatewayId: id,
      VpcAttachments: [{ VpcId: vpcId, State: 'attached' as const }],
      Tags: tagList(tags),
    })),
  }),

  DescribeEgressOnlyInternetGateways: (_, call) => ({
    EgressOnlyInternetGateways: parts(call, 'egress-only-internet-gateway', [], 'vpc-id').map(
      ({ id, vpcId, tags }) => ({
        EgressOnlyInternetGatewayId: id,
        Attachments: [{ VpcId: vpcId, State: 'attached' as const }],
        Tags: tagList(tags),
      }),
    ),
  }),
} satisfies Operations<typeof import('@aws-sdk/client-ec2')>;

/** Refuses to delete a VPC that holds any. */
export function withoutParts({ here }: Call, vpcId: string): void {
  // As in https://repost.aws/knowledge-center/troubleshoot-dependency-error-delete-vpc
  if (here.vpcParts.some((part) => part.vpcId === vpcId))
    refuse('DependencyViolation', `The vpc '${vpcId}' has dependencies and cannot be deleted.`);
}
