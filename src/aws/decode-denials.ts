import { DecodeAuthorizationMessageCommand, type STSClient } from '@aws-sdk/client-sts';
import type { Pluggable } from './at-most-once.ts';

/** What EC2 writes behind some denials: why, for whoever may read it. */
const encoded = /Encoded authorization failure message: (\S+)/;

/** As far as it concerns us: https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html */
interface Decoded {
  readonly explicitDeny?: boolean;
  readonly context?: {
    readonly principal?: { readonly arn?: string };
    readonly action?: string;
    readonly resource?: string;
  };
}

/** Puts the reason of a denial in place of its code, where the caller may have it decoded. */
export function decodeDenials(client: Pluggable, sts: () => STSClient): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        const [, EncodedMessage] = (error instanceof Error && encoded.exec(error.message)) || [];
        if (error instanceof Error && EncodedMessage)
          error.message = await reasonIn(error.message, EncodedMessage, sts());
        throw error;
      }
    },
    { step: 'initialize', priority: 'high', name: 'decodeDenials' },
  );
}

async function reasonIn(message: string, EncodedMessage: string, sts: STSClient): Promise<string> {
  const plain = message.replace(encoded, '').trim();
  try {
    const { DecodedMessage = '' } = await sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage }));
    const { explicitDeny, context } = JSON.parse(DecodedMessage) as Decoded;
    if (!context?.action) return plain;
    const who = `User: ${context.principal?.arn} is not authorized to perform: ${context.action} on resource: ${context.resource}`;
    // Which kind of policy it is the decoded message does not say.
    return explicitDeny ? `${who} with an explicit deny` : `${who} because no identity-based policy allows it`;
  } catch {
    // Not everybody may have it decoded.
    return plain;
  }
}
