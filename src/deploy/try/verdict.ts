import type { Words } from '../../words.ts';
import { likelyCause } from '../causes.ts';
import { lastLines } from '../last-lines.ts';
import type { OtherRuntime, Phase, Tried } from './tried.ts';

/** What went wrong when a bundle was tried. */
export interface Mishap {
  readonly phase: Phase;
  readonly what: Words;
  /** Whether no database and no setting that it lacks here can be the reason. */
  readonly isOwn?: boolean;
  /** All of what it printed last. */
  readonly said: string;
  /** Why it is the same on the server for certain. */
  readonly because?: { readonly cause: Words; readonly fix: Words };
}

/** What is only so on this machine. */
interface OnlyHere {
  readonly phase?: Phase;
  readonly said: RegExp;
  why(found: RegExpExecArray): Words;
}

const onlyHere: readonly OnlyHere[] = [
  {
    // As Node.js says it: a temporary folder where nothing may be run, for one.
    said: /^spawn .* (E[A-Z]+)$/m,
    why: ([, code = '']) => ({
      en: `This machine does not let it be started (${code}).`,
      ko: `이 컴퓨터에서는 시작할 수 없습니다(${code}).`,
    }),
  },
  {
    // Of our own scripts: what the dependencies lack, the server lacks as well.
    said: /(?:install|run|start)\.sh: line \d+: (?:exec: )?(\S+?):(?: command)? not found/,
    why: ([, name = '']) => ({ en: `${name} is not on this machine.`, ko: `이 컴퓨터에 없음: ${name}.` }),
  },
  {
    said: /cannot execute|exec format error|not a mach-o file|not valid mach-o/i,
    why: () => ({
      en: 'A program in the bundle is not for this machine.',
      ko: '번들에 이 컴퓨터에서 실행할 수 없는 프로그램이 있습니다.',
    }),
  },
  {
    said: /illegal option -- /,
    why: () => ({
      en: 'A tool of this machine takes other flags than on Linux.',
      ko: '이 컴퓨터의 도구가 Linux의 도구와 다릅니다.',
    }),
  },
  {
    said: /\bEADDRINUSE\b|address (is )?already in use|port \d+ (is|was) already in use|connection in use/i,
    why: () => ({
      en: 'Another program on this machine uses the port that the app has in its code.',
      ko: '앱 코드에 적힌 포트를 이 컴퓨터의 다른 프로그램이 쓰고 있습니다.',
    }),
  },
  {
    said: /\bENOSPC\b|No space left on device|Cannot allocate memory|heap out of memory|OutOfMemoryError/i,
    why: () => ({
      en: 'This machine has too little space or memory for it.',
      ko: '이 컴퓨터의 디스크나 메모리가 부족합니다.',
    }),
  },
  {
    phase: 'install',
    said: /\b(ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ENOTCACHED)\b|Failed to establish a new connection|Temporary failure in name resolution|SELF_SIGNED_CERT_IN_CHAIN|CERTIFICATE_VERIFY_FAILED/,
    why: () => ({
      en: 'The packages could not be downloaded over the network of this machine.',
      ko: '이 컴퓨터의 네트워크에서 패키지를 내려받지 못했습니다.',
    }),
  },
  {
    said: /CredentialsProviderError|Could not load credentials|NoCredentialsError|Unable to locate credentials|Unable to load credentials from any of the providers/,
    why: () => ({
      en: 'The role by which the app reaches AWS is on the server only.',
      ko: '앱이 AWS에 접근할 때 쓰는 역할은 서버에만 있습니다.',
    }),
  },
];

/** Why a mishap may be one of this machine alone. */
function reasonHere({ phase, said }: Mishap): Words | undefined {
  for (const one of onlyHere) {
    const found = one.phase === undefined || one.phase === phase ? one.said.exec(said) : null;
    if (found) return one.why(found);
  }
  return undefined;
}

/** What an older runtime says of something that a newer one has. */
const tooOld =
  /EBADENGINE|Unsupported engine|SyntaxError: (Unexpected|[Ii]nvalid|f-string)|is not a (function|constructor)|ERR_UNKNOWN_(BUILTIN_MODULE|FILE_EXTENSION)|does not provide an export|ERR_REQUIRE_ESM|bad option|requires a different Python|Requires-Python|No matching distribution|ImportError|AttributeError|UnsupportedClassVersionError/;

/** What no database and no setting can be the reason for. */
const ofItself =
  /Cannot find (module|package)|ERR_MODULE_NOT_FOUND|ModuleNotFoundError|ClassNotFoundException|start\.sh does not start your app yet|Missing script/;

const older = ({ name, here, there }: OtherRuntime): Words => ({
  en: `${name} is older here (${here}) than on the server (${there}).`,
  ko: `이 컴퓨터의 ${name} 버전(${here})이 서버(${there})보다 낮습니다.`,
});

const lacking = (things: readonly Words[]): Words => ({
  en: `It may be for want of what it has on AWS only: ${things.map(({ en }) => en).join(', ')}.`,
  ko: `AWS에만 있는 것이 없어서일 수 있습니다: ${things.map(({ ko }) => ko).join(', ')}.`,
});

/** As most languages print what ended them. */
const namesError = /^\s*(Caused by: )?[\w.:]*(Error|Exception)\b(:| \[)|^(panic|fatal|fatal error): /i;

/** What a mishap here says about the server: that it would happen there as well, or nothing. */
export function judge(mishap: Mishap, lacks: readonly Words[], runtime?: OtherRuntime): Tried {
  const { phase, what, said, because } = mishap;
  const event = phase === 'install' ? 'AfterInstall' : 'ApplicationStart';
  const { cause, fix, line } = likelyCause({ event, code: 'ScriptFailed', text: `${what.en}\n${said}` });
  const lines = lastLines(said);
  // What is only our own sentence is none of them: then it is the first that names an error.
  const told = lines.find((one) => one === line?.trimEnd()) ?? lines.find((one) => namesError.test(one));
  const came = { phase, what, ...(runtime && { runtime }), lines, ...(told !== undefined && { telling: told }) };
  if (because) return { is: 'failed', ...came, ...because };
  const isForWant = phase === 'start' && lacks.length > 0 && !mishap.isOwn && !ofItself.test(said);
  const why =
    reasonHere(mishap) ??
    (runtime?.isOlder && tooOld.test(said) ? older(runtime) : undefined) ??
    (isForWant ? lacking(lacks) : undefined);
  if (why) return { is: 'unproven', ...came, why };
  return { is: 'failed', ...came, cause, fix };
}
