import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyStep } from '../../src/engine/step.ts';
import type { Facts } from '../../src/facts.ts';
import { figuresAgent } from '../../src/steps/alarms/agent.ts';
import { told } from '../../src/steps/alarms/events.ts';
import { healthCheck, healthCheckTags } from '../../src/steps/alarms/health-check.ts';
import { subscription } from '../../src/steps/alarms/subscription.ts';
import { globalTopic, topic } from '../../src/steps/alarms/topic.ts';
import { watched } from '../../src/steps/alarms/watched.ts';
import { issued } from '../../src/steps/certificate/issued.ts';
import { database } from '../../src/steps/database/instance.ts';
import { deploymentGroup } from '../../src/steps/delivery/deployment-group.ts';
import { elasticIp } from '../../src/steps/elastic-ip/elastic-ip.ts';
import { loadBalancer } from '../../src/steps/load-balancer/load-balancer.ts';
import { targetGroup } from '../../src/steps/load-balancer/target-group.ts';
import { instance } from '../../src/steps/server/instance.ts';
import { motoMissing, settingOf, startMoto, type Moto } from '../support/moto.ts';
import { surroundings } from './step-by-step.ts';

const answers = {
  email: 'you@example.com',
  entry: 'elastic-ip',
  domain: 'app.example.com',
  path: '/health',
  type: 't3.micro',
  engine: 'postgres',
  size: 'db.t4g.micro',
  storage: 20,
  delivery: 'local',
};

/** moto takes any address as confirmed. */
describe.skipIf(motoMissing())('on the simulator moto', () => {
  let moto: Moto;
  beforeAll(async () => void (moto = await startMoto()));
  afterAll(() => moto.stop());

  test('a topic, its alarms, rules and health check are made, found again, are as they should be, and go', async () => {
    const setting = settingOf(moto, 'ap-northeast-2');
    const elsewhere = settingOf(moto, 'us-east-1');
    const aws = {
      cloudWatch: new CloudWatchClient(setting),
      globalCloudWatch: new CloudWatchClient(elsewhere),
      sns: new SNSClient(setting),
      globalSns: new SNSClient(elsewhere),
      events: new EventBridgeClient(setting),
      route53: new Route53Client(elsewhere),
    };
    const balancing = 'arn:aws:elasticloadbalancing:ap-northeast-2:123456789012';
    const outputs = new Map<AnyStep, Facts>([
      [loadBalancer, { loadBalancerArn: `${balancing}:loadbalancer/app/demo/50dc6c495c0c9188` }],
      [targetGroup, { targetGroupArn: `${balancing}:targetgroup/demo/73e2d6bc24d8a067` }],
      [issued, { certificateArn: 'arn:aws:acm:ap-northeast-2:123456789012:certificate/1' }],
      [instance, { instanceId: 'i-0123456789abcdef0' }],
      [figuresAgent, { associationId: '00000000-0000-0000-0000-000000000000' }],
      [database, { identifier: 'demo-database' }],
      [deploymentGroup, { application: 'demo-application', deploymentGroup: 'demo-deployment-group' }],
      [elasticIp, { allocationId: 'eipalloc-1', publicIp: '203.0.113.7' }],
    ]);
    const token = '0123456789abcdef0123456789abcdef';
    const around = surroundings(outputs, { ...aws, answers, token });
    const steps: AnyStep[] = [topic, globalTopic, subscription, healthCheck, healthCheckTags, ...watched, ...told];
    for (const step of steps) {
      const given = around(step);
      expect(await step.find(given as never), step.id).toBeUndefined();
      const handle = await step.create!(given as never);
      outputs.set(step, handle);
      expect(await step.find(given as never), step.id).toEqual(handle);
      const seen = await step.check!(given as never, handle);
      expect(seen, step.id).toMatchObject({ is: 'ready' });
      const { settings } = (await ('found' in seen ? seen.found?.() : undefined)) ?? {};
      if (step.settings) expect(settings, step.id).toMatchObject(given.wanted);
    }

    for (const step of steps.toReversed()) {
      if (!step.delete) continue;
      const given = Object.assign(around(step), { data: undefined, since: 0 });
      const handle = outputs.get(step)!;
      await step.delete(given as never, handle);
      expect(await step.check!(given as never, handle), step.id).toEqual({ is: 'gone' });
    }
  });
});
