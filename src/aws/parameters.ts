import {
  DeleteParametersCommand,
  paginateGetParametersByPath,
  type Parameter,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { every } from './replies.ts';

/** How many a call takes at most, of names and in a page: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html */
const most = 10;

/** All parameters below a path. Values of secure ones are encrypted unless they are asked for. */
export const parametersUnder = (client: SSMClient, Path: string, WithDecryption: boolean): Promise<Parameter[]> =>
  every(
    paginateGetParametersByPath({ client, pageSize: most }, { Path, Recursive: true, WithDecryption }),
    ({ Parameters }) => Parameters,
  );

/** Deletes parameters of these names; that some are not there is fine. */
export async function deleteParameters(ssm: SSMClient, names: readonly string[]): Promise<void> {
  for (let from = 0; from < names.length; from += most)
    await ssm.send(new DeleteParametersCommand({ Names: names.slice(from, from + most) }));
}
