import { alike, type Rate } from '../../prices/prices.ts';

export const hosting: Rate = {
  key: 'zone',
  usd: alike(0.5),
  product: { serviceCode: 'AmazonRoute53', is: { productFamily: 'DNS Zone' }, usage: /^HostedZone$/ },
};
