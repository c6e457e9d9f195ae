import { refuse } from '../errors.ts';
import { page } from '../pages.ts';
import type { Operations } from '../service.ts';
import { tagged, tagList } from '../tags.ts';
import type { Bucket } from './data.ts';
import { aborted, bucketArn, bucketNamed, bucketToSet } from './shared.ts';

const lacking = (code: string, message: string): never => refuse(code, message, 404);

function checkName(name: string): void {
  const fits = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..');
  if (!fits || /^\d+(\.\d+){3}$/.test(name) || /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3)$/.test(name))
    refuse('InvalidBucketName', 'The specified bucket is not valid.');
}

/** Buckets and how they are set up. */
export const buckets = {
  CreateBucket(
    { Bucket: name = '', CreateBucketConfiguration: { LocationConstraint, Tags } = {}, ObjectLockEnabledForBucket },
    call,
  ) {
    const { account, now, region } = call;
    checkName(name);
    const home = region === 'us-east-1' ? undefined : region;
    if (LocationConstraint !== home)
      refuse(
        'IllegalLocationConstraintException',
        `The ${LocationConstraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
      );
    const there = account.buckets.find((one) => one.name === name);
    if (there?.goneAt !== undefined) aborted();
    if (there?.foreign)
      refuse(
        'BucketAlreadyExists',
        'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
        409,
      );
    // In the oldest region, and only there, asking again for what one has succeeds.
    if (there && (there.region !== region || region !== 'us-east-1'))
      refuse(
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        409,
      );
    if (!there) {
      const bucket: Bucket = {
        name,
        region,
        createdAt: now,
        knownAt: call.after('bucket visible'),
        busyUntil: now,
        tags: tagged(Tags),
        // What every new bucket has had since April 2023.
        publicAccess: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: true,
          RestrictPublicBuckets: true,
        },
        // Locking takes versions: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
        ...(ObjectLockEnabledForBucket && { versioning: 'Enabled', lock: { ObjectLockEnabled: 'Enabled' } }),
        versions: [],
        uploads: [],
      };
      account.buckets.push(bucket);
    }
    return { Location: `/${name}`, BucketArn: bucketArn(name) };
  },

  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
  ListBuckets({ Prefix = '', BucketRegion, MaxBuckets = 10_000, ContinuationToken }, { account }) {
    const all = account.buckets.filter(
      ({ name, region, foreign, goneAt }) =>
        !foreign &&
        goneAt === undefined &&
        name.startsWith(Prefix) &&
        (BucketRegion === undefined || region === BucketRegion),
    );
    const { items, next } = page(all, MaxBuckets, ContinuationToken);
    return {
      Buckets: items.map(({ name, region, createdAt }) => ({
        Name: name,
        BucketArn: bucketArn(name),
        CreationDate: new Date(createdAt),
        ...((Prefix !== '' || BucketRegion !== undefined) && { BucketRegion: region }),
      })),
      ContinuationToken: next,
      Prefix,
    };
  },

  HeadBucket(input, call) {
    try {
      const { region } = bucketNamed(call, input);
      return { BucketRegion: region, BucketArn: bucketArn(input.Bucket ?? '') };
    } catch (error) {
      // Without a body there is no code but the status.
      if (error instanceof Error && error.name === 'NoSuchBucket') return lacking('NotFound', 'NotFound');
      throw error;
    }
  },

  DeleteBucket(input, call) {
    const bucket = bucketNamed(call, input);
    if (bucket.versions.length > 0)
      refuse(
        'BucketNotEmpty',
        bucket.versioning
          ? 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.'
          : 'The bucket you tried to delete is not empty',
        409,
      );
    bucket.goneAt = call.after('bucket name free');
    return {};
  },

  PutBucketTagging(input, call) {
    bucketToSet(call, input).tags = tagged(input.Tagging?.TagSet);
    return {};
  },

  GetBucketTagging(input, call) {
    const { tags } = bucketNamed(call, input);
    if (Object.keys(tags).length === 0) lacking('NoSuchTagSet', 'The TagSet does not exist');
    return { TagSet: tagList(tags) };
  },

  PutPublicAccessBlock(input, call) {
    bucketToSet(call, input).publicAccess = input.PublicAccessBlockConfiguration ?? {};
    return {};
  },

  GetPublicAccessBlock(input, call) {
    const { publicAccess } = bucketNamed(call, input);
    return {
      PublicAccessBlockConfiguration:
        publicAccess ??
        lacking('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found'),
    };
  },

  DeletePublicAccessBlock(input, call) {
    delete bucketToSet(call, input).publicAccess;
    return {};
  },

  PutBucketVersioning(input, call) {
    const status = input.VersioningConfiguration?.Status;
    if (!status) refuse('IllegalVersioningConfigurationException', 'The Versioning element must be specified');
    const bucket = bucketToSet(call, input);
    if (bucket.lock && status !== 'Enabled')
      refuse(
        'InvalidBucketState',
        'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
        409,
      );
    bucket.versioning = status;
    return {};
  },

  /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html */
  PutObjectLockConfiguration(input, call) {
    const { ObjectLockEnabled, Rule } = input.ObjectLockConfiguration ?? {};
    const { Mode, Days, Years } = Rule?.DefaultRetention ?? {};
    const isRetention = Mode !== undefined && (Days === undefined) !== (Years === undefined);
    if (ObjectLockEnabled !== 'Enabled' || (Rule && !isRetention))
      refuse(
        'MalformedXML',
        'The XML you provided was not well-formed or did not validate against our published schema',
      );
    const bucket = bucketToSet(call, input);
    if (bucket.versioning !== 'Enabled')
      refuse(
        'InvalidBucketState',
        "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
        409,
      );
    bucket.lock = { ObjectLockEnabled, ...(Rule && { Rule }) };
    return {};
  },

  GetObjectLockConfiguration: (input, call) => ({
    ObjectLockConfiguration:
      bucketNamed(call, input).lock ??
      lacking('ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket'),
  }),

  GetBucketVersioning: (input, call) => ({ Status: bucketNamed(call, input).versioning }),

  // Since January 2023 there is no bucket without it.
  GetBucketEncryption(input, call) {
    bucketNamed(call, input);
    const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'AES256' as const };
    return {
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled: false }] },
    };
  },

  // Since April 2023 no new bucket has ACLs.
  GetBucketOwnershipControls(input, call) {
    bucketNamed(call, input);
    return { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] } };
  },

  PutBucketPolicy(input, call) {
    const { Policy = '' } = input;
    const bucket = bucketToSet(call, input);
    const malformed = (why: string) => refuse('MalformedPolicy', why);
    try {
      const policy = JSON.parse(Policy) as { Statement?: { Resource?: unknown }[] };
      const resources = (policy.Statement ?? []).flatMap(({ Resource }) => Resource);
      if (resources.length === 0) malformed('Missing required field Statement');
      if (!resources.every((one) => String(one).startsWith(bucketArn(bucket.name))))
        malformed('Policy has invalid resource');
    } catch (error) {
      if (error instanceof SyntaxError) malformed("Policies must be valid JSON and the first byte must be '{'");
      throw error;
    }
    bucket.policy = Policy;
    return {};
  },

  GetBucketPolicy: (input, call) => ({
    Policy: bucketNamed(call, input).policy ?? lacking('NoSuchBucketPolicy', 'The bucket policy does not exist'),
  }),

  DeleteBucketPolicy(input, call) {
    delete bucketToSet(call, input).policy;
    return {};
  },

  PutBucketLifecycleConfiguration(input, call) {
    const rules = input.LifecycleConfiguration?.Rules ?? [];
    const wellFormed = rules.every(({ Status, Filter, Prefix }) => Status && (Filter ?? Prefix) !== undefined);
    if (rules.length === 0 || !wellFormed)
      refuse(
        'MalformedXML',
        'The XML you provided was not well-formed or did not validate against our published schema',
      );
    bucketToSet(call, input).lifecycle = rules;
    return {};
  },

  GetBucketLifecycleConfiguration: (input, call) => ({
    Rules:
      bucketNamed(call, input).lifecycle ??
      lacking('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'),
  }),

  DeleteBucketLifecycle(input, call) {
    delete bucketToSet(call, input).lifecycle;
    return {};
  },

  PutBucketCors(input, call) {
    const rules = input.CORSConfiguration?.CORSRules ?? [];
    const known = new Set(['GET', 'PUT', 'POST', 'DELETE', 'HEAD']);
    const wellFormed = rules.every(({ AllowedOrigins = [], AllowedMethods = [] }) =>
      [AllowedOrigins, AllowedMethods].every((all) => all.length > 0),
    );
    if (rules.length === 0 || !wellFormed)
      refuse(
        'MalformedXML',
        'The XML you provided was not well-formed or did not validate against our published schema',
      );
    const other = rules.flatMap(({ AllowedMethods = [] }) => AllowedMethods).find((method) => !known.has(method));
    if (other !== undefined)
      refuse('InvalidRequest', `Found unsupported HTTP method in CORS config. Unsupported method is ${other}`);
    bucketToSet(call, input).cors = rules;
    return {};
  },

  GetBucketCors: (input, call) => ({
    CORSRules:
      bucketNamed(call, input).cors ?? lacking('NoSuchCORSConfiguration', 'The CORS configuration does not exist'),
  }),

  DeleteBucketCors(input, call) {
    delete bucketToSet(call, input).cors;
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-s3')>;
