import { on, type Authorizations } from '../../support/authorizing.ts';

/** The bill is of the whole account. */
const ofTheBill = () => [on('ce:UpdateCostAllocationTagsStatus', '*')];

export const authorizations: Authorizations = { 'ce:UpdateCostAllocationTagsStatus': ofTheBill };
