import { consolePage } from '../aws/console.ts';
import type { Report } from '../operations/report.ts';
import { chapters } from '../steps/index.ts';
import { diagnosisJson } from '../ui/doctor-view.ts';
import { statusRows } from '../ui/status-view.ts';
import type { Language } from '../words.ts';

/** The same as programs read it. */
export function reportJson({ state, at, outputs, price, survey, diagnosis, visits }: Report, language: Language) {
  const { account, region } = state.pin ?? {};
  const rows = statusRows(chapters, state, survey, language);
  return {
    name: state.name,
    account,
    region,
    at: new Date(at).toISOString(),
    outputs,
    health: diagnosisJson(diagnosis, visits, language),
    parts: chapters.flatMap(({ id, title, why }) => {
      const mine = rows.filter(({ chapter }) => chapter === id);
      if (mine.length === 0) return [];
      return {
        id,
        title: title[language],
        why: why[language],
        things: mine.map(({ chapter: _chapter, ...row }) => {
          const handle = state.steps.get(row.id)?.handle;
          const console = handle && state.pin && consolePage(handle, state.pin);
          return { ...row, ...(console !== undefined && { console }) };
        }),
      };
    }),
    price: {
      currency: 'USD',
      monthly: price.total,
      complete: price.complete,
      items: price.items.map(({ what, usd }) => ({ what: what[language], ...(usd !== undefined && { monthly: usd }) })),
    },
  };
}
