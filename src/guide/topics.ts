import { certificate } from './pages/certificate.ts';
import { cloudWatch } from './pages/cloud-watch.ts';
import { codeDeploy } from './pages/code-deploy.ts';
import { cost } from './pages/cost.ts';
import { credentials } from './pages/credentials.ts';
import { dnsSpoofing } from './pages/dns-spoofing.ts';
import { domain } from './pages/domain.ts';
import { ec2 } from './pages/ec2.ts';
import { elasticIp } from './pages/elastic-ip.ts';
import { entry } from './pages/entry.ts';
import { healthCheck } from './pages/health-check.ts';
import { iam } from './pages/iam.ts';
import { instanceProfile } from './pages/instance-profile.ts';
import { internetGateway } from './pages/internet-gateway.ts';
import { loadBalancer } from './pages/load-balancer.ts';
import { name } from './pages/name.ts';
import { nameServers } from './pages/name-servers.ts';
import { port } from './pages/port.ts';
import { rds } from './pages/rds.ts';
import { region } from './pages/region.ts';
import { rehearsal } from './pages/rehearsal.ts';
import { rootUser } from './pages/root-user.ts';
import { route53 } from './pages/route-53.ts';
import { routeTable } from './pages/route-table.ts';
import { s3 } from './pages/s3.ts';
import { secret } from './pages/secret.ts';
import { securityGroup } from './pages/security-group.ts';
import { sessionManager } from './pages/session-manager.ts';
import { snapshot } from './pages/snapshot.ts';
import { subnet } from './pages/subnet.ts';
import { teardown } from './pages/teardown.ts';
import { vpc } from './pages/vpc.ts';
import { www } from './pages/www.ts';
import type { Topic } from './topic.ts';

/** Every page of the guide, in the order in which the set-up meets what they are about. */
export const topics: readonly Topic[] = [
  region,
  rootUser,
  credentials,
  iam,
  instanceProfile,
  vpc,
  subnet,
  internetGateway,
  routeTable,
  securityGroup,
  port,
  sessionManager,
  ec2,
  elasticIp,
  entry,
  rds,
  secret,
  snapshot,
  domain,
  route53,
  nameServers,
  www,
  dnsSpoofing,
  certificate,
  loadBalancer,
  healthCheck,
  s3,
  codeDeploy,
  cloudWatch,
  cost,
  name,
  teardown,
  rehearsal,
];
