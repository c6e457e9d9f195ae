/** Where in the bucket the app versions are: the only place that a GitHub workflow can write to. */
export const bundlePrefix = 'bundles/';

/**
 * Every version of the app goes under this one key, as an object version: so old ones can expire by number,
 * while the current one never does.
 */
export const bundleKey = `${bundlePrefix}app.zip`;

/** In a bundle whose app is an image: where that is, `REPOSITORY@sha256:…`. */
export const imageFile = 'deploy/image';

/** The app's environment, as lines of NAME=value; the server fetches it at each deployment. */
export const configKey = 'config/app.env';

/** Where in Parameter Store the settings are that the user makes with `stepway env`: a parameter each. */
export const settingsPath = (stackId: string): string => `/stepway/${stackId}/env`;

/** What builds read and write in the bucket: the only place that the role of builds reaches. */
export const buildPrefix = 'builds/';

/** The sources of a build, and the bundle that it makes of them; again each as versions of one object. */
export const sourcesKey = `${buildPrefix}sources.zip`;
export const builtName = 'app.zip';
export const builtKey = `${buildPrefix}${builtName}`;
