import { cafe24 } from './cafe24.ts';
import { cloudflare } from './cloudflare.ts';
import { dotname } from './dotname.ts';
import { gabia } from './gabia.ts';
import { godaddy } from './godaddy.ts';
import { hostingKr } from './hosting-kr.ts';
import { megazone } from './megazone.ts';
import { namecheap } from './namecheap.ts';
import { porkbun } from './porkbun.ts';
import type { Registrar } from './registrar.ts';
import { route53 } from './route53.ts';
import { squarespace } from './squarespace.ts';
import { whois } from './whois.ts';

import type { Topic } from '../../../../guide/topic.ts';
import { pageOf } from './page.ts';

export type { Registrar } from './registrar.ts';

/** The registrars whose way is known, the Korean ones first. */
export const registrars: readonly Registrar[] = [
  gabia,
  whois,
  cafe24,
  hostingKr,
  dotname,
  megazone,
  namecheap,
  godaddy,
  cloudflare,
  squarespace,
  porkbun,
  route53,
];

export const registrarPages: readonly Topic[] = registrars.map(pageOf);
