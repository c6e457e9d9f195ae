import type { Shape } from './shape.ts';

const outOfReach = (about: string, name: RegExp, files: Shape['files']): Shape => ({
  about,
  files,
  refused: [name, /stepway init --kind other/],
});

const inContainer = 'docker run "${docker_options[@]}" "$docker_image" "$@"';

const boot = "plugins { id 'org.springframework.boot' version '4.0.0' }";

export const otherShapes: readonly Shape[] = [
  {
    about: 'Spring Boot with Gradle',
    files: { 'build.gradle': boot, gradlew: '' },
    starts: 'java -XX:MaxRAMPercentage=45 -jar app.jar --server.port="$PORT"',
    sets: ['export SERVER_FORWARD_HEADERS_STRATEGY="${SERVER_FORWARD_HEADERS_STRATEGY:-native}"'],
    builds: 'bash ./gradlew --no-daemon clean bootJar',
  },
  {
    about: 'Spring Boot by a catalog of versions',
    files: {
      'build.gradle.kts': 'plugins { alias(libs.plugins.spring.boot) }\nkotlin { jvmToolchain(25) }',
      'gradle/libs.versions.toml': '[plugins]\nspring-boot = { id = "org.springframework.boot", version = "4.0.0" }',
    },
    starts: 'java -XX:MaxRAMPercentage=45 -jar app.jar --server.port="$PORT"',
    builds: 'gradle --no-daemon clean bootJar',
  },
  {
    about: 'Go with its program at the top',
    files: { 'go.mod': 'module shop\n\ngo 1.25\n', 'main.go': 'package main\n' },
    starts: './bin/app',
    makes: 'bin/app',
    builds: 'CGO_ENABLED=0 GOOS=linux GOARCH=amd64 go build -o bin/app .',
  },
  {
    about: 'Go with several programs',
    files: {
      'go.mod': 'module shop\n',
      'cmd/migrate/main.go': 'package main\n',
      'cmd/server/main.go': 'package main\n',
    },
    starts: './bin/app',
    builds: 'CGO_ENABLED=0 GOOS=linux GOARCH=amd64 go build -o bin/app ./cmd/server',
  },
  {
    about: 'Go that needs C',
    files: { 'go.mod': 'module shop\n\nrequire github.com/mattn/go-sqlite3 v1.14.0\n', 'main.go': 'package main\n' },
    refused: [/C compiler/, /modernc\.org\/sqlite/],
  },
  {
    about: 'Go without a program',
    files: { 'go.mod': 'module lib\n', 'lib.go': 'package lib\n' },
    refused: [/package main/, /cmd\/server/],
  },
  { about: 'pages', files: { 'index.html': '' }, shows: '.' },
  { about: 'pages in a folder', files: { 'public/index.html': '' }, shows: 'public' },
  outOfReach('Rails, with Vite for its pages', /Ruby/, {
    Gemfile: "gem 'rails'",
    'package.json': '{"scripts":{"build":"vite build"},"devDependencies":{"vite":"7"}}',
  }),
  outOfReach('Laravel, with Vite for its pages', /PHP/, {
    'composer.json': '{}',
    artisan: '',
    'package.json': '{"scripts":{"build":"vite build"},"devDependencies":{"vite":"7"}}',
  }),
  outOfReach('PHP', /PHP/, { 'index.php': '<?php' }),
  outOfReach('Rust', /Rust/, { 'Cargo.toml': '[package]', 'src/main.rs': '' }),
  outOfReach('.NET', /\.NET/, { 'Shop.csproj': '' }),
  outOfReach('Phoenix', /Elixir/, { 'mix.exs': '' }),
  outOfReach('Deno', /Deno/, { 'deno.json': '{}', 'main.ts': '' }),
  outOfReach('Java without Spring Boot', /Java/, { 'pom.xml': '<project/>' }),
  ...[
    { about: 'a Dockerfile and nothing else', files: {} },
    { about: 'Rails with its Dockerfile', files: { Gemfile: "gem 'rails'", 'package.json': '{}' } },
    { about: 'Laravel with a Dockerfile', files: { 'composer.json': '{}', artisan: '' } },
    { about: 'Rust with a Dockerfile', files: { 'Cargo.toml': '[package]' } },
    { about: '.NET with a Dockerfile', files: { 'Shop.csproj': '' } },
    { about: 'Phoenix with its Dockerfile', files: { 'mix.exs': '' } },
  ].map(({ about, files }) => ({ about, files: { ...files, Dockerfile: 'FROM scratch' }, starts: inContainer })),
  outOfReach('Docker Compose and no Dockerfile', /Compose/, { 'compose.yaml': 'services: {}' }),
  outOfReach('nothing', /Nothing in this folder/, { 'README.md': '' }),
  outOfReach('a package.json that is damaged', /Nothing in this folder/, { 'package.json': '{' }),
  {
    about: 'Rails that somebody starts with a start.sh',
    files: { Gemfile: '', 'start.sh': '#!/bin/sh\n' },
    starts: 'bash ./start.sh',
  },
];
