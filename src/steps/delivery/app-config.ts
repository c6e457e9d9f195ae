import { createHash } from 'node:crypto';
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { orNothing, said } from '../../aws/replies.ts';
import { optional } from '../../engine/needs.ts';
import { defineStep, drifted, gone, ready, type Given } from '../../engine/step.ts';
import { later } from '../../permissions/allow.ts';
import { database, databaseName } from '../database/instance.ts';
import { database as engine } from '../database/questions.ts';
import { appPort } from '../firewall/questions.ts';
import { filesBucketClosed } from '../files/bucket.ts';
import { tracingEnvironment } from '../tracing/environment.ts';
import { tracing } from '../tracing/questions.ts';
import { inBuckets, inObjects } from './bucket.ts';
import { bucketVersions } from './bucket-settings.ts';
import { configKey } from './layout.ts';

const needs = { bucket: bucketVersions, database: optional(database), files: optional(filesBucketClosed) };
const asks = { port: appPort, engine, tracing };
type Surroundings = Given<typeof needs, typeof asks>;

/** No secrets: the server makes the app a user of its own from what it reads in Secrets Manager. */
function linesFor({ region, stack, needs: { database, files }, answers: { port, tracing } }: Surroundings): string {
  const values = {
    PORT: port,
    AWS_REGION: region,
    ...(database && {
      DATABASE_ENGINE: database.engine,
      DATABASE_HOST: database.host,
      DATABASE_PORT: database.port,
      DATABASE_NAME: databaseName,
      ...(database.secretArn && { DATABASE_SECRET_ARN: database.secretArn }),
    }),
    ...(files && { FILES_BUCKET: files.bucket }),
    ...(tracing && tracingEnvironment(stack)),
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

const handleOf = (bucket: string, etag: string) => ({ object: `s3://${bucket}/${configKey}`, bucket, etag });

const put = async (given: Surroundings) => {
  const { bucket } = given.needs.bucket;
  const made = await given.s3.send(
    new PutObjectCommand({ Bucket: bucket, Key: configKey, Body: linesFor(given), ContentType: 'text/plain' }),
  );
  return handleOf(bucket, said(made, 'ETag'));
};

/** The app's environment variables, which the server fetches at each deployment. */
export const appConfig = defineStep({
  id: 'app-config',
  title: { en: 'App environment file in the bucket', ko: '앱 설정 파일(버킷에 저장)' },
  needs,
  asks,
  allows: [inBuckets('s3:ListBucket'), inObjects('s3:PutObject'), later(inObjects('s3:DeleteObject'))],
  follows: { live: ['port', 'engine', 'tracing', 'database', 'files'], former: { tracing: false } },

  // A file that differs is written again, which costs nothing.
  async find(given) {
    const { bucket } = given.needs.bucket;
    const etag = `"${createHash('md5').update(linesFor(given)).digest('hex')}"`;
    return (await etagOf(given.s3, bucket)) === etag ? handleOf(bucket, etag) : undefined;
  },

  create: put,
  change: put,

  async check({ s3 }, { bucket, etag }) {
    const found = await etagOf(s3, bucket);
    if (found === undefined) return gone;
    return found === etag ? ready() : drifted({ en: 'it was changed', ko: '내용이 바뀌었습니다' });
  },

  async delete({ s3 }, { bucket }) {
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: configKey }));
  },
});

/** The version's ETag, from a listing, which needs no permission to read the object. */
async function etagOf(s3: S3Client, Bucket: string): Promise<string | undefined> {
  const found = await orNothing(s3.send(new ListObjectsV2Command({ Bucket, Prefix: configKey })));
  return found?.Contents?.find(({ Key }) => Key === configKey)?.ETag;
}
