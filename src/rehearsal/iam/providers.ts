import { refuse } from '../errors.ts';
import { accountId } from '../ids.ts';
import type { Call, Operations } from '../service.ts';
import { tag, tagged, tagList } from '../tags.ts';
import type { Provider } from './data.ts';

const providerArn = ({ url }: Provider) => `arn:aws:iam::${accountId}:oidc-provider/${url}`;

const providerAt = ({ account, now }: Call, wanted: string | undefined): Provider =>
  account.providers.find((one) => providerArn(one) === wanted && one.visibleAt <= now) ??
  refuse('NoSuchEntity', `OpenIDConnect Provider not found for arn ${wanted}`, 404);

/** Those whose word IAM takes for who a caller is. */
export const providers = {
  CreateOpenIDConnectProvider({ Url = '', ClientIDList = [], ThumbprintList = [], Tags }, call) {
    if (!Url.startsWith('https://')) refuse('ValidationError', 'Invalid Open ID Connect Provider URL');
    const url = Url.replace(/^https:\/\//, '');
    if (call.account.providers.some((one) => one.url === url))
      refuse('EntityAlreadyExists', `Provider with url ${Url} already exists.`, 409);
    const tags = tagged(Tags);
    const provider: Provider = {
      url,
      clients: [...ClientIDList],
      thumbprints: ThumbprintList,
      createdAt: call.now,
      visibleAt: call.after('role visible'),
      tags,
    };
    call.account.providers.push(provider);
    return { OpenIDConnectProviderArn: providerArn(provider), Tags: tagList(tags) };
  },

  GetOpenIDConnectProvider({ OpenIDConnectProviderArn }, call) {
    const { url, clients, thumbprints, createdAt, tags } = providerAt(call, OpenIDConnectProviderArn);
    return {
      Url: url,
      ClientIDList: clients,
      ThumbprintList: thumbprints,
      CreateDate: new Date(createdAt),
      Tags: tagList(tags),
    };
  },

  // Both are idempotent: what is there already, or not there, is no error (API reference).
  AddClientIDToOpenIDConnectProvider({ OpenIDConnectProviderArn, ClientID }, call) {
    const { clients } = providerAt(call, OpenIDConnectProviderArn);
    if (clients.length >= 100)
      refuse('LimitExceeded', 'Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100', 409);
    if (ClientID && !clients.includes(ClientID)) clients.push(ClientID);
    return {};
  },

  RemoveClientIDFromOpenIDConnectProvider({ OpenIDConnectProviderArn, ClientID }, call) {
    const provider = providerAt(call, OpenIDConnectProviderArn);
    provider.clients = provider.clients.filter((one) => one !== ClientID);
    return {};
  },

  TagOpenIDConnectProvider({ OpenIDConnectProviderArn, Tags }, call) {
    tag(providerAt(call, OpenIDConnectProviderArn).tags, Tags);
    return {};
  },

  DeleteOpenIDConnectProvider({ OpenIDConnectProviderArn }, call) {
    const provider = providerAt(call, OpenIDConnectProviderArn);
    call.account.providers.splice(call.account.providers.indexOf(provider), 1);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-iam')>;
