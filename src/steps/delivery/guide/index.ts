import type { Pages } from '../../../guide/topic.ts';
import { bundle } from './bundle.ts';
import { ciCd } from './ci-cd.ts';
import { codedeploy } from './codedeploy.ts';
import { env } from './env.ts';
import { githubOidc } from './github-oidc.ts';
import { processes } from './processes.ts';
import { releases } from './releases.ts';
import { run } from './run.ts';
import { s3 } from './s3.ts';
import { shell } from './shell.ts';

export const pages: Pages = { app: [ciCd, codedeploy, releases, processes, env, run, shell, bundle, githubOidc, s3] };
