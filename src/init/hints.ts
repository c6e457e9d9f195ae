import { readProcfile } from './procfile.ts';
import { oneLine } from '../plain.ts';
import type { Words } from '../words.ts';
import { settingsOf } from './kinds/python.ts';
import { scriptOf, shippedWith } from './node/manifest.ts';
import { proveScript } from './node/start.ts';
import type { Project } from './project.ts';
import { byRunScript } from './templates/procfile.ts';
import type { Traits, TraitsOf } from './traits.ts';

/** What an app's own code has to say about the nginx in front of it: no setting of the server's can. */
interface ProxyRule {
  /** A package that says which framework it is. */
  readonly by: string;
  /** Said already in a source file. */
  readonly said: RegExp;
  readonly add: string;
}

const proxyRules: readonly ProxyRule[] = [
  // https://docs.nestjs.com/faq/http-adapter: with Express, unless it names another.
  { by: '@nestjs/platform-fastify', said: /trustProxy/, add: 'new FastifyAdapter({ trustProxy: true })' },
  {
    by: '@nestjs/core',
    said: /trust proxy/,
    add: "app.set('trust proxy', 'loopback') // app: NestExpressApplication",
  },
  // https://expressjs.com/en/guide/behind-proxies.html
  { by: 'express', said: /trust proxy/, add: "app.set('trust proxy', 'loopback')" },
  // https://fastify.dev/docs/latest/Reference/Server/#trustproxy
  { by: 'fastify', said: /trustProxy/, add: "Fastify({ trustProxy: '127.0.0.1' })" },
  // https://docs.astro.build/en/reference/configuration-reference/#securityalloweddomains
  {
    by: '@astrojs/node',
    said: /allowedDomains/,
    add: "security: { allowedDomains: [{ hostname: 'your.domain', protocol: 'https' }] }",
  },
  // https://koajs.com/#settings: of the addresses, only the last was added by AWS.
  { by: 'koa', said: /\.proxy\s*=\s*true|\bproxy:\s*true/, add: 'new Koa({ proxy: true, maxIpsCount: 1 })' },
];

function behindProxy(project: Project): Words | undefined {
  const shipped = shippedWith(project);
  const rule = proxyRules.find(({ by }) => shipped.has(by));
  if (!rule || project.sources(/\.[cm]?[jt]s$/).some((text) => rule.said.test(text))) return undefined;
  return {
    en: `The app is behind nginx. For it to see https and the visitor's address, add this to its code: \`${rule.add}\`.`,
    ko: `앱은 nginx 뒤에서 실행됩니다. 앱이 https와 방문자의 주소를 알 수 있게 코드에 추가하세요: \`${rule.add}\``,
  };
}

function withoutLock(app: Project, { packages, isComplete }: TraitsOf<'node'>): Words | undefined {
  if (packages.locked || isComplete || shippedWith(app).size === 0) return undefined;
  return {
    en: 'There is no lock file here: each deployment may install other versions of its packages. Commit one if you can.',
    ko: '여기에 잠금 파일이 없어 배포할 때마다 다른 버전의 패키지가 설치될 수 있습니다. 되도록 커밋해 두세요.',
  };
}

/** What runs by itself when packages are installed; `prepare` is left out on the server. */
const atInstall = ['preinstall', 'install', 'postinstall'];

function notInstalling(project: Project, { packages, isComplete }: TraitsOf<'node'>): Words | undefined {
  if (isComplete) return undefined;
  for (const name of atInstall) {
    const proof = proveScript({ project, top: project, manager: packages.manager }, name);
    if (scriptOf(project, name) === '' || proof.runs) continue;
    return {
      en: `The script "${name}" runs on the server, too, and would end the installation: ${proof.why.en}.`,
      ko: `"${name}" 스크립트는 서버에서도 실행되는데, 그대로는 설치가 실패합니다(${proof.why.ko}).`,
    };
  }
  return undefined;
}

/** https://docs.djangoproject.com/en/stable/ref/settings/ */
function ofDjango(project: Project): readonly Words[] {
  const settings = /DJANGO_SETTINGS_MODULE[^)]*?["']([\w.]+\.[\w.]+|\w*settings\w*)["']/.exec(
    project.text('manage.py'),
  )?.[1];
  if (settings === undefined) return [];
  const text = settingsOf(project, settings);
  const hints: Words[] = [];
  if (/ALLOWED_HOSTS\s*=\s*\[\s*\]/.test(text))
    hints.push({
      en: 'ALLOWED_HOSTS is empty: Django would answer 400 to your domain. Add the domain to it.',
      ko: 'ALLOWED_HOSTS가 비어 있어, Django가 도메인으로 온 요청에 400으로 응답합니다. 도메인을 추가하세요.',
    });
  if (/^DEBUG\s*=\s*True\b/m.test(text))
    hints.push({
      en: 'DEBUG is True: errors show your code and settings to visitors. Set it to False for the server.',
      ko: 'DEBUG가 True이면 오류 화면에서 코드와 설정이 방문자에게 보입니다. 서버에서는 False로 두세요.',
    });
  if (!/whitenoise/i.test(text))
    hints.push({
      en: 'Nothing serves the static files (styles of the admin pages, too): add whitenoise to the requirements and to MIDDLEWARE, and set STATIC_ROOT.',
      ko: '정적 파일(관리자 화면의 스타일 포함)을 제공하는 것이 없습니다. whitenoise를 requirements와 MIDDLEWARE에 추가하고 STATIC_ROOT를 정하세요.',
    });
  return hints;
}

/** What starts the app then is in one place only, and not in the one that `init` names. */
function byOwnProcfile(project: Project): Words | undefined {
  const web = readProcfile(project.text('Procfile')).commands.get('web');
  if (web === undefined || web === byRunScript) return undefined;
  return {
    en: `Your Procfile starts the app: \`${oneLine(web)}\`. deploy/run.sh runs that command with the app's settings and packages.`,
    ko: `Procfile의 web 명령이 앱을 시작합니다: \`${oneLine(web)}\`. deploy/run.sh는 앱 설정과 패키지를 갖춰 그 명령을 실행합니다.`,
  };
}

/** What of a project the user should see to, for it to work as it does at home. */
export function hintsFor(project: Project, traits: Traits): readonly Words[] {
  return [byOwnProcfile(project), ...ofKind(project, traits)].filter((hint) => hint !== undefined);
}

function ofKind(project: Project, traits: Traits): readonly (Words | undefined)[] {
  if (traits.kind === 'node') {
    const app = project.below(traits.folder);
    return [behindProxy(app), notInstalling(project, traits), withoutLock(app, traits)];
  }
  return traits.kind === 'python' && project.has('manage.py') ? ofDjango(project) : [];
}
