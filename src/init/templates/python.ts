import { installPackages, installWheels } from '../../build/python.ts';
import type { Serve, TraitsOf } from '../traits.ts';
import { ifPacked, type Scripts } from './scripts.ts';

/** How each server is told to believe nginx on this server, and nobody else, how a visitor came. */
const commands: { readonly [S in Serve['by']]: (serve: Serve) => string } = {
  uvicorn: ({ what, isFactory }) =>
    `.venv/bin/python -m uvicorn --host 127.0.0.1 --port "$PORT" --proxy-headers --forwarded-allow-ips 127.0.0.1${isFactory ? ' --factory' : ''} ${what}`,
  gunicorn: ({ what }) =>
    `.venv/bin/python -m gunicorn --config deploy/gunicorn.conf.py --bind "127.0.0.1:$PORT" ${what.includes('(') ? `'${what}'` : what}`,
  itself: ({ what }) => `.venv/bin/python ${what}`,
};

export const python = (traits: TraitsOf<'python'>): Scripts => {
  const { version, serve, collects } = traits;
  return {
    runtime: `dnf install -y python${version} python${version}-pip`,
    dependencies: `python${version} -m venv --clear .venv
${ifPacked([installWheels], installPackages(traits))}`,
    environment: [
      'export PATH="$PWD/.venv/bin:$PATH"',
      '# What it prints is in the journal at once.',
      'export PYTHONUNBUFFERED=1',
      ...(serve.path === undefined ? [] : [`export PYTHONPATH="$PWD/${serve.path}"`]),
    ].join('\n'),
    start: [
      ...(collects ? ['.venv/bin/python manage.py collectstatic --no-input >/dev/null'] : []),
      `exec ${commands[serve.by](serve)}`,
    ].join('\n'),
  };
};
