import type { ErrorCode, LifecycleErrorCode } from '@aws-sdk/client-codedeploy';
import type { Words } from '../words.ts';
import { ofAnyBuild, ofBuild } from './causes/build.ts';
import type { Cause } from './causes/cause.ts';
import { ofCodeBuild } from './causes/codebuild.ts';
import { ofCodeDeploy, ofCodes } from './causes/codedeploy.ts';
import { ofDatabase } from './causes/database.ts';
import { ofHealth } from './causes/health.ts';
import { ofInstall } from './causes/install.ts';
import { ofRelease } from './causes/release.ts';
import { ofServer } from './causes/server.ts';
import { ofStart } from './causes/start.ts';

export interface Failure {
  /** The lifecycle event in which it happened, or `Build` before there is a deployment; absent when none did. */
  readonly event?: string | undefined;
  readonly code?: LifecycleErrorCode | ErrorCode | undefined;
  /** CodeDeploy's sentence, and the last lines of the script. */
  readonly text: string;
}

const during = (event: string, causes: readonly Cause[]): readonly Cause[] =>
  causes.map((cause) => ({ event, ...cause }));

/** The most telling first: what a script said says more than what a health check saw, or the code that it ended with. */
const causes: readonly Cause[] = [
  ...during('Build', ofBuild),
  ...ofCodeDeploy,
  ...ofServer,
  ...during('AfterInstall', ofInstall),
  ...during('Build', ofInstall),
  ...ofDatabase,
  ...ofStart,
  ...ofRelease,
  ...ofHealth,
  ofAnyBuild,
  ...ofCodes,
];

const anything: Pick<Cause, 'cause' | 'fix'> = {
  cause: { en: 'CodeDeploy gives no further details.', ko: 'CodeDeploy가 알려 준 내용은 여기까지입니다.' },
  fix: {
    en: 'Open a shell (see `stepway outputs`) and check /var/log/aws/codedeploy-agent/codedeploy-agent.log.',
    ko: '셸에 접속해(`stepway outputs` 참고) /var/log/aws/codedeploy-agent/codedeploy-agent.log를 확인하세요.',
  },
};

export interface LikelyCause {
  readonly cause: Words;
  readonly fix: Words;
  /** The line that tells it. */
  readonly line?: string;
}

interface Seen {
  readonly event?: string | undefined;
  readonly code?: string | undefined;
  readonly text: string;
}

const among = (causes: readonly Cause<string>[], failure: Seen) =>
  causes.find(
    ({ event, code, text }) =>
      (event === undefined || event === failure.event) &&
      (code === undefined || code === failure.code) &&
      (text === undefined || text.test(failure.text)),
  );

const told = ({ cause, fix, text }: Cause<string>, said: string): LikelyCause => {
  const line = text && said.split('\n').find((one) => text.test(one));
  return { cause, fix, ...(line !== undefined && { line }) };
};

/** The likely cause of a failure, and what to do about it. */
export const likelyCause = (failure: Failure): LikelyCause => told(among(causes, failure) ?? anything, failure.text);

/** The same of lines of which nobody knows that anything failed: nothing, where they do not say so. */
export function causeIn(text: string): LikelyCause | undefined {
  const cause = among(
    causes.filter((one) => one.text && one.code === undefined),
    { text },
  );
  return cause && told(cause, text);
}

/**
 * The same of a build on AWS: what is so on its machines alone comes first.
 *
 * @param failure CodeBuild's word for it; the last lines and CodeBuild's sentence.
 */
export function likelyCauseOfBuild(failure: { readonly code: string; readonly text: string }): LikelyCause {
  const own = among(ofCodeBuild, failure);
  return own ? told(own, failure.text) : likelyCause({ event: 'Build', text: failure.text });
}
