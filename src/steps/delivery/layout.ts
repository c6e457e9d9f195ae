/** Where in the bucket the versions of the app are: the only place that a workflow on GitHub can write to. */
export const bundlePrefix = 'bundles/';

/**
 * Every version of the app goes under this one key, as a version of the object: so old ones can expire by their number,
 * while the current one never does.
 */
export const bundleKey = `${bundlePrefix}app.zip`;

/** What the app has to know of its surroundings, as lines of NAME=value; the server fetches it at each deployment. */
export const configKey = 'config/app.env';
