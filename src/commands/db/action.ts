import type { Removal } from '../../engine/step.ts';
import type { State } from '../../state/state.ts';
import type { CommandOption, CommonOptions } from '../command.ts';
import type { Surroundings } from '../surroundings.ts';

export interface DbOptions extends CommonOptions {
  readonly port?: number;
  readonly reveal?: true;
  readonly force?: true;
  readonly to?: string;
  readonly back?: true;
  readonly removeOld?: true;
  readonly drill?: true;
  readonly list?: true;
  readonly data?: Removal['data'];
  readonly skipPermissionCheck?: true;
}

/** One thing to do with the database of a stack. */
export interface DbDoing {
  readonly here: Surroundings;
  readonly options: DbOptions;
  /** What stands after the action. */
  readonly words: readonly string[];
}

/** What can be done with it, by the word after `db`. */
export interface DbAction {
  /** The flags of the command's own that go with it. */
  readonly options: readonly CommandOption[];
  /** Whether words go with it. */
  readonly takes?: true;
  /** Returns the exit code. */
  run(doing: DbDoing): Promise<number>;
}

/** A restore of a stack that is there. */
export interface Restoring extends Omit<DbDoing, 'words'> {
  readonly signal: AbortSignal;
  readonly state: State;
}
