import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { Trouble } from '../errors.ts';
import { httpsAgent } from '../https-agent.ts';
import { oneLine } from '../plain.ts';
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

/** Who signs in. */
export interface SigningIn {
  readonly profile?: string | undefined;
  /** Asks for the code of an MFA device; absent when there is nobody to ask. */
  readonly mfaCode?: ((device: string) => Promise<string>) | undefined;
}

type Provider = ReturnType<typeof defaultProvider>;

/** One for all clients of a profile: whoever is asked for a code is asked once. */
const providers = new Map<string | undefined, Provider>();

/** What signs in with a profile, or as the environment says; the SDK's own chain, which is told how to reach AWS. */
export function credentialsOf({ profile, mfaCode }: SigningIn): Provider {
  const known = providers.get(profile);
  if (known) return known;
  let isAsked = false;
  const provider = defaultProvider({
    ...(profile && { profile }),
    clientConfig: { requestHandler: { httpsAgent: httpsAgent() } },
    async mfaCodeProvider(serial) {
      // Not in the middle of a build: an hour later the same command goes on from there.
      if (!mfaCode || isAsked) throw needsCode(serial, profile, isAsked);
      isAsked = true;
      return mfaCode(serial);
    },
    logger: silent,
  });
  providers.set(profile, provider);
  return provider;
}

const nothing = () => undefined;
/** What the SDK warns of in English is for whoever calls it. */
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

function needsCode(serial: string, profile = 'default', isOver: boolean): Trouble {
  const device = oneLine(serial);
  const exporting = `eval "$(aws configure export-credentials --format env --profile ${oneLine(profile)})"`;
  return isOver
    ? new Trouble(
        'aws',
        { en: 'Your AWS session with MFA has expired.', ko: 'MFA로 로그인한 AWS 세션이 만료되었습니다.' },
        {
          en: 'Nothing is lost. Run the same command again to continue: it asks for a new code.',
          ko: '잃은 것은 없습니다. 같은 명령을 다시 실행하면 새 코드를 묻고 여기서부터 이어집니다.',
        },
      )
    : new Trouble(
        'usage',
        {
          en: `This profile needs a code of the MFA device ${device}, and there is no terminal to ask for it.`,
          ko: `이 프로필은 MFA 기기의 코드가 필요한데, 물어볼 터미널이 없습니다(${device}).`,
        },
        {
          en: `Run it in a terminal, or sign in first: \`${exporting}\`.`,
          ko: `터미널에서 실행하거나 먼저 로그인하세요. \`${exporting}\``,
        },
      );
}
