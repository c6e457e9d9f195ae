import { GetAuthorizationTokenCommand, type ECRClient } from '@aws-sdk/client-ecr';
import { said } from '../../aws/replies.ts';

/** What docker signs in to the account's registry with, good for twelve hours: it comes as `AWS:PASSWORD` in base64. */
export async function registryPassword(ecr: ECRClient): Promise<string> {
  const { authorizationData: [data = {}] = [] } = await ecr.send(new GetAuthorizationTokenCommand({}));
  return Buffer.from(said(data, 'authorizationToken'), 'base64').toString().replace(/^AWS:/, '');
}
