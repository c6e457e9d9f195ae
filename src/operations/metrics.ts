import { period, valuesOf, type Values } from '../aws/metrics.ts';
import type { AnyStep } from '../engine/step.ts';
import type { State } from '../state/state.ts';
import { places, type Gauge } from '../steps/chapter.ts';
import { chapters } from '../steps/index.ts';
import { openDraft } from './sign-in.ts';
import { unlessStopped, type Site } from './site.ts';

/** What a gauge has shown over the last hours. */
export interface Reading {
  readonly gauge: Gauge;
  /** The oldest first; undefined where nothing was sent. */
  readonly values: Values;
}

/** How far back it goes, in hours. */
export const hoursBack = 3;

/** The gauges of what stands, from the visitor inwards. */
function gaugesOf(state: State): readonly Gauge[] {
  const made = ({ id }: AnyStep) => state.steps.get(id)?.output;
  const all = chapters.flatMap(({ gauges }) => gauges?.(made) ?? []);
  return places.flatMap((place) => all.filter(({ at }) => at === place));
}

/** Opens the gauges of a stack: each reading is one request. */
export async function openGauges(
  site: Site,
  state: State,
  region: string | undefined,
): Promise<() => Promise<readonly Reading[]>> {
  const { clock, signal } = site;
  const { aws } = await unlessStopped(signal, openDraft(site, state, region));
  const gauges = gaugesOf(state);
  const metrics = gauges.map(({ metric }) => metric);
  return async () => {
    const values = await unlessStopped(signal, valuesOf(aws, metrics, clock.now(), (hoursBack * 3600) / period));
    return gauges.map((gauge, at) => ({ gauge, values: values[at] ?? [] }));
  };
}
