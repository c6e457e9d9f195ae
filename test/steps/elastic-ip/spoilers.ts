import { idOf, pointSite, type Prefix, type Spoilers } from '../../support/spoiling.ts';
import type { Stack } from '../../support/stack.ts';

/** The same address, which resolvers keep for a day. */
const keptForLong = (prefix: Prefix) => ({
  record: (stack: Stack) =>
    pointSite(stack, prefix, { TTL: 86_400, ResourceRecords: [{ Value: idOf(stack, 'elastic-ip', 'publicIp') }] }),
});

export const spoilers: Spoilers = {
  'site-address': keptForLong('app.'),
  'www-address': keptForLong('www.app.'),
};
