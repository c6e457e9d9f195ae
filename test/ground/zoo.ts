import type { Files } from '../init/projects.ts';

/**
 * A project whose app says how a visitor came, as its framework sees it, and what it has of the environment. Elsewhere
 * than at / it has no page.
 */
export interface Inhabitant {
  readonly about: string;
  readonly files: Files;
  /** Whether it is built before it is sent. */
  readonly isBuilt?: true;
  /** The file of it that is run first. */
  readonly main: string;
  /** What it says besides. */
  readonly says?: Readonly<Record<string, unknown>>;
}

const manifest = (more: object) => JSON.stringify({ name: 'zoo', version: '1.0.0', private: true, ...more });
const port = 'process.env.PORT';
const greeting = 'greeting: process.env.GREETING';

const express = `const app = require('express')();
const { Pool } = require('pg');
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
app.set('trust proxy', 'loopback');
app.get('/', async (request, response) => {
  const { rows } = await pool.query('select current_user');
  const database = rows[0].current_user;
  response.json({ scheme: request.protocol, host: request.hostname, visitor: request.ip, ${greeting}, database });
});
app.listen(${port}, '127.0.0.1');
`;

// As its compiler leaves it: decorators are functions.
const nest = `require('reflect-metadata');
const { Controller, Get, Module, Req } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
class Home {
  show(request) {
    return { scheme: request.protocol, host: request.hostname, visitor: request.ip, ${greeting} };
  }
}
Get()(Home.prototype, 'show', Object.getOwnPropertyDescriptor(Home.prototype, 'show'));
Req()(Home.prototype, 'show', 0);
Controller()(Home);
class App {}
Module({ controllers: [Home] })(App);
NestFactory.create(App).then((app) => {
  app.set('trust proxy', 'loopback');
  return app.listen(${port}, '127.0.0.1');
});
`;

const fastify = (from: string) => `import Fastify from 'fastify';
${from}
const app = Fastify({ trustProxy: '127.0.0.1' });
app.get('/', (request) => ({
  scheme: request.protocol, host: request.hostname, visitor: request.ip, shop, ${greeting},
}));
await app.listen({ port: ${port} });
`;

const koa = `const Koa = require('koa');
const app = new Koa({ proxy: true, maxIpsCount: 1 });
app.use((context) => {
  if (context.path !== '/') return;
  context.body = { scheme: context.protocol, host: context.hostname, visitor: context.ip, ${greeting} };
});
app.listen(${port});
`;

const plain = (words: string) => `require('node:http')
  .createServer(({ headers, url }, response) => response.writeHead(url === '/' ? 200 : 404).end(JSON.stringify({
    scheme: headers['x-forwarded-proto'], host: headers.host, visitor: headers['x-real-ip'], ${greeting}, ${words}
  })))
  .listen(${port}, process.env.HOSTNAME);
`;

const flaskRoute = (more = '') => `    return {
        "scheme": request.scheme, "host": request.host, "visitor": request.remote_addr,
        "greeting": os.environ.get("GREETING"),${more}
    }
`;
const flask = `import os

import psycopg2
from flask import Flask, request

app = Flask(__name__)


def current_user():
    address = os.environ["DATABASE_URL"]
    with psycopg2.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("select current_user")
        return cursor.fetchone()[0]


@app.route("/")
def home():
${flaskRoute(' "database": current_user(),')}`;

const flaskFactory = `import os

from flask import Flask, request


def create_app():
    app = Flask(__name__)
    app.add_url_rule("/", view_func=home)
    return app


def home():
${flaskRoute()}`;

const fastapi = (imports: string) => `import os

${imports}
from fastapi import FastAPI, Request

api = FastAPI()


@api.get("/")
def home(request: Request):
    url = request.url
    return {
        "scheme": url.scheme, "host": url.hostname, "visitor": request.client.host, "shop": name,
        "greeting": os.environ.get("GREETING"),
    }
`;

const django = {
  'manage.py': `#!/usr/bin/env python
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
`,
  'requirements.txt': 'django\npsycopg2\n',
  'shop/__init__.py': '',
  'shop/settings.py': `import os

SECRET_KEY = "for the zoo alone"
DEBUG = False
ALLOWED_HOSTS = [".example.com"]
SECURE_SSL_REDIRECT = True
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "shop.urls"
DATABASES = {"default": {
    "ENGINE": "django.db.backends.postgresql",
    "HOST": os.environ["DATABASE_HOST"], "PORT": os.environ["DATABASE_PORT"], "NAME": os.environ["DATABASE_NAME"],
    "USER": os.environ["DATABASE_USER"], "PASSWORD": os.environ["DATABASE_PASSWORD"],
    "OPTIONS": {"sslmode": "verify-full", "sslrootcert": os.environ["DATABASE_CA"]},
}}
`,
  'shop/urls.py': `import os

from django.db import connection
from django.http import JsonResponse
from django.urls import path


def home(request):
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        [database] = cursor.fetchone()
    return JsonResponse({
        "scheme": request.scheme, "host": request.get_host(), "visitor": request.META["REMOTE_ADDR"],
        "greeting": os.environ.get("GREETING"), "database": database,
    })


urlpatterns = [path("", home)]
`,
  'shop/wsgi.py': `import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
application = get_wsgi_application()
`,
};

const standardLibrary = `import http.server
import json
import os


class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/" else 404)
        self.end_headers()
        headers = {"scheme": "X-Forwarded-Proto", "host": "Host", "visitor": "X-Real-IP"}
        said = {name: self.headers[of] for name, of in headers.items()}
        self.wfile.write(json.dumps({**said, "greeting": os.environ.get("GREETING")}).encode())


http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Server).serve_forever()
`;

/** A compiler of a dozen lines, for development alone. */
const compiler = `#!/usr/bin/env node
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
mkdirSync('dist', { recursive: true });
writeFileSync('dist/main.js', readFileSync('src/main.ts', 'utf8').replaceAll(/: any/g, ''));
`;

const built = {
  'package.json': manifest({
    workspaces: ['packages/*'],
    scripts: { build: 'compile', prepare: 'husky', start: 'node dist/main.js' },
    dependencies: { '@zoo/shop': '*' },
    devDependencies: { '@zoo/compiler': '*' },
  }),
  '.gitignore': 'dist\nnode_modules\n',
  'src/main.ts': plain("shop: require('@zoo/shop')").replace('response)', 'response: any)'),
  'packages/shop/package.json': JSON.stringify({ name: '@zoo/shop', version: '1.0.0', main: 'index.js' }),
  'packages/shop/index.js': "module.exports = 'of the workspace';\n",
  'packages/compiler/package.json': JSON.stringify({
    name: '@zoo/compiler',
    version: '1.0.0',
    bin: { compile: 'compile.js', husky: 'compile.js' },
  }),
  'packages/compiler/compile.js': compiler,
};

export const zoo: readonly Inhabitant[] = [
  {
    about: 'a program that is built here, with a package that no registry has',
    isBuilt: true,
    main: 'src/main.ts',
    files: built,
    says: { shop: 'of the workspace' },
  },
  {
    about: 'Express whose start script is for development',
    main: 'server.js',
    files: {
      'package.json': manifest({
        main: 'server.js',
        scripts: { start: 'nodemon server.js' },
        dependencies: { express: '5.1.0', pg: '8.16.3' },
      }),
      'server.js': express,
    },
    says: { database: 'app' },
  },
  {
    about: 'NestJS, built',
    main: 'dist/main.js',
    files: {
      'package.json': manifest({
        scripts: { build: 'nest build', start: 'nest start' },
        dependencies: {
          '@nestjs/common': '11.1.6',
          '@nestjs/core': '11.1.6',
          '@nestjs/platform-express': '11.1.6',
          'reflect-metadata': '0.2.2',
          rxjs: '7.8.2',
        },
      }),
      '.gitignore': 'dist\n',
      'dist/main.js': nest,
    },
  },
  {
    about: 'a workspace with Fastify in one of its packages and what it needs in another',
    main: 'apps/api/server.js',
    files: {
      'package.json': manifest({ workspaces: ['apps/*', 'packages/*'] }),
      'apps/api/package.json': JSON.stringify({
        name: 'api',
        type: 'module',
        scripts: { start: 'node server.js' },
        dependencies: { fastify: '5.6.1', '@zoo/shop': '*' },
      }),
      'apps/api/server.js': fastify("import { shop } from '@zoo/shop';"),
      'packages/shop/package.json': JSON.stringify({
        name: '@zoo/shop',
        version: '1.0.0',
        type: 'module',
        exports: './index.js',
      }),
      'packages/shop/index.js': "export const shop = 'of the workspace';\n",
    },
    says: { shop: 'of the workspace' },
  },
  {
    about: 'Koa, named by nothing',
    main: 'app.js',
    files: { 'package.json': manifest({ dependencies: { koa: '3.0.1' } }), 'app.js': koa },
  },
  {
    about: 'Next, standalone, as its build leaves it',
    main: '.next/standalone/server.js',
    files: {
      'package.json': manifest({ scripts: { build: 'next build', start: 'next start' }, dependencies: { next: '16' } }),
      'next.config.js': "module.exports = { output: 'standalone' };\n",
      '.gitignore': '.next\nnode_modules\n',
      '.next/standalone/server.js': plain(
        "shop: require('shop')(), pages: require('node:fs').existsSync('.next/standalone/.next/static/page.js')",
      ),
      '.next/standalone/node_modules/shop/index.js': "module.exports = () => 'from within';\n",
      '.next/standalone/.next/BUILD_ID': '1',
      '.next/static/page.js': '',
    },
    says: { shop: 'from within', pages: true },
  },
  {
    about: 'Flask',
    main: 'app.py',
    files: { 'app.py': flask, 'requirements.txt': 'flask\npsycopg2\n' },
    says: { database: 'app' },
  },
  {
    about: 'Flask made by a function, with Pipenv',
    main: 'shop/__init__.py',
    files: {
      'shop/__init__.py': flaskFactory,
      Pipfile: '[packages]\nflask = "*"\n',
      'Pipfile.lock': '{"default":{"flask":{"version":""}},"develop":{}}',
    },
  },
  {
    about: 'FastAPI in app/main.py',
    main: 'app/main.py',
    files: {
      'app/__init__.py': '',
      'app/main.py': fastapi('from .settings import name'),
      'app/settings.py': 'name = "beside"\n',
      'requirements.txt': 'fastapi\n',
    },
    says: { shop: 'beside' },
  },
  {
    about: 'FastAPI in src, with a pyproject.toml that builds nothing',
    main: 'src/shop/main.py',
    files: {
      'pyproject.toml': '[project]\nname = "zoo"\nversion = "1"\ndependencies = ["fastapi"]\n',
      'src/shop/__init__.py': '',
      'src/shop/main.py': fastapi('from shop.settings import name'),
      'src/shop/settings.py': 'name = "in src"\n',
      'routers/__init__.py': '',
    },
    says: { shop: 'in src' },
  },
  {
    about: 'Django that sends everybody to https',
    main: 'shop/wsgi.py',
    files: django,
    says: { database: 'app' },
  },
  { about: 'a server of the standard library', main: 'server.py', files: { 'server.py': standardLibrary } },
  {
    about: 'a program that was built here, as Go does',
    main: 'bin/app',
    files: {
      'go.mod': 'module zoo\n',
      'main.go': 'package main\n',
      'bin/app': `#!/usr/bin/python3\n${standardLibrary}`,
    },
  },
  {
    about: 'whatever its start.sh starts',
    main: 'server.py',
    files: { Gemfile: '', 'start.sh': '#!/bin/bash\nexec python3 server.py\n', 'server.py': standardLibrary },
  },
];
