import type { Project } from '../project.ts';
import type { Detected, Kind, Serve } from '../traits.ts';
import { atLeast, firstNumber, pythonVersions } from './versions.ts';

const pythonVersion = (project: Project) => {
  const asked =
    /3\.(\d+)/.exec(project.text('.python-version')) ??
    /requires-python\s*=\s*["'][^\d]*3\.(\d+)/.exec(project.text('pyproject.toml'));
  return `3.${atLeast(firstNumber(asked?.[1] ?? ''), pythonVersions, 13)}`;
};

const requiresOf = (project: Project) =>
  project.has('requirements.txt') ? 'requirements' : project.has('pyproject.toml') ? 'pyproject' : 'nothing';

const pythonMains = ['main.py', 'app.py', 'server.py', 'wsgi.py'];

export const python: Kind<'python'> = {
  detect(project) {
    const main = pythonMains.find((file) => project.has(file));
    const django = /["']([A-Za-z_]\w*)\.settings(?:\.\w+)*["']/.exec(project.text('manage.py'))?.[1];
    const of = (serve: Serve, en: string, ko: string): Detected => ({
      traits: { kind: 'python', version: pythonVersion(project), requires: requiresOf(project), serve },
      because: { en: `Detected Python (${en})`, ko: `${ko}: Python` },
    });
    if (django !== undefined)
      return of({ by: 'gunicorn', what: `${django}.wsgi` }, 'Django manage.py', 'Django의 manage.py가 있음');
    if (main === undefined) return undefined;
    const wanted = `${project.text('requirements.txt')}\n${project.text('pyproject.toml')}`.toLowerCase();
    const app = `${main.slice(0, -'.py'.length)}:app`;
    if (/\b(fastapi|starlette)\b/.test(wanted))
      return of({ by: 'uvicorn', what: app }, `${main} and FastAPI`, `${main}, FastAPI 사용`);
    if (/\bflask\b/.test(wanted)) return of({ by: 'gunicorn', what: app }, `${main} and Flask`, `${main}, Flask 사용`);
    return of({ by: 'itself', what: main }, main, `${main} 있음`);
  },

  usual: (project) => ({
    kind: 'python',
    version: pythonVersion(project),
    requires: requiresOf(project),
    serve: { by: 'itself', what: 'main.py' },
  }),
};
