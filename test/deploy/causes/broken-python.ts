import type { Broken } from './broken.ts';

const starts = { event: 'ApplicationStart', takes: ['python3'] } as const;
const installs = { event: 'AfterInstall', takes: ['python3'] } as const;
const withFlask = { ...starts, takes: ['gunicorn'], once: true } as const;
const withUvicorn = { ...starts, takes: ['uvicorn'], once: true } as const;
/** Nothing is taken from a registry. */
const pip = 'python3 -m pip install --disable-pip-version-check --no-index --target packages';

/** What pip does with a project of source, without a network. */
const built = 'python3 -W ignore -c "import setuptools; setuptools.setup()" build';
const extension = (source: string) => ({
  'fast.c': source,
  'setup.py':
    'from setuptools import Extension, setup\nsetup(name="fast", version="1", ext_modules=[Extension("fast", ["fast.c"])])\n',
});
/** Makes a package as pip takes it: its name, its version, lines of what is said of it. */
const wheel = `import sys, zipfile
name, version, *more = sys.argv[1:]
about = f"{name}-{version}.dist-info"
with zipfile.ZipFile(f"{name}-{version}-py3-none-any.whl", "w") as package:
    said = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *more]
    package.writestr(f"{about}/METADATA", "\\n".join(said) + "\\n")
    package.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    package.writestr(f"{about}/RECORD", "")
`;

const manage = `from django.core.management import execute_from_command_line as run
import sys
run(sys.argv)
`;

/** Apps for Python that do not start, and dependencies that cannot be installed. */
export const brokenPython: readonly Broken[] = [
  {
    ...starts,
    name: 'python-no-dependency',
    files: { 'main.py': 'import flask_of_nobody\n' },
    run: 'python3 main.py',
    cause: /module is missing/,
    line: /ModuleNotFoundError: No module named 'flask_of_nobody'/,
  },
  {
    ...starts,
    name: 'python-name-not-in-module',
    files: { 'main.py': 'from settings import url\n', 'settings.py': 'address = 1\n' },
    run: 'python3 main.py',
    cause: /does not have what is imported/,
    line: /ImportError: cannot import name 'url'/,
  },
  {
    ...starts,
    name: 'python-setting-missing',
    files: { 'main.py': 'import os\nkey = os.environ["SECRET_KEY"]\n' },
    run: 'env -u SECRET_KEY python3 main.py',
    cause: /needs a setting/,
    line: /KeyError: 'SECRET_KEY'/,
  },
  {
    ...starts,
    name: 'python-setting-no-number',
    files: { 'main.py': 'import os\nworkers = int(os.environ.get("SHOP_WORKERS"))\n' },
    run: 'env -u SHOP_WORKERS python3 main.py',
    cause: /error that nothing caught/,
    line: /TypeError: int\(\) argument must be/,
  },
  {
    ...starts,
    name: 'python-syntax',
    files: { 'main.py': 'def shop(:\n    pass\n' },
    run: 'python3 main.py',
    cause: /does not understand a line/,
    line: /SyntaxError: invalid syntax/,
  },
  {
    ...starts,
    name: 'python-indentation',
    files: { 'main.py': 'def shop():\nreturn 1\n' },
    run: 'python3 main.py',
    cause: /does not understand a line/,
    line: /IndentationError: expected an indented block/,
  },
  {
    ...starts,
    name: 'python-file-missing',
    files: { 'main.py': 'open("config.yml")\n' },
    run: 'python3 main.py',
    cause: /file that is not in the bundle/,
    line: /FileNotFoundError: \[Errno 2\]/,
  },
  {
    ...starts,
    name: 'python-writes-elsewhere',
    takes: ['/usr/bin/python3', 'setpriv'],
    files: { 'main.py': 'open("/srv/orders.db", "w")\n' },
    run: 'setpriv --reuid=65534 --clear-groups /usr/bin/python3 main.py',
    cause: /writes where it must not/,
    line: /PermissionError: \[Errno 13\]/,
  },
  {
    ...starts,
    name: 'python-port-taken',
    files: {
      'main.py': `import socket
first = socket.create_server(("127.0.0.1", 0))
socket.create_server(first.getsockname())
`,
    },
    run: 'python3 main.py',
    cause: /port is already in use/,
    line: /Address already in use/,
  },
  {
    ...starts,
    name: 'python-own-name-hides',
    files: { 'main.py': 'import wave\nwave.open("shop")\n', 'wave.py': '' },
    run: 'python3 main.py',
    cause: /same name as a module/,
    line: /partially initialized module|has no attribute 'open'/,
  },
  {
    ...starts,
    name: 'python-circular',
    files: {
      'main.py': 'import one\n',
      'one.py': 'from two import b\na = 1\n',
      'two.py': 'from one import a\nb = 1\n',
    },
    run: 'python3 main.py',
    cause: /import each other/,
    line: /most likely due to a circular import/,
  },
  {
    ...starts,
    name: 'python-uncaught',
    files: { 'main.py': 'settings = None\nsettings.port\n' },
    run: 'python3 main.py',
    cause: /error that nothing caught/,
    line: /AttributeError: 'NoneType' object has no attribute/,
  },
  {
    ...starts,
    name: 'sqlite-no-table',
    files: { 'main.py': 'import sqlite3\nsqlite3.connect(":memory:").execute("select * from users")\n' },
    run: 'python3 main.py',
    cause: /migrations were not run/,
    line: /no such table: users/,
  },
  {
    ...withFlask,
    name: 'gunicorn-no-app',
    files: { 'main.py': 'application = None\n' },
    run: 'timeout 10 gunicorn main:app',
    cause: /not the app object/,
    line: /Failed to find attribute 'app' in 'main'/,
  },
  {
    ...withFlask,
    name: 'gunicorn-no-module',
    files: { 'README.md': '' },
    run: 'timeout 10 gunicorn main:app',
    cause: /module that is started is not there|module is missing/,
    line: /No module named 'main'/,
  },
  {
    ...withFlask,
    name: 'gunicorn-no-callable',
    files: { 'main.py': 'app = "shop"\n' },
    run: 'timeout 10 gunicorn main:app',
    cause: /not an app/,
    line: /Application object must be callable/,
  },
  {
    ...withFlask,
    name: 'gunicorn-option',
    files: { 'main.py': '' },
    run: 'timeout 10 gunicorn --workers many main:app',
    cause: /does not know an option/,
    line: /gunicorn: error: argument/,
  },
  {
    ...withUvicorn,
    name: 'uvicorn-no-app',
    files: { 'main.py': 'application = None\n' },
    run: 'timeout 10 uvicorn main:app',
    cause: /not the app object/,
    line: /Attribute "app" not found in module "main"/,
  },
  {
    ...withUvicorn,
    name: 'uvicorn-no-module',
    files: { 'README.md': '' },
    run: 'timeout 10 uvicorn nomain:app',
    cause: /could not be loaded/,
    line: /Could not import module "nomain"/,
  },
  {
    ...starts,
    takes: ['django'],
    once: true,
    name: 'django-no-secret',
    files: { 'settings.py': '' },
    run: `DJANGO_SETTINGS_MODULE=settings python -c 'from django.conf import settings; settings.SECRET_KEY'`,
    cause: /needs a setting/,
    line: /SECRET_KEY setting must not be empty/,
  },
  {
    ...starts,
    takes: ['django'],
    once: true,
    name: 'django-no-database',
    files: { 'manage.py': manage, 'settings.py': 'SECRET_KEY = "x"\nINSTALLED_APPS = []\n' },
    run: 'DJANGO_SETTINGS_MODULE=settings python manage.py migrate',
    cause: /Django was not told where its database is/,
    line: /DATABASES is improperly configured/,
  },
  {
    ...starts,
    takes: ['django'],
    once: true,
    name: 'django-no-settings',
    files: {
      'manage.py': manage,
    },
    run: 'env -u DJANGO_SETTINGS_MODULE python manage.py migrate',
    cause: /Django was not told/,
    line: /settings are not configured/,
  },
  {
    ...starts,
    takes: ['django'],
    once: true,
    name: 'django-no-static-root',
    files: {
      'manage.py': manage,
      'settings.py':
        'SECRET_KEY = "x"\nINSTALLED_APPS = ["django.contrib.staticfiles", "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.messages", "django.contrib.sessions"]\nSTATIC_URL = "/static/"\n',
    },
    run: 'DJANGO_SETTINGS_MODULE=settings python manage.py collectstatic --noinput',
    cause: /STATIC_ROOT/,
    line: /without having set the STATIC_ROOT/,
  },
  {
    ...starts,
    takes: ['pydantic_settings'],
    once: true,
    name: 'pydantic-setting-missing',
    files: {
      'main.py':
        'from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    shop_token: str\nSettings()\n',
    },
    run: 'python main.py',
    cause: /needs a setting/,
    line: /validation error for Settings/,
  },
  {
    ...installs,
    name: 'pip-no-such-package',
    files: { 'requirements.txt': 'nothere==9\n' },
    run: `${pip} -r requirements.txt`,
    cause: /fits the server's Python/,
    line: /No matching distribution found for nothere==9/,
  },
  {
    ...installs,
    name: 'pip-other-python',
    files: { 'wheel.py': wheel },
    run: `python3 wheel.py shop 1 'Requires-Python: >=3.99' && ${pip} ./shop-1-py3-none-any.whl`,
    cause: /fits the server's Python/,
    line: /requires a different Python/,
  },
  {
    ...installs,
    name: 'pip-two-folders',
    files: {
      'pyproject.toml': '[project]\nname = "shop"\nversion = "1"\n',
      'routers/__init__.py': '',
      'models/__init__.py': '',
    },
    run: built,
    cause: /several folders at its top/,
    line: /Multiple top-level packages discovered/,
  },
  {
    ...installs,
    name: 'pip-requirements-wrong',
    files: { 'requirements.txt': 'flask=3.0\n' },
    run: `${pip} -r requirements.txt`,
    cause: /line of requirements\.txt/,
    line: /Invalid requirement/,
  },
  {
    ...installs,
    name: 'pip-no-requirements',
    files: { 'main.py': '' },
    run: `${pip} -r requirements.txt`,
    cause: /requirements\.txt.* not in the bundle/,
    line: /Could not open requirements file/,
  },
  {
    ...installs,
    name: 'pip-conflict',
    files: { 'wheel.py': wheel },
    run: `python3 wheel.py a 1 'Requires-Dist: b==2' && python3 wheel.py b 1 && ${pip} ./a-1-py3-none-any.whl ./b-1-py3-none-any.whl`,
    cause: /do not go together/,
    line: /ResolutionImpossible|conflicting dependencies/,
  },
  {
    ...installs,
    name: 'pip-compiler-missing',
    files: extension('int fast;\n'),
    run: `CC=gcc-of-nobody python3 -W ignore setup.py build`,
    cause: /could not be compiled/,
    line: /error: command 'gcc-of-nobody' failed/,
  },
  {
    ...installs,
    name: 'pip-header-missing',
    takes: ['python3', 'gcc'],
    files: extension('#include <libpq-of-nobody.h>\nint fast;\n'),
    run: 'python3 -W ignore setup.py build',
    cause: /header of a C library/,
    line: /fatal error: libpq-of-nobody\.h: No such file or directory/,
  },
];
