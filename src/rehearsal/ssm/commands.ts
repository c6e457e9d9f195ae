import { gzipSync } from 'node:zlib';
import { hasRole } from '../ec2/profiles.ts';
import type { Instance } from '../ec2/data.ts';
import { refuse } from '../errors.ts';
import { accountId, uuid } from '../ids.ts';
import { readBy } from '../logs/lines.ts';
import { at } from '../phase.ts';
import type { Call, Operations } from '../service.ts';
import type { Command } from './data.ts';

/** Whether the agent on a server has said that it is there. */
export const isReached = (instance: Instance, call: Call): boolean =>
  hasRole(instance, call) && instance.upAt <= call.now && at(instance.state, call.now) === 'running';

const statusOf = ({ requestedAt, endsAt, exitCode }: Command, now: number) => {
  if (now < endsAt) return now < requestedAt + 1000 ? 'Pending' : 'InProgress';
  return exitCode === 0 ? 'Success' : 'Failed';
};

const shown = ({ id, document, comment, parameters, instanceId, requestedAt }: Command) => ({
  CommandId: id,
  DocumentName: document,
  Comment: comment,
  Parameters: parameters,
  InstanceIds: [instanceId],
  RequestedDateTime: new Date(requestedAt),
});

/** How a command ends, and what it says. No server runs the app: whether it takes its settings the scenario decides. */
function outcome(
  parameters: Command['parameters'],
  instance: Instance,
  call: Call,
): Pick<Command, 'exitCode' | 'output' | 'error'> {
  const { commandFails, deploymentFails } = call.scenario;
  if (commandFails !== undefined) return { exitCode: 1, output: '', error: commandFails };
  const well = { exitCode: 0, output: '', error: '' };
  const lines = parameters['commands'] ?? [];
  if (lines[0]?.startsWith('python3 - '))
    return { ...well, output: gzipSync(readBy(instance, lines, call)).toString('base64') };
  // A rehearsal has no data: its databases have no tables.
  if (lines.some((line) => line.startsWith('echo "tables='))) return { ...well, output: 'tables=0' };
  if (!lines.includes('/opt/stepway/release apply')) return well;
  if (!call.here.deployments.some(({ failure, endAt }) => !failure && endAt <= call.now))
    return { ...well, output: 'No release is live: nothing to restart.' };
  if (!deploymentFails) return well;
  const { logTail = '' } = deploymentFails;
  const said = typeof logTail === 'function' ? logTail({ port: 18_080, path: '/', isFirst: false }) : logTail;
  return { exitCode: 1, output: '', error: said.replaceAll(/^\[std(out|err)\]/gm, '') };
}

/** What Systems Manager runs once on a server. */
export const commands = {
  SendCommand({ DocumentName: document = '', InstanceIds = [], Comment: comment = '', Parameters = {} }, call) {
    if (document !== 'AWS-RunShellScript') refuse('InvalidDocument', `Document with name ${document} does not exist.`);
    const [instanceId = '', ...others] = InstanceIds;
    if (!instanceId || others.length > 0) refuse('ValidationException', 'The rehearsal runs a command on one server.');
    const instance = call.here.instances.find(({ id }) => id === instanceId);
    if (!instance || !isReached(instance, call))
      refuse('InvalidInstanceId', `Instances [[${instanceId}]] not in a valid state for account ${accountId}`);
    const command: Command = {
      id: uuid(`command ${call.seed()}`),
      document,
      comment,
      parameters: Parameters,
      instanceId,
      requestedAt: call.now,
      visibleAt: call.after('command visible'),
      endsAt: call.after('command run'),
      ...outcome(Parameters, instance, call),
    };
    call.here.commands.push(command);
    return { Command: { ...shown(command), Status: 'Pending' as const, StatusDetails: 'Pending' } };
  },

  GetCommandInvocation({ CommandId, InstanceId }, { here, now }) {
    const found =
      here.commands.find(
        ({ id, instanceId, visibleAt }) => id === CommandId && instanceId === InstanceId && visibleAt <= now,
      ) ?? refuse('InvocationDoesNotExist', '');
    const Status = statusOf(found, now);
    const isOver = now >= found.endsAt;
    return {
      CommandId,
      InstanceId,
      Comment: found.comment,
      DocumentName: found.document,
      PluginName: 'aws:runShellScript',
      ResponseCode: isOver ? found.exitCode : -1,
      Status,
      StatusDetails: Status,
      StandardOutputContent: isOver ? found.output : '',
      StandardErrorContent: isOver ? found.error : '',
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-ssm')>;
