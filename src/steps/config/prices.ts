import { alike, type Rate } from '../../prices/prices.ts';

/** What is recorded of one resource at one moment: https://aws.amazon.com/config/pricing/ */
export const recording: Rate = {
  key: 'config.items',
  usd: alike(0.003),
  product: { serviceCode: 'AWSConfig', is: {}, usage: /(^|-)ConfigurationItemRecorded$/ },
};

/** One rule looks at one resource. */
export const checking: Rate = {
  key: 'config.checks',
  usd: alike(0.001),
  product: { serviceCode: 'AWSConfig', is: {}, usage: /(^|-)ConfigRuleEvaluations$/ },
};

/** An estimate: some 30 things of a stack, each recorded when it is made and a few times when something changes at it. */
export const itemsAMonth = 100;

/** An estimate: a rule of the calendar looks once a day, the others at each change of what they are about. */
export const checksAMonth = 200;
