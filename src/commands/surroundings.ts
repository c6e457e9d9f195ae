import { screenOn, type Screen } from '../ui/screen.ts';
import type { World } from '../world.ts';
import type { CommonOptions } from './command.ts';
import { rehearsedWorld } from './rehearsed-world.ts';
import { stateFolder, type StateFolder } from './stacks.ts';

/** Where a command works: the real world or a rehearsal of it, the folder of its states, and who reads the screen. */
export interface Surroundings {
  readonly world: World;
  readonly folder: StateFolder;
  readonly screen: Screen;
  /** Where the data that a command was asked for goes, for people: stdout. */
  readonly page: Screen;
  readonly rehearsing: boolean;
  /** Whether somebody is there who may be asked. */
  readonly interactive: boolean;
}

/** `CI`, whatever its value, says that nobody is there; so does a pipe on either side. */
const isInteractive = ({ env, input, screen }: World, yes: boolean) =>
  !yes && input.isTTY && screen.isTTY && !env['CI'];

export async function surroundings(real: World, options: CommonOptions): Promise<Surroundings> {
  const rehearsing = options.rehearse !== undefined;
  const folder = stateFolder(real.cwd, options.dir, rehearsing);
  const world = rehearsing ? await rehearsedWorld(real, folder.path, options.rehearse) : real;
  const interactive = isInteractive(real, options.yes ?? false) && !options.json;
  const screen = screenOn(real.screen, real, options);
  const page = screenOn(real.output, real, options);
  return { world, folder, screen, page, rehearsing, interactive };
}
