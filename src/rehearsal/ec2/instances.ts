import type { InstanceStateName, Reservation } from '@aws-sdk/client-ec2';
import { refuse } from '../errors.ts';
import { accountId } from '../ids.ts';
import type { Call, Operations } from '../service.ts';
import type { Instance } from './data.ts';
import { fields, portOf, show, stateOf } from './instance-shown.ts';
import { newPublicIp } from './interfaces.ts';
import { launch } from './launch.ts';
import { listed, one } from './resources.ts';

const hour = 3_600_000;

const reservation = (instance: Instance, call: Call): Reservation => ({
  ReservationId: instance.id.replace('i-', 'r-'),
  OwnerId: accountId,
  Groups: [],
  Instances: [show(instance, call)],
});

/** Moves instances out of the state `from`, and says what they were and are; `verb` is for the refusal. */
function move(
  ids: readonly string[] | undefined,
  from: InstanceStateName,
  verb: string,
  call: Call,
  act: (instance: Instance) => void,
) {
  const instances = (ids ?? []).map((id) => one(call, 'instances', id));
  return instances.map((instance) => {
    const PreviousState = stateOf(instance, call.now);
    if (PreviousState.Name === from) act(instance);
    else if (PreviousState.Name === 'pending' || PreviousState.Name === 'terminated') {
      refuse('IncorrectInstanceState', `The instance '${instance.id}' is not in a state from which it can be ${verb}.`);
    }
    return { InstanceId: instance.id, PreviousState, CurrentState: stateOf(instance, call.now) };
  });
}

export const instances = {
  RunInstances(input, call) {
    return reservation(launch(input, call), call);
  },

  DescribeInstances(input, call) {
    const { items, next } = listed(call, 'instances', input.InstanceIds, input, fields(call));
    return { Reservations: items.map((instance) => reservation(instance, call)), NextToken: next };
  },

  TerminateInstances({ InstanceIds }, call) {
    for (const id of InstanceIds ?? []) {
      const { apiTermination, apiStop } = one(call, 'instances', id);
      // Stop protection protects from being terminated, too:
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-stop-protection.html
      const protection = [!apiTermination && 'disableApiTermination', apiStop === false && 'disableApiStop'];
      for (const attribute of protection.filter(Boolean)) {
        refuse(
          'OperationNotPermitted',
          `The instance '${id}' may not be terminated. Modify its '${attribute}' instance attribute and try again.`,
        );
      }
    }
    const live = ['pending', 'running', 'stopping', 'stopped'] as const;
    const moved = (InstanceIds ?? []).map((id) => one(call, 'instances', id));
    return {
      TerminatingInstances: moved.map((instance) => {
        const PreviousState = stateOf(instance, call.now);
        if (live.some((state) => state === PreviousState.Name)) {
          const until = call.after('instance terminated');
          instance.state = { first: 'shutting-down', until, next: 'terminated' };
          instance.goneAt = until + hour;
          const port = portOf(instance, call);
          if (port) port.goneAt = until + call.after('interface released') - call.now;
          const volume = call.here.volumes.find(({ id }) => id === instance.volumeId);
          if (volume) volume.goneAt = until;
        }
        return { InstanceId: instance.id, PreviousState, CurrentState: stateOf(instance, call.now) };
      }),
    };
  },

  StopInstances({ InstanceIds }, call) {
    return {
      StoppingInstances: move(InstanceIds, 'running', 'stopped', call, (instance) => {
        instance.state = { first: 'stopping', until: call.after('instance stopped'), next: 'stopped' };
        delete portOf(instance, call)?.publicIp;
      }),
    };
  },

  StartInstances({ InstanceIds }, call) {
    return {
      StartingInstances: move(InstanceIds, 'stopped', 'started', call, (instance) => {
        const until = call.after('instance running');
        instance.state = { first: 'pending', until, next: 'running' };
        instance.launchedAt = call.now;
        instance.upAt = until + call.after('application up') - call.now;
        const port = portOf(instance, call);
        const subnet = call.here.subnets.find(({ id }) => id === instance.subnetId);
        if (port && subnet?.mapPublicIp) port.publicIp = newPublicIp(call);
      }),
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-ec2')>;
