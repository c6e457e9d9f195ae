import { posix } from 'node:path';
import { isPlain } from '../node/start.ts';
import type { Project } from '../project.ts';
import type { Detect, Refused } from '../traits.ts';

/** Folders of a program's name that serves, where there are several programs. */
const usual = /^cmd\/(server|api|web|app|http|httpd)$/;

const isProgram = (project: Project, folder: string) =>
  project
    .below(folder)
    .entries(/\.go$/)
    .some((file) => !file.endsWith('_test.go') && /^package main$/m.test(project.text(posix.join(folder, file))));

/** A Go program is built here, whole and for the server's system: nothing else is needed there. */
export const go: Detect = (project) => {
  const text = project.text('go.mod');
  if (text === '') return undefined;
  const needsC = /\b(mattn\/go-sqlite3|confluentinc\/confluent-kafka-go)\b/.exec(text)?.[0];
  if (needsC !== undefined) return ofC(needsC);
  const found = ['.', ...project.folders('cmd/*'), 'cmd'].filter(
    (folder) => isPlain(folder) && isProgram(project, folder),
  );
  const main = found.length > 1 && found[0] !== '.' ? found.find((folder) => usual.test(folder)) : found[0];
  if (main === undefined) return found.length > 1 ? several(found) : noMain;
  const path = main === '.' ? '.' : `./${main}`;
  return {
    traits: { kind: 'go', main: path },
    because: {
      en: `Detected Go (go.mod, package main in ${main === '.' ? 'the project folder' : main}). It is built here into one program for the server.`,
      ko: `Go 프로젝트(go.mod, package main 위치: ${main === '.' ? '프로젝트 폴더' : main}). 여기서 서버용 프로그램 하나로 빌드합니다.`,
    },
  };
};

const noMain: Refused = {
  what: {
    en: 'This Go module has no `package main` in its top folder or in cmd/.',
    ko: '이 Go 모듈의 최상위 폴더와 cmd 폴더에 `package main`이 없습니다.',
  },
  instead: {
    en: 'Run the command in the folder of the program that serves, or move it to cmd/server.',
    ko: '요청을 받는 쪽을 cmd/server로 옮긴 뒤 다시 실행하세요.',
  },
};

const several = (found: readonly string[]): Refused => ({
  what: {
    en: `This Go module has several programs (${found.join(', ')}), and none is named server, api, web or app.`,
    ko: `이 Go 모듈에는 프로그램이 여럿인데(${found.join(', ')}), server, api, web, app이라는 이름이 없습니다.`,
  },
  instead: {
    en: 'Move the one that serves to cmd/server, and run the command again.',
    ko: '요청을 받는 쪽을 cmd/server로 옮긴 뒤 다시 실행하세요.',
  },
});

const ofC = (name: string): Refused => ({
  what: {
    en: `${name} needs a C compiler for the server's system, so this Go program cannot be built here as one file.`,
    ko: `${name} 모듈은 서버 시스템용 C 컴파일러가 필요해, 이 Go 프로그램을 여기서 파일 하나로 빌드할 수 없습니다.`,
  },
  instead: {
    en: 'Use a module without C (modernc.org/sqlite for SQLite), or build on Linux and start it with a start.sh (`stepway init --kind other`).',
    ko: 'C를 쓰지 않는 모듈(SQLite라면 modernc.org/sqlite)로 바꾸거나, Linux에서 빌드하고 start.sh로 시작하세요(`stepway init --kind other`).',
  },
});
