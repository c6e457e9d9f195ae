import { associationSpoilers, policySpoilers, type Spoilers } from '../../support/spoiling.ts';

export const spoilers: Spoilers = {
  'tracing-access': policySpoilers('tracing-access'),
  'tracing-agent': associationSpoilers('tracing-agent'),
};
