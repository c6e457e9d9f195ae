import { interrupted } from '../errors.ts';

/** What only looks, or nothing when the user wants to stop: it need not finish. */
export function unlessStopped<T>(signal: AbortSignal, looking: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(interrupted());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void looking.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
