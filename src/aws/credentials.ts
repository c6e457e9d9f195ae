import { keepSecret } from '../secrets.ts';
import type { Pluggable } from './at-most-once.ts';

/** What the SDK is about to sign a request with. */
interface Signing {
  readonly __smithy_context?: {
    readonly selectedHttpAuthScheme?: {
      readonly identity?: {
        readonly accessKeyId?: string;
        readonly secretAccessKey?: string;
        readonly sessionToken?: string;
      };
    };
  };
}

/** Learns what must never be shown from wherever the SDK has found it: a profile, a session, a process. */
export function keepCredentials(client: Pluggable): void {
  client.middlewareStack.add(
    (next, context) => (args) => {
      const { __smithy_context: smithy } = context as Signing;
      const identity = smithy?.selectedHttpAuthScheme?.identity;
      keepSecret(identity?.accessKeyId);
      keepSecret(identity?.secretAccessKey);
      keepSecret(identity?.sessionToken);
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'keepCredentials' },
  );
}
