/** What is installed for one version of the app alone: beside it another one may need another runtime. */
export const ownTools = '.stepway';
