import { GetAuthorizationTokenCommand, type ECRClient } from '@aws-sdk/client-ecr';
import { said } from '../../aws/replies.ts';
import { keepSecret } from '../../secrets.ts';

/** What docker signs in to the account's registry with, good for twelve hours: it comes as `AWS:PASSWORD` in base64. */
export async function registryPassword(ecr: ECRClient): Promise<string> {
  const { authorizationData: [data = {}] = [] } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const token = said(data, 'authorizationToken');
  const password = Buffer.from(token, 'base64').toString().replace(/^AWS:/, '');
  keepSecret(token);
  keepSecret(password);
  return password;
}
