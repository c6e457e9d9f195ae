import type { Pages } from '../../../guide/topic.ts';
import { connect } from './connect.ts';
import { rds } from './rds.ts';
import { secrets } from './secrets.ts';
import { snapshot } from './snapshot.ts';

export const pages: Pages = { database: [rds, connect, secrets, snapshot] };
