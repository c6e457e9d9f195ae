import {
  DescribeInstanceTypesCommand,
  paginateDescribeInstances,
  type EC2Client,
  type Instance,
} from '@aws-sdk/client-ec2';
import { every } from '../../aws/replies.ts';
import { quotaOf } from '../../aws/quotas.ts';
import { carries, type Owner } from '../../aws/tags.ts';
import type { Context } from '../../engine/step.ts';
import { obstacle, ok, type Check } from '../../engine/verdict.ts';

/** "Running On-Demand … instances" in Service Quotas, by the letters of the types that share it. */
const quotas: readonly [families: RegExp, code: string][] = [
  [/^(a|c|d|h|i|im|is|m|r|t|z)\d/, 'L-1216C47A'],
  [/^f\d/, 'L-74FC7D96'],
  [/^(g|vt)\d/, 'L-DB2E81BA'],
  [/^p\d/, 'L-417A185B'],
  [/^x\d/, 'L-7295265B'],
];

const quotaFor = (type: string) => quotas.find(([families]) => families.test(type));

async function cpusOf(ec2: EC2Client, type: string): Promise<number> {
  const { InstanceTypes: [found] = [] } = await ec2.send(
    new DescribeInstanceTypesCommand({ InstanceTypes: [type as never] }),
  );
  return found?.VCpuInfo?.DefaultVCpus ?? 0;
}

/** Everything on demand that is running or starting: what the quota counts. */
async function running(client: EC2Client): Promise<Instance[]> {
  const Filters = [{ Name: 'instance-state-name', Values: ['pending', 'running'] }];
  const found = await every(paginateDescribeInstances({ client }, { Filters }), ({ Reservations }) => Reservations);
  return found.flatMap(({ Instances = [] }) => Instances).filter(({ InstanceLifecycle }) => !InstanceLifecycle);
}

const cpus = ({ CpuOptions: { CoreCount = 0, ThreadsPerCore = 1 } = {} }: Instance) => CoreCount * ThreadsPerCore;

const isOurs = ({ InstanceId, Tags }: Instance, id: string | undefined, owner: Owner) =>
  InstanceId === id || carries(Tags, owner);

/** New accounts have a low quota: often fewer than five virtual CPUs. */
export const cpuQuota: Check<Context & { readonly answers: { readonly type: string } }> = {
  about: { en: 'vCPUs', ko: 'vCPU 수' },

  async ask(given, id) {
    const { ec2, quotas, region } = given;
    const { type } = given.answers;
    const [families, code] = quotaFor(type) ?? [];
    if (!families || !code) return undefined;
    const [limit, wanted, all] = await Promise.all([quotaOf(quotas, 'ec2', code), cpusOf(ec2, type), running(ec2)]);
    const others = all.filter((one) => families.test(one.InstanceType ?? '') && !isOurs(one, id, given));
    const used = others.reduce((sum, one) => sum + cpus(one), 0);
    if (used + wanted <= limit) return ok;
    return obstacle(
      {
        en: `${type} needs ${wanted} vCPUs; ${used} are already in use in ${region}, and your quota is ${limit}.`,
        ko: `${type}에는 vCPU ${wanted}개가 필요한데, ${region}에서 이미 ${used}개를 쓰고 있고 할당량은 ${limit}개입니다.`,
      },
      used === 0
        ? {
            en: 'Request an increase in Service Quotas (new accounts usually get it within a day), or choose a smaller --instance-type.',
            ko: 'Service Quotas에서 할당량을 늘리거나(새 계정은 보통 하루 안에 처리됩니다), 더 작은 --instance-type을 고르세요.',
          }
        : {
            en: 'Stop a server you do not need, request an increase in Service Quotas (new accounts usually get it within a day), or choose a smaller --instance-type.',
            ko: '쓰지 않는 서버를 중지하거나, Service Quotas에서 할당량을 늘리거나(새 계정은 보통 하루 안에 처리됩니다), 더 작은 --instance-type을 고르세요.',
          },
    );
  },
};
