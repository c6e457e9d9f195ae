import {
  BatchGetDeploymentTargetsCommand,
  CodeDeployClient,
  CreateDeploymentCommand,
  GetDeploymentCommand,
  ListDeploymentTargetsCommand,
} from '@aws-sdk/client-codedeploy';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { SdkClient } from '../../src/rehearsal/middleware.ts';
import type { Host, Said } from './hosts.ts';

const json = (status: number, body: object): Said => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});

const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };

/**
 * What a run of the generated workflow asks of AWS with its command line: to keep a bundle, and to deploy it. Who asks
 * is not looked at: what its role may do is shown elsewhere.
 */
export function controlPlane(
  region: string,
  attach: (client: SdkClient) => void,
  [objects, ...rest]: readonly [Host, ...Host[]],
): readonly Host[] {
  const [codeDeploy, s3] = [new CodeDeployClient({ region, credentials }), new S3Client({ region, credentials })];
  for (const client of [codeDeploy, s3]) attach(client);

  const operations: Readonly<Record<string, (input: never) => Promise<object>>> = {
    CreateDeployment: (input) => codeDeploy.send(new CreateDeploymentCommand(input)),
    GetDeployment: (input) => codeDeploy.send(new GetDeploymentCommand(input)),
    ListDeploymentTargets: (input) => codeDeploy.send(new ListDeploymentTargetsCommand(input)),
    BatchGetDeploymentTargets: (input) => codeDeploy.send(new BatchGetDeploymentTargetsCommand(input)),
  };

  const deployments: Host = {
    names: [`codedeploy.${region}.amazonaws.com`],
    async answer({ headers, body }) {
      const [, operation = ''] = String(headers['x-amz-target']).split('.');
      const act = operations[operation];
      if (!act) return json(400, { __type: 'UnknownOperationException', message: operation });
      try {
        return json(200, await act(JSON.parse(body.toString()) as never));
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        return json(400, { __type: error.name, message: error.message });
      }
    },
  };

  const bundles: Host = {
    names: objects.names,
    async answer(asked) {
      const { method, url, body } = asked;
      if (method !== 'PUT') return objects.answer(asked);
      const [Bucket = ''] = url.hostname.split('.');
      const Key = decodeURIComponent(url.pathname.slice(1));
      const { VersionId = '', ETag = '' } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: body }));
      return { status: 200, headers: { 'x-amz-version-id': VersionId, etag: ETag } };
    },
  };
  return [bundles, deployments, ...rest];
}
