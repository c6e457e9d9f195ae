import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  DeleteInternetGatewayCommand,
  DetachInternetGatewayCommand,
} from '@aws-sdk/client-ec2';
import { named } from '../../aws/blocker.ts';
import { withPublicAddress } from '../../aws/blockers.ts';
import { internetGateways } from '../../aws/collections.ts';
import { readsBehindInterfaces } from '../../aws/interfaces.ts';
import { said } from '../../aws/replies.ts';
import { ec2Tags, tagSpecification } from '../../aws/tags.ts';
import { defineStep, gone, there } from '../../engine/step.ts';
import { labelsOfEc2, later, makes, reads, uses } from '../../permissions/allow.ts';
import { settingStep } from '../setting.ts';
import { network } from './questions.ts';
import { vpc } from './vpc.ts';

export const internetGateway = defineStep({
  id: 'internet-gateway',
  title: { en: 'Internet gateway', ko: '인터넷 게이트웨이' },
  asks: { network },
  allows: [
    reads('ec2:DescribeInternetGateways'),
    makes('ec2:CreateInternetGateway'),
    ...labelsOfEc2,
    later(uses('ec2:DeleteInternetGateway')),
  ],
  when: (answers) => answers.network === 'own',

  making: { unrepeatable: true },

  async find(given) {
    const found = await internetGateways.ofOwner(given.ec2, given);
    return found && { gatewayId: said(found, 'InternetGatewayId') };
  },

  async create({ ec2, tags }) {
    const { InternetGateway } = await ec2.send(
      new CreateInternetGatewayCommand({ TagSpecifications: [tagSpecification('internet-gateway', tags)] }),
    );
    return { gatewayId: said(InternetGateway, 'InternetGatewayId') };
  },

  async check(context, { gatewayId }) {
    const found = await internetGateways.byId(context.ec2, gatewayId);
    return found ? there({ tags: ec2Tags(context, found.Tags, gatewayId) }) : gone;
  },

  going: {
    // Ours is detached by then: somebody has attached it elsewhere.
    async blockers({ ec2 }, { gatewayId }) {
      const { Attachments = [] } = (await internetGateways.byId(ec2, gatewayId)) ?? {};
      return Attachments.map(({ VpcId = '' }) => named({ en: 'its attachment to', ko: '연결된 네트워크' }, VpcId));
    },
  },

  async delete({ ec2 }, { gatewayId }) {
    await ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId: gatewayId }));
  },
});

export const internetGatewayAttachment = settingStep({
  id: 'internet-gateway-attachment',
  title: { en: 'Gateway attached to the network', ko: '게이트웨이와 네트워크 연결' },
  needs: { vpc, gateway: internetGateway },
  allows: [
    reads('ec2:DescribeInternetGateways'),
    uses('ec2:AttachInternetGateway'),
    later(uses('ec2:DetachInternetGateway')),
    ...readsBehindInterfaces,
  ],

  handle: ({ needs: { vpc, gateway } }) => ({ gatewayId: gateway.gatewayId, vpcId: vpc.vpcId }),

  async read({ ec2 }, { gatewayId, vpcId }) {
    const found = await internetGateways.byId(ec2, gatewayId);
    return found?.Attachments?.some(({ VpcId }) => VpcId === vpcId) ? {} : undefined;
  },

  async write({ ec2 }, { gatewayId, vpcId }) {
    await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: gatewayId, VpcId: vpcId }));
  },

  going: { blockers: (context, { vpcId }) => withPublicAddress(context, vpcId) },

  async delete({ ec2 }, { gatewayId, vpcId }) {
    await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId: gatewayId, VpcId: vpcId }));
  },
});
