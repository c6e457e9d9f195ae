import { alike, type Rate } from '../../prices/prices.ts';

/** An hour of a public address. */
export const address: Rate = {
  key: 'ipv4',
  usd: alike(0.005),
  product: { serviceCode: 'AmazonVPC', is: {}, usage: /PublicIPv4:InUseAddress$/ },
};
