import type { IamPrefix } from '../aws/services.ts';
import { acm } from './acm/index.ts';
import { budgets } from './budgets.ts';
import { ce } from './ce/index.ts';
import { cloudtrail } from './cloudtrail/index.ts';
import { cloudwatch } from './cloudwatch/index.ts';
import { codebuild } from './codebuild/index.ts';
import { codedeploy } from './codedeploy/index.ts';
import { config } from './config/index.ts';
import { ecr } from './ecr/index.ts';
import { ec2 } from './ec2/index.ts';
import { elasticloadbalancing } from './elb/index.ts';
import { events } from './events/index.ts';
import { freetier } from './free-tier.ts';
import { iam } from './iam/index.ts';
import { logs } from './logs/index.ts';
import { servicequotas } from './quotas.ts';
import { rds } from './rds/index.ts';
import { route53 } from './route53/index.ts';
import { s3 } from './s3/index.ts';
import type { Service } from './service.ts';
import { sns } from './sns/index.ts';
import { ssm } from './ssm/index.ts';
import { sts } from './sts.ts';

/** The services that are played, but for the price list, which plays what the program itself says. */
export const services = {
  acm,
  budgets,
  ce,
  cloudtrail,
  cloudwatch,
  codebuild,
  codedeploy,
  config,
  ec2,
  ecr,
  elasticloadbalancing,
  events,
  freetier,
  iam,
  logs,
  rds,
  route53,
  s3,
  servicequotas,
  sns,
  ssm,
  sts,
} satisfies Readonly<Record<Exclude<IamPrefix, 'pricing'>, Service>>;

/** All of them, by the prefixes of their IAM actions, when it no longer matters which is which. */
export const allServices: readonly (readonly [prefix: string, service: Service])[] = Object.entries(services);
