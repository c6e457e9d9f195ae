import { byHand, type ByHand } from '../../cli-commands/by-hand.ts';
import { waitForRecords } from '../domain/elsewhere/by-hand.ts';
import { addressElsewhere } from './site-elsewhere.ts';

export const script: readonly ByHand[] = [
  byHand(addressElsewhere, { wait: (recorder, { output, say }) => waitForRecords(recorder, say, output) }),
];
