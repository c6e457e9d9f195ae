import { buckets } from './buckets.ts';
import { objects } from './objects.ts';

/** Buckets, and what is in them. */
export const s3 = { ...buckets, ...objects };
