import type { Chapter } from '../chapter.ts';
import { script } from './by-hand.ts';
import { defaultSubnets, defaultVpc } from './default-network.ts';
import { internetGateway, internetGatewayAttachment } from './internet-gateway.ts';
import { address } from './prices.ts';
import { network } from './questions.ts';
import { ownPrivateSubnets, ownPublicSubnets } from './ready.ts';
import { privateAssociationIn, publicAssociationIn } from './route-table-associations.ts';
import { defaultRoute, privateRouteTable, publicRouteTable } from './route-tables.ts';
import { privateSubnetIn, publicSubnetIn } from './subnets.ts';
import { vpc } from './vpc.ts';
import { zones } from './zones.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    readonly vpcId?: string;
  }
}

const steps = [
  zones,
  vpc,
  internetGateway,
  internetGatewayAttachment,
  ...Object.values(publicSubnetIn),
  ...Object.values(privateSubnetIn),
  publicRouteTable,
  privateRouteTable,
  defaultRoute,
  ...Object.values(publicAssociationIn),
  ...Object.values(privateAssociationIn),
  ownPublicSubnets,
  ownPrivateSubnets,
  defaultVpc,
  defaultSubnets,
];

export const networkChapter: Chapter = {
  id: 'network',
  title: { en: 'Network', ko: '네트워크' },
  why: {
    en: 'A VPC is your own network inside AWS. Its public subnets are connected to the internet; its private subnets are not, and that is where a database belongs. It spans two zones, which are separate data centers, because a load balancer and a database each require two.',
    ko: 'VPC는 AWS 안에 있는 나만의 네트워크입니다. 퍼블릭 서브넷은 인터넷과 통신할 수 있고, 프라이빗 서브넷은 통신할 수 없어 데이터베이스를 두기에 알맞습니다. 로드 밸런서와 데이터베이스에는 서로 떨어진 데이터 센터(가용 영역)가 두 곳 필요해서, 서브넷을 두 곳에 나눠 만듭니다.',
  },
  asks: [network],
  steps,
  links: [{ id: 'network', title: { en: 'Network', ko: '네트워크' }, at: 'network', steps }],
  grounds: (answered) =>
    answered(network) === 'default'
      ? {
          network: { en: 'Default VPC', ko: '기본 VPC' },
          public: { en: 'Public subnets', ko: '퍼블릭 서브넷' },
          private: { en: 'Not open to the internet', ko: '인터넷에서 접근 불가' },
        }
      : {
          network: { en: 'VPC · two zones', ko: 'VPC · 가용 영역 두 곳' },
          public: { en: 'Public subnets', ko: '퍼블릭 서브넷' },
          private: { en: 'Private subnets', ko: '프라이빗 서브넷' },
        },
  rates: [address],
  script,
};
