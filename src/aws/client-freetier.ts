import { AwsJson1_0Protocol } from '@aws-sdk/core/protocols';
import { ServiceQuotasClient, type ServiceQuotasClientConfig } from '@aws-sdk/client-service-quotas';
import { makeBuilder, ServiceException } from '@smithy/core/client';
import { getEndpointPlugin } from '@smithy/core/endpoints';
import { TypeRegistry } from '@smithy/core/schema';
import type { MetadataBearer, StaticErrorSchema, StaticOperationSchema, StaticStructureSchema } from '@smithy/types';

/**
 * The one operation of AWS's Free Tier API that stepway calls, as its model of 2023-09-07 describes it. In the place
 * of @aws-sdk/client-freetier: the client is that of another service which speaks nearly the same, told who it is.
 */
const service = 'com.amazonaws.freetier';
const region = 'us-east-1';

const synthetic = `smithy.ts.sdk.synthetic.${service}`;
const anyError: StaticErrorSchema = [-3, synthetic, 'FreeTierServiceException', 0, [], []];
TypeRegistry.for(synthetic).registerError(anyError, ServiceException);

const string = 0;
const number = 1;
const dateTime = 5;
const request: StaticStructureSchema = [3, service, 'GetAccountPlanStateRequest', 0, [], []];
const amount: StaticStructureSchema = [3, service, 'MonetaryAmount', 0, ['amount', 'unit'], [number, string]];
const response: StaticStructureSchema = [
  3,
  service,
  'GetAccountPlanStateResponse',
  0,
  ['accountId', 'accountPlanType', 'accountPlanStatus', 'accountPlanRemainingCredits', 'accountPlanExpirationDate'],
  [string, string, string, () => amount, dateTime],
];
const operation: StaticOperationSchema = [9, service, 'GetAccountPlanState', 0, () => request, () => response];

export interface GetAccountPlanStateOutput extends MetadataBearer {
  readonly accountId?: string;
  readonly accountPlanType?: 'FREE' | 'PAID';
  readonly accountPlanStatus?: 'NOT_STARTED' | 'ACTIVE' | 'EXPIRED';
  readonly accountPlanRemainingCredits?: { readonly amount?: number; readonly unit?: string };
  readonly accountPlanExpirationDate?: Date;
}

const command = makeBuilder<FreeTierClient['config'], object, GetAccountPlanStateOutput>(
  { Endpoint: { type: 'builtInParams', name: 'endpoint' } },
  'AWSFreeTierService',
  'FreeTierClient',
  getEndpointPlugin,
);

/** Which plan the account is on, and what is left of it. */
export class GetAccountPlanStateCommand extends command<object, GetAccountPlanStateOutput>(
  {},
  () => [],
  'GetAccountPlanState',
  operation,
) {}

/** As the endpoint rules of the model have it; `properties` is for the type alone. */
const signing = { name: 'sigv4', signingName: 'freetier', signingRegion: region, properties: {} };

/** The API has one endpoint, wherever one builds; accounts of other partitions it does not know. */
export class FreeTierClient extends ServiceQuotasClient {
  constructor(settings: ServiceQuotasClientConfig) {
    super({
      ...settings,
      region,
      serviceId: 'FreeTier',
      endpointProvider: ({ Endpoint }) => ({
        url: new URL(Endpoint ?? `https://freetier.${region}.api.aws`),
        properties: { authSchemes: [signing] },
      }),
      protocol: AwsJson1_0Protocol,
      protocolSettings: {
        defaultNamespace: service,
        errorTypeRegistries: [TypeRegistry.for(synthetic)],
        version: '2023-09-07',
        serviceTarget: 'AWSFreeTierService',
      },
    });
  }
}
