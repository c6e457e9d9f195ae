import type { AnyStep } from '../engine/step.ts';
import { databaseFromServer, databaseGroup } from './database/firewall.ts';

/** A store of data behind the server: its security group, and the rule that lets the server in, and nobody else. */
interface Store {
  readonly group: AnyStep;
  readonly fromServer: AnyStep;
}

export const stores: readonly Store[] = [{ group: databaseGroup, fromServer: databaseFromServer }];
