import { tagList } from '../../aws/tags.ts';
import { word } from '../../cli-commands/bash.ts';
import { byHand, type ByHand } from '../../cli-commands/by-hand.ts';
import { symbol } from '../../cli-commands/symbols.ts';
import { agent } from './agent.ts';
import { appConfig } from './app-config.ts';
import { deploymentGroup } from './deployment-group.ts';
import { githubProvider } from './github.ts';

export const script: readonly ByHand[] = [
  byHand(agent, {
    wait(recorder, { output }) {
      const known = `aws ssm describe-association --association-id "${output.associationId}" \\
  --query AssociationDescription.Overview.Status --output text`;
      recorder.line(`until [ "$(${known})" = Success ]; do sleep 5; done`);
    },
  }),
  byHand(appConfig, { spellings: { 'PutObject.Body': { file: 'body', prefix: '' } } }),
  byHand(deploymentGroup, { late: 'CreateDeploymentGroup' }),
  byHand(githubProvider, {
    /** An account has one at most, and takes no second. */
    lookUp(recorder, { tags, say }) {
      const tagged = tagList(tags).map(({ Key, Value }) => word(`Key=${Key},Value=${Value}`));
      recorder.line(
        `# ${say({ en: 'Created only if the account does not have it yet', ko: '계정에 이미 있으면 그대로 사용' })}`,
      );
      recorder.line(
        `GITHUB_PROVIDER_ARN=$(aws iam list-open-id-connect-providers --output text \\
  --query "OpenIDConnectProviderList[?ends_with(Arn, '/token.actions.githubusercontent.com')].Arn | [0]")`,
      );
      recorder.line(`if [ "$GITHUB_PROVIDER_ARN" = None ]; then
  GITHUB_PROVIDER_ARN=$(aws iam create-open-id-connect-provider --url https://token.actions.githubusercontent.com \\
    --client-id-list sts.amazonaws.com --tags ${tagged.join(' ')} \\
    --query OpenIDConnectProviderArn --output text)
fi`);
      return { providerArn: symbol('GITHUB_PROVIDER_ARN'), ours: true };
    },
  }),
];
