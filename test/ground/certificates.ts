import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { output } from './programs.ts';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Whom the servers of a ground trust besides those whom everybody trusts. */
export interface Authority {
  /** In PEM. */
  readonly ca: string;
  issue(...names: string[]): Promise<Certificate>;
}

const openssl = (...args: string[]) => output('openssl', args);
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

export async function newAuthority(folder: string): Promise<Authority> {
  const [ca, caKey] = [join(folder, 'ca.pem'), join(folder, 'ca.key')];
  await openssl('req', '-x509', ...newKey, '-keyout', caKey, '-out', ca, '-subj', '/CN=Ground', '-days', '30');
  let issued = 0;
  return {
    ca: readFileSync(ca, 'utf8'),
    async issue(...names) {
      const at = join(folder, `issued${(issued += 1)}`);
      // The common name has room for 64 characters only.
      await openssl('req', ...newKey, '-keyout', `${at}.key`, '-out', `${at}.csr`, '-subj', '/CN=ground');
      const kind = names.map((name) => (/^[\d.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`));
      writeFileSync(`${at}.ext`, `subjectAltName=${kind.join(',')}\n`);
      const by = ['-CA', ca, '-CAkey', caKey, '-days', '30', '-extfile', `${at}.ext`];
      await openssl('x509', '-req', '-in', `${at}.csr`, '-out', `${at}.pem`, ...by);
      return { cert: readFileSync(`${at}.pem`, 'utf8'), key: readFileSync(`${at}.key`, 'utf8') };
    },
  };
}
