import { posix } from 'node:path';
import type { Words } from '../../words.ts';
import type { Project } from '../project.ts';
import type { NodeStart } from '../traits.ts';
import { mentionedIn } from './manifest.ts';
import { isPlain } from './start.ts';

/** A framework or a build tool: how it is told, what its build makes, and how that is started or shown. */
export interface Framework {
  readonly name: string;
  /** A package that says so. */
  readonly by: string;
  /** What its configuration file has in it: the beginning of its name, and its text. */
  readonly configured?: readonly [file: string, text: RegExp];
  /** A package that must be there as well. */
  readonly with?: string;
  /** The file that its build makes and that its start needs, or the folder of pages. */
  readonly makes?: string;
  /** Where its configuration says that its build goes elsewhere than usual. */
  readonly elsewhere?: RegExp;
  /** What starts it where no script of the project's does; without it, its build makes pages. */
  readonly start?: NodeStart;
  /** Whether no script of the project's can start it. */
  readonly isAlone?: true;
  readonly isComplete?: true;
  readonly environment?: Readonly<Record<string, string>>;
  readonly joins?: Readonly<Record<string, string>>;
  /** Why it cannot be run as it is, and what to do. */
  readonly refused?: { readonly what: Words; readonly instead: Words };
}

/** https://svelte.dev/docs/kit/adapter-node: where it finds out how a visitor came. */
const svelteBehindProxy = {
  PROTOCOL_HEADER: 'x-forwarded-proto',
  HOST_HEADER: 'x-forwarded-host',
  ADDRESS_HEADER: 'x-real-ip',
};

const outDir = /outDir\s*:\s*['"]([^'"]+)['"]/;

/** The first that fits counts. */
const frameworks: readonly Framework[] = [
  {
    name: 'Next.js (static export)',
    by: 'next',
    configured: ['next.config.', /output\s*:\s*['"]export['"]/],
    makes: 'out',
    isAlone: true,
  },
  {
    // https://nextjs.org/docs/app/api-reference/config/next-config-js/output: two folders are to be copied by hand.
    name: 'Next.js (standalone)',
    by: 'next',
    configured: ['next.config.', /output\s*:\s*['"]standalone['"]/],
    makes: '.next/standalone/server.js',
    start: 'node .next/standalone/server.js',
    isAlone: true,
    isComplete: true,
    environment: { HOSTNAME: '127.0.0.1' },
    joins: { '.next/static': '.next/standalone/.next/static', public: '.next/standalone/public' },
  },
  {
    name: 'Next.js',
    by: 'next',
    makes: '.next/BUILD_ID',
    elsewhere: /distDir\s*:\s*['"]([^'"]+)['"]/,
    start: 'node node_modules/next/dist/bin/next start',
  },
  {
    name: 'Nuxt',
    by: 'nuxt',
    makes: '.output/server/index.mjs',
    start: 'node .output/server/index.mjs',
    isComplete: true,
    environment: { HOST: '127.0.0.1' },
  },
  {
    name: 'SvelteKit',
    by: '@sveltejs/kit',
    with: '@sveltejs/adapter-node',
    makes: 'build/index.js',
    start: 'node build/index.js',
    environment: { HOST: '127.0.0.1', ...svelteBehindProxy },
  },
  { name: 'SvelteKit (static)', by: '@sveltejs/kit', with: '@sveltejs/adapter-static', makes: 'build' },
  {
    name: 'SvelteKit',
    by: '@sveltejs/kit',
    refused: {
      what: {
        en: 'This SvelteKit project has no adapter that makes a server to run: adapter-node does.',
        ko: '이 SvelteKit 프로젝트에는 서버를 만드는 어댑터(adapter-node)가 없습니다.',
      },
      instead: {
        en: 'Run `npm install -D @sveltejs/adapter-node`, make it the adapter in the configuration of SvelteKit, and run the command again.',
        ko: '`npm install -D @sveltejs/adapter-node`로 설치하고 SvelteKit 설정의 어댑터로 지정한 뒤 다시 실행하세요.',
      },
    },
  },
  {
    name: 'React Router',
    by: '@react-router/serve',
    makes: 'build/server/index.js',
    start: 'node node_modules/@react-router/serve/bin.js build/server/index.js',
    environment: { HOST: '127.0.0.1' },
  },
  {
    name: 'Remix',
    by: '@remix-run/serve',
    makes: 'build/server/index.js',
    start: 'node node_modules/@remix-run/serve/dist/cli.js build/server/index.js',
    environment: { HOST: '127.0.0.1' },
  },
  {
    name: 'Astro',
    by: 'astro',
    with: '@astrojs/node',
    makes: 'dist/server/entry.mjs',
    start: 'node dist/server/entry.mjs',
    environment: { HOST: '127.0.0.1' },
  },
  { name: 'Astro', by: 'astro', makes: 'dist', elsewhere: outDir },
  { name: 'NestJS', by: '@nestjs/core', makes: 'dist/main.js', start: 'node dist/main.js' },
  { name: 'Docusaurus', by: '@docusaurus/core', makes: 'build' },
  { name: 'Gatsby', by: 'gatsby', makes: 'public' },
  { name: 'Create React App', by: 'react-scripts', makes: 'build' },
  { name: 'Vue CLI', by: '@vue/cli-service', makes: 'dist' },
  { name: 'Eleventy', by: '@11ty/eleventy', makes: '_site' },
  { name: 'Vite', by: 'vite', makes: 'dist', elsewhere: outDir },
  { name: 'Parcel', by: 'parcel', makes: 'dist' },
];

/** The framework of a project; a build tool is one of its packages as well. */
export function frameworkOf(project: Project): Framework | undefined {
  const mentioned = mentionedIn(project);
  const configuration = (beginning: string) =>
    project
      .entries(/\.config\.[cm]?[jt]s$/)
      .filter((file) => file.startsWith(beginning))
      .map((file) => project.text(file))
      .join('\n');
  const found = frameworks.find(({ by, with: also = by, configured }) => {
    if (!mentioned.has(by) || !mentioned.has(also)) return false;
    return !configured || configured[1].test(configuration(configured[0]));
  });
  const moved = found?.elsewhere?.exec(configuration(`${found.by}.config.`))?.[1];
  if (moved === undefined || !isPlain(moved)) return found;
  const [, ...below] = (found?.makes ?? '').split('/');
  return found && { ...found, makes: posix.join(moved, ...below) };
}
