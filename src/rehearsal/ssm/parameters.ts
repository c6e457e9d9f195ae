import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { Parameter as Shown } from '@aws-sdk/client-ssm';
import { imageOf } from '../ec2/catalog.ts';
import { refuse } from '../errors.ts';
import { accountId, hex } from '../ids.ts';
import { page } from '../pages.ts';
import type { Operations } from '../service.ts';
import { tagged } from '../tags.ts';
import type { Parameter } from './data.ts';

const images = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-';

/** Of a standard parameter's value, in characters: https://docs.aws.amazon.com/general/latest/gr/ssm.html */
const largest = 4096;

const invalid = (message: string) => refuse('ValidationException', message);

/** The account's file is no place for what somebody rehearses with: what is secret in it cannot be read there. */
const key = createHash('sha256').update('alias/aws/ssm').digest();

const encrypted = (value: string, seed: string): string => {
  const start = Buffer.from(hex(seed, 32), 'hex');
  const cipher = createCipheriv('aes-256-ctr', key, start);
  return Buffer.concat([start, cipher.update(value), cipher.final()]).toString('base64');
};

const decrypted = (value: string): string => {
  const all = Buffer.from(value, 'base64');
  const decipher = createDecipheriv('aes-256-ctr', key, all.subarray(0, 16));
  return Buffer.concat([decipher.update(all.subarray(16)), decipher.final()]).toString();
};

function checkName(name: string): void {
  if (!/^[\w./-]+$/.test(name) || name.length > 1011 || /^\/?(aws|ssm)/i.test(name))
    invalid(`Parameter name: can't be prefixed with "ssm" or "aws" (case-insensitive), or is not valid: ${name}`);
  if (name.includes('/') && !name.startsWith('/')) invalid('Parameter name must be a fully qualified name.');
  if (name.split('/').length - 1 > 15) refuse('HierarchyLevelLimitExceededException', 'At most 15 levels.');
}

function checkValue(value: string): void {
  if (value === '') invalid("1 validation error detected: Value '' at 'value' failed to satisfy constraint");
  if (value.includes('{{')) invalid('Parameter value: can\'t nest another parameter. Do not use "{{}}" in the value.');
  if (value.length > largest)
    invalid(
      `Standard tier parameters support a maximum parameter value of ${largest} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.`,
    );
}

const shown = ({ name, type, value, version, changedAt }: Parameter, plain: boolean, region: string): Shown => ({
  Name: name,
  Type: type,
  Value: type === 'SecureString' && plain ? decrypted(value) : value,
  Version: version,
  LastModifiedDate: new Date(changedAt),
  ARN: `arn:aws:ssm:${region}:${accountId}:parameter${name}`,
  DataType: 'text',
});

/** Parameter Store: the public parameters of AWS, and those of the account. */
export const parameters = {
  GetParameter({ Name = '' }, { region }) {
    const architecture = (['x86_64', 'arm64'] as const).find((one) => Name === `${images}${one}`);
    if (!architecture) refuse('ParameterNotFound', '');
    return {
      Parameter: {
        Name,
        Type: 'String' as const,
        DataType: 'aws:ec2:image',
        Value: imageOf(region, architecture),
        Version: 1,
        ARN: `arn:aws:ssm:${region}::parameter${Name}`,
      },
    };
  },

  PutParameter({ Name = '', Value = '', Type, KeyId, Overwrite = false, Tags, Tier = 'Standard' }, call) {
    checkName(Name);
    checkValue(Value);
    if (Tier !== 'Standard') invalid('The rehearsal plays standard parameters only.');
    if (KeyId !== undefined) invalid('The rehearsal encrypts with the key of AWS only.');
    if (Overwrite && Tags)
      invalid(
        "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
      );
    const is = call.here.parameters.find(({ name }) => name === Name);
    if (is && !Overwrite)
      refuse(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    const type = Type ?? is?.type ?? invalid('A parameter type is required when you create a parameter.');
    const value = type === 'SecureString' ? encrypted(Value, call.seed()) : Value;
    const fresh = { type, value, version: (is?.version ?? 0) + 1, changedAt: call.now };
    if (is) Object.assign(is, fresh);
    else call.here.parameters.push({ name: Name, ...fresh, tags: tagged(Tags) });
    return { Version: fresh.version, Tier };
  },

  GetParametersByPath({ Path = '', Recursive = false, WithDecryption = false, MaxResults = 10, NextToken }, call) {
    if (!Path.startsWith('/')) invalid('The parameter path must begin with a slash /.');
    if (MaxResults > 10) invalid(`Value '${MaxResults}' at 'maxResults' failed: must be less than or equal to 10`);
    const top = Path.replace(/\/*$/, '/');
    const below = call.here.parameters.filter(
      ({ name }) => name.startsWith(top) && (Recursive || !name.slice(top.length).includes('/')),
    );
    const { items, next } = page(below, MaxResults, NextToken);
    return { Parameters: items.map((one) => shown(one, WithDecryption, call.region)), NextToken: next };
  },

  DeleteParameters({ Names = [] }, { here }) {
    if (Names.length < 1 || Names.length > 10) invalid(`Value at 'names' failed: from 1 to 10 names`);
    const DeletedParameters = here.parameters.filter(({ name }) => Names.includes(name)).map(({ name }) => name);
    here.parameters = here.parameters.filter(({ name }) => !Names.includes(name));
    return { DeletedParameters, InvalidParameters: Names.filter((name) => !DeletedParameters.includes(name)) };
  },
} satisfies Operations<typeof import('@aws-sdk/client-ssm')>;
