import type { Words } from '../../words.ts';
import type { Project } from '../project.ts';
import { appIn } from '../python/app.ts';
import { packagesNamedIn, requiresOf, wantedOf } from '../python/manifest.ts';
import type { Detect, Detected, Refused, Serve } from '../traits.ts';
import { atLeast, pythonVersions, versionSaid } from './versions.ts';

const mainFiles = ['main.py', 'app.py', 'server.py', 'wsgi.py', 'run.py'];

/** Whether a program waits for requests itself. */
const serves = (text: string) =>
  /\b(serve_forever|HTTPServer|run_app|uvicorn\.run|\.run\(|serve\(|listen\()/.test(text);

export const python: Detect = (project, isSaid) => {
  const django = djangoOf(project);
  if (django) return django;
  const named = packagesNamedIn(project);
  const app = appIn(project, named);
  if (app) return found(project, app.serve, { en: `${app.of} in ${app.file}`, ko: `${app.file}에 ${app.of} 앱` });
  const main = mainFiles.find((file) => project.has(file) && (isSaid || serves(project.text(file))));
  if (main !== undefined) return found(project, { by: 'itself', what: main }, { en: main, ko: main });
  const isPython = requiresOf(project) !== 'nothing' || project.has('Pipfile') || isSaid;
  return isPython ? noApp : undefined;
};

function found(project: Project, serve: Serve, seen: Words, more: { readonly collects?: true } = {}): Detected {
  const wanted = wantedOf(project);
  const minor = atLeast(wanted ?? Number.NaN, pythonVersions, 13);
  const version = versionSaid('Python', `3.${minor}`, wanted === undefined ? undefined : `3.${wanted}`);
  return {
    traits: { kind: 'python', version: `3.${minor}`, requires: requiresOf(project), serve, ...more },
    because: {
      en: `Detected Python (${seen.en}). The server will have ${version.en}.`,
      ko: `Python 프로젝트(${seen.ko}). 서버에 설치할 버전: ${version.ko}`,
    },
  };
}

/** A project of Django, whose `wsgi.py` lies beside its settings. */
function djangoOf(project: Project): Detected | Refused | undefined {
  if (!project.has('manage.py')) return undefined;
  const settings = /["']([A-Za-z_]\w*(?:\.\w+)*)["']\s*\)/.exec(
    /DJANGO_SETTINGS_MODULE[^)]*\)/.exec(project.text('manage.py'))?.[0] ?? '',
  )?.[1];
  const [name] = settings?.split('.') ?? [];
  if (settings === undefined || name === undefined) return undefined;
  const [, stated] = /WSGI_APPLICATION\s*=\s*["']([A-Za-z_][\w.]*)\.\w+["']/.exec(settingsOf(project, settings)) ?? [];
  const module = [stated, `${name}.wsgi`, `${settings.split('.').slice(0, -1).join('.')}.wsgi`].find(
    (one) => one !== undefined && project.has(`${one.replaceAll('.', '/')}.py`),
  );
  const asgi = project.has(`${name}/asgi.py`);
  if (module === undefined && !asgi) return noWsgi(name);
  const serve: Serve = module ? { by: 'gunicorn', what: module } : { by: 'uvicorn', what: `${name}.asgi:application` };
  const text = settingsOf(project, settings);
  const collects = /\bSTATIC_ROOT\s*=/.test(text) && /whitenoise/i.test(text);
  return found(project, serve, { en: 'Django manage.py', ko: 'Django의 manage.py' }, collects ? { collects } : {});
}

/** The texts of the settings: one module, or a folder of several. */
export const settingsOf = (project: Project, settings: string): string => {
  const path = settings.replaceAll('.', '/');
  const folder = [path, path.replace(/\/[^/]+$/, '')].find((one) => one.endsWith('settings')) ?? path;
  return [`${path}.py`, `${folder}/base.py`, `${folder}/common.py`, `${folder}/__init__.py`, `${folder}/production.py`]
    .map((file) => project.text(file))
    .join('\n');
};

const noWsgi = (name: string): Refused => ({
  what: {
    en: `This Django project has neither ${name}/wsgi.py nor ${name}/asgi.py, by which it would be served.`,
    ko: `이 Django 프로젝트에는 서버가 실행할 ${name}/wsgi.py 또는 ${name}/asgi.py 파일이 없습니다.`,
  },
  instead: {
    en: '`django-admin startproject` makes one: take it from there, then run the command again.',
    ko: '`django-admin startproject`로 만들어지는 파일을 가져온 뒤 다시 실행하세요.',
  },
});

const noApp: Refused = {
  what: {
    en: 'No file of this Python project makes an app that a server could run (such as `app = FastAPI()` in main.py or app/main.py), or serves requests itself.',
    ko: '이 Python 프로젝트에서 서버가 실행할 앱(예: main.py나 app/main.py의 `app = FastAPI()`)이나 직접 요청을 받는 프로그램을 찾지 못했습니다.',
  },
  instead: {
    en: 'Add a main.py that imports the app under the name `app`, or a start.sh that starts it on $PORT (`stepway init --kind other`).',
    ko: '앱을 `app`이라는 이름으로 가져오는 main.py를 추가하거나, $PORT에서 앱을 시작하는 start.sh를 만들고 `stepway init --kind other`를 실행하세요.',
  },
};
