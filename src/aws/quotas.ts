import { GetServiceQuotaCommand, type ServiceQuotasClient } from '@aws-sdk/client-service-quotas';

/** How much of something the account may have: a quota of Service Quotas, by its two codes. */
export async function quotaOf(quotas: ServiceQuotasClient, ServiceCode: string, QuotaCode: string): Promise<number> {
  const { Quota } = await quotas.send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode }));
  return Quota?.Value ?? Infinity;
}
