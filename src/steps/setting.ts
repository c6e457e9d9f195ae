import {
  defineStep,
  gone,
  there,
  type Asks,
  type Context,
  type Definition,
  type Given,
  type Needs,
  type Settings,
  type WantedBy,
  type Wanting,
} from '../engine/step.ts';
import { same, type Facts } from '../facts.ts';

type Defined = 'find' | 'create' | 'check' | 'change' | 'output';

/** Settings of a thing that another step made, read and written as a whole. */
interface Setting<N, A, Handle, Table> {
  handle(given: Given<N, A>): Handle;
  /** What there is of them; undefined when there are none. */
  read(context: Context, handle: Handle): Promise<Facts | undefined>;
  write(context: Context, handle: Handle, wanted: WantedBy<Table>): Promise<unknown>;
  /** Whether what they belong to is gone, where having none does not say so. */
  isGone?(context: Context, handle: Handle): Promise<boolean>;
}

export const settingStep = <
  const N extends Needs = Record<never, never>,
  const A extends Asks = Record<never, never>,
  Handle extends Facts = Facts,
  const Table extends Settings<Given<N, A>> = Settings<Given<N, A>>,
>({
  handle: handleOf,
  read,
  write,
  isGone = async () => true,
  ...step
}: Omit<Definition<N, A, Handle, Record<never, never>, Table>, Defined> & Setting<N, A, Handle, Table>) => {
  const put = async (given: Wanting<N, A, Table>) => {
    const handle = handleOf(given);
    await write(given, handle, given.wanted);
    return handle;
  };
  return defineStep<N, A, Handle, Table>({
    ...step,
    async find(given) {
      const handle = handleOf(given);
      const is = await read(given, handle);
      return is && Object.entries(given.wanted).every(([name, value]) => same(is[name], value)) ? handle : undefined;
    },
    create: put,
    change: put,
    async check(context, handle) {
      const settings = await read(context, handle);
      return !settings && (await isGone(context, handle)) ? gone : there({ settings: settings ?? {} });
    },
  });
};
