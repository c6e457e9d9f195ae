import type { Files } from '../init/projects.ts';

/** A project whose app says how a visitor came, as its framework sees it. */
export interface Inhabitant {
  readonly about: string;
  readonly files: Files;
  /** Whether it is built before it is sent. */
  readonly isBuilt?: true;
  /** What it says besides. */
  readonly says?: Readonly<Record<string, unknown>>;
}

const manifest = (more: object) => JSON.stringify({ name: 'zoo', version: '1.0.0', private: true, ...more });
const port = 'process.env.PORT';

const express = `const app = require('express')();
app.set('trust proxy', 'loopback');
app.get('/', (request, response) =>
  response.json({ scheme: request.protocol, host: request.hostname, visitor: request.ip }));
app.listen(${port}, '127.0.0.1');
`;

// As its compiler leaves it: decorators are functions.
const nest = `require('reflect-metadata');
const { Controller, Get, Module, Req } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
class Home {
  show(request) {
    return { scheme: request.protocol, host: request.hostname, visitor: request.ip };
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
app.get('/', (request) => ({ scheme: request.protocol, host: request.hostname, visitor: request.ip, shop }));
await app.listen({ port: ${port} });
`;

const koa = `const Koa = require('koa');
const app = new Koa({ proxy: true, maxIpsCount: 1 });
app.use((context) => {
  context.body = { scheme: context.protocol, host: context.hostname, visitor: context.ip };
});
app.listen(${port});
`;

const plain = (words: string) => `require('node:http')
  .createServer(({ headers }, response) => response.end(JSON.stringify({
    scheme: headers['x-forwarded-proto'], host: headers.host, visitor: headers['x-real-ip'], ${words}
  })))
  .listen(${port}, process.env.HOSTNAME);
`;

const flaskRoute = `    return {"scheme": request.scheme, "host": request.host, "visitor": request.remote_addr}
`;
const flask = `from flask import Flask, request

app = Flask(__name__)


@app.route("/")
def home():
${flaskRoute}`;

const flaskFactory = `from flask import Flask, request


def create_app():
    app = Flask(__name__)
    app.add_url_rule("/", view_func=home)
    return app


def home():
${flaskRoute}`;

const fastapi = (imports: string) => `${imports}
from fastapi import FastAPI, Request

api = FastAPI()


@api.get("/")
def home(request: Request):
    url = request.url
    return {"scheme": url.scheme, "host": url.hostname, "visitor": request.client.host, "shop": name}
`;

const django = {
  'manage.py': `#!/usr/bin/env python
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
`,
  'requirements.txt': 'django\n',
  'shop/__init__.py': '',
  'shop/settings.py': `SECRET_KEY = "for the zoo alone"
DEBUG = False
ALLOWED_HOSTS = [".example.com"]
SECURE_SSL_REDIRECT = True
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "shop.urls"
`,
  'shop/urls.py': `from django.http import JsonResponse
from django.urls import path


def home(request):
    return JsonResponse({
        "scheme": request.scheme, "host": request.get_host(), "visitor": request.META["REMOTE_ADDR"],
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
        self.send_response(200)
        self.end_headers()
        said = {"scheme": "X-Forwarded-Proto", "host": "Host", "visitor": "X-Real-IP"}
        self.wfile.write(json.dumps({name: self.headers[of] for name, of in said.items()}).encode())


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
    files: built,
    says: { shop: 'of the workspace' },
  },
  {
    about: 'Express whose start script is for development',
    files: {
      'package.json': manifest({
        main: 'server.js',
        scripts: { start: 'nodemon server.js' },
        dependencies: { express: '5.1.0' },
      }),
      'server.js': express,
    },
  },
  {
    about: 'NestJS, built',
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
    files: { 'package.json': manifest({ dependencies: { koa: '3.0.1' } }), 'app.js': koa },
  },
  {
    about: 'Next, standalone, as its build leaves it',
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
  { about: 'Flask', files: { 'app.py': flask, 'requirements.txt': 'flask\n' } },
  {
    about: 'Flask made by a function, with Pipenv',
    files: {
      'shop/__init__.py': flaskFactory,
      Pipfile: '[packages]\nflask = "*"\n',
      'Pipfile.lock': '{"default":{"flask":{"version":""}},"develop":{}}',
    },
  },
  {
    about: 'FastAPI in app/main.py',
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
    files: {
      'pyproject.toml': '[project]\nname = "zoo"\nversion = "1"\ndependencies = ["fastapi"]\n',
      'src/shop/__init__.py': '',
      'src/shop/main.py': fastapi('from shop.settings import name'),
      'src/shop/settings.py': 'name = "in src"\n',
      'routers/__init__.py': '',
    },
    says: { shop: 'in src' },
  },
  { about: 'Django that sends everybody to https', files: django },
  { about: 'a server of the standard library', files: { 'server.py': standardLibrary } },
  {
    about: 'a program that was built here, as Go does',
    files: {
      'go.mod': 'module zoo\n',
      'main.go': 'package main\n',
      'bin/app': `#!/usr/bin/python3\n${standardLibrary}`,
    },
  },
  {
    about: 'whatever its start.sh starts',
    files: { Gemfile: '', 'start.sh': '#!/bin/bash\nexec python3 server.py\n', 'server.py': standardLibrary },
  },
];
