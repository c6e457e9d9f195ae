import type { Server } from './server.ts';

/** Where a build leaves what the server would otherwise install: of the project, so that it goes into its bundle. */
export const packedFolder = 'deploy/packed';

/** Says for which servers it was packed, as `uname -sm` does there. */
export const packedFor = `${packedFolder}/for`;

/** Packages of Node.js, with the links among them. */
export const packedModules = `${packedFolder}/node_modules.tar.gz`;

/** Packages of Python, ready-made. */
export const packedWheels = `${packedFolder}/wheels`;

/** What `uname -sm` says on a server. */
const systemOf = ({ machine }: Server): string => `Linux ${machine}`;

export const markPacked = (server: Server): string =>
  `mkdir -p ${packedFolder} && echo '${systemOf(server)}' >${packedFor}`;
