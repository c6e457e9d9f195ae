import { setMaxListeners } from 'node:events';
import { exitCodes, interrupted } from '../errors.ts';
import type { Words } from '../words.ts';
import { WentBack } from '../questions/answers.ts';
import type { Surroundings } from './surroundings.ts';

const finishing: Words = {
  en: 'Stopping once the current requests finish. Press Ctrl-C again to stop at once.',
  ko: '멈추는 중입니다. 진행 중인 작업은 마무리합니다. Ctrl-C를 한 번 더 누르면 바로 멈춥니다.',
};

/**
 * Runs `work` so that Ctrl-C stops it: the first time what is in progress finishes, the second time everything ends
 * at once. What was made is written down either way.
 *
 * @param said what is said to the first Ctrl-C.
 */
export async function stoppable<T>(
  { world, screen }: Surroundings,
  work: (signal: AbortSignal) => Promise<T>,
  said: Words | 'nothing' = finishing,
): Promise<T> {
  const controller = new AbortController();
  // Everything that waits listens to it, which is often more than the ten that Node takes for a leak.
  setMaxListeners(0, controller.signal);
  const release = world.onStop(() => {
    if (controller.signal.aborted) return world.quit(exitCodes.interrupted);
    controller.abort();
    screen.line();
    if (said !== 'nothing') screen.paragraph(said);
  });
  try {
    return await work(controller.signal);
  } catch (error) {
    // Whoever goes back where nothing was before leaves.
    throw error instanceof WentBack ? interrupted() : error;
  } finally {
    release();
  }
}
