import type { Listed } from '../../prices/kept.ts';
import { unitPrice, type UnitPrice } from '../../prices/prices.ts';
import type { Answered } from '../../questions/question.ts';
import { region } from './questions.ts';

/** What a unit costs in the region that was answered: as AWS listed it today, where it was asked. */
export function pricedFor(answered: Answered, listed: Listed | undefined): UnitPrice {
  const where = answered(region);
  const today = listed?.(where);
  return (rate) => unitPrice(rate, where, today);
}
