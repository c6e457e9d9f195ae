import type { Host, Said } from './hosts.ts';

/** What servers ask of AWS by themselves: objects of S3, secrets, settings, and whom to trust with a database. */
export interface Stored {
  /** The content of one version of an object, or of the newest; why not, in S3's codes, otherwise. */
  object(from: string, bucket: string, key: string, version: string | undefined): Buffer | 'AccessDenied' | 'NoSuchKey';
  secret(arn: string): string | undefined;
  /** A page of GetParametersByPath. */
  parameters(from: string, input: { readonly Path: string; readonly NextToken?: string }): object | 'AccessDenied';
  /** The certificate authorities of RDS, in PEM. */
  readonly databaseCa: string;
}

const unlessThere = { AccessDenied: 403, NoSuchKey: 404 } as const;

export function storage(
  region: string,
  { object, secret, parameters, databaseCa }: Stored,
): readonly [Host, ...Host[]] {
  const objects: Host = {
    names: [`*.s3.${region}.amazonaws.com`, '*.s3.amazonaws.com'],
    answer({ method, url, from }) {
      const [bucket = ''] = url.hostname.split('.');
      const key = decodeURIComponent(url.pathname.slice(1));
      const found = object(from, bucket, key, url.searchParams.get('versionId') ?? undefined);
      if (typeof found === 'string')
        return { status: unlessThere[found], body: `<?xml version="1.0"?><Error><Code>${found}</Code></Error>` };
      const headers = {
        'content-length': `${found.length}`,
        'content-type': 'application/octet-stream',
        'last-modified': new Date().toUTCString(),
        etag: '"ground"',
      };
      return { status: 200, headers, ...(method === 'GET' && { body: found }) };
    },
  };

  const secrets: Host = {
    names: [`secretsmanager.${region}.amazonaws.com`],
    answer({ body }) {
      const { SecretId = '' } = JSON.parse(body.toString()) as { SecretId?: string };
      const SecretString = secret(SecretId);
      if (SecretString === undefined) return json(400, { __type: 'ResourceNotFoundException' });
      return json(200, { ARN: SecretId, Name: SecretId, SecretString, VersionStages: ['AWSCURRENT'] });
    },
  };

  const settings: Host = {
    names: [`ssm.${region}.amazonaws.com`],
    answer({ body, from }) {
      const found = parameters(from, JSON.parse(body.toString()) as { Path: string });
      return found === 'AccessDenied' ? json(400, { __type: 'AccessDeniedException' }) : json(200, found);
    },
  };

  const trust: Host = {
    names: ['truststore.pki.rds.amazonaws.com'],
    answer: () => ({ status: 200, body: databaseCa }),
  };

  return [objects, secrets, settings, trust];
}

const json = (status: number, body: unknown): Said => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});
