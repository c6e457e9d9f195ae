import type { InternetGateway } from '@aws-sdk/client-ec2';
import { refuse } from '../errors.ts';
import { accountId } from '../ids.ts';
import type { Operations } from '../service.ts';
import type { Gateway } from './data.ts';
import { listed, newResource, one, onlyTagsFor, remove, Tags, type Fields } from './resources.ts';

const showGateway = (gateway: Gateway): InternetGateway => ({
  InternetGatewayId: gateway.id,
  Attachments: gateway.vpcId ? [{ VpcId: gateway.vpcId, State: 'available' as never }] : [],
  OwnerId: accountId,
  Tags: Tags(gateway),
});

const gatewayFields: Fields<Gateway> = {
  'internet-gateway-id': ({ id }) => id,
  'attachment.vpc-id': ({ vpcId }) => vpcId,
  'attachment.state': ({ vpcId }) => vpcId && 'available',
  'owner-id': () => accountId,
};

export const gateways = {
  CreateInternetGateway({ TagSpecifications }, call) {
    onlyTagsFor(TagSpecifications, 'gateways');
    const gateway: Gateway = newResource(call, 'gateways', TagSpecifications);
    call.here.gateways.push(gateway);
    return { InternetGateway: showGateway(gateway) };
  },

  DescribeInternetGateways(input, call) {
    const { items, next } = listed(call, 'gateways', input.InternetGatewayIds, input, gatewayFields);
    return { InternetGateways: items.map(showGateway), NextToken: next };
  },

  AttachInternetGateway({ InternetGatewayId, VpcId }, call) {
    const gateway = one(call, 'gateways', InternetGatewayId);
    const vpc = one(call, 'vpcs', VpcId);
    if (gateway.vpcId) {
      refuse('Resource.AlreadyAssociated', `resource ${gateway.id} is already attached to network ${gateway.vpcId}`);
    }
    if (call.here.gateways.some(({ vpcId }) => vpcId === vpc.id)) {
      refuse('InvalidParameterValue', `Network ${vpc.id} already has an internet gateway attached`);
    }
    gateway.vpcId = vpc.id;
    return {};
  },

  DetachInternetGateway({ InternetGatewayId, VpcId }, call) {
    const gateway = one(call, 'gateways', InternetGatewayId);
    const vpc = one(call, 'vpcs', VpcId);
    if (gateway.vpcId !== vpc.id) {
      refuse('Gateway.NotAttached', `resource ${gateway.id} is not attached to network ${vpc.id}`);
    }
    const mapped = new Set(call.here.addresses.map(({ association }) => association?.interfaceId));
    if (call.here.interfaces.some((port) => port.vpcId === vpc.id && (port.publicIp || mapped.has(port.id)))) {
      refuse(
        'DependencyViolation',
        `Network ${vpc.id} has some mapped public address(es). ` +
          'Please unmap those public address(es) before detaching the gateway.',
      );
    }
    delete gateway.vpcId;
    return {};
  },

  DeleteInternetGateway({ InternetGatewayId }, call) {
    const gateway = one(call, 'gateways', InternetGatewayId);
    if (gateway.vpcId) {
      refuse('DependencyViolation', `The internetGateway '${gateway.id}' has dependencies and cannot be deleted.`);
    }
    remove(call, 'gateways', gateway);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-ec2')>;
