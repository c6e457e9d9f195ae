import type { Cause } from './cause.ts';
import { unauthorized, unreachable } from './install.ts';

const asOnYourMachine: Cause['fix'] = {
  en: 'Run the same build on your machine until it succeeds there, then deploy again.',
  ko: '내 컴퓨터에서 같은 빌드가 성공하도록 고친 뒤 다시 배포하세요.',
};

/** What compilers and bundlers say, before there is anything to deploy. */
export const ofBuild: readonly Cause[] = [
  {
    // pip says after it that there is no such package.
    text: new RegExp(`${unreachable.source}|ERR_PNPM_META_FETCH_FAIL|NewConnectionError`),
    cause: {
      en: 'The package registry could not be reached from where the build runs.',
      ko: '빌드하는 곳에서 패키지 저장소에 연결하지 못했습니다.',
    },
    fix: {
      en: 'Check the network there (behind a proxy: `npm config set proxy`, and HTTPS_PROXY for pip), then deploy again. Or let the server install: `stepway deploy --no-build`.',
      ko: '그곳의 네트워크를 확인하고(프록시를 쓴다면 `npm config set proxy`, pip은 HTTPS_PROXY) 다시 배포하세요. `stepway deploy --no-build`로 서버에서 설치하게 할 수도 있습니다.',
    },
  },
  {
    text: unauthorized,
    cause: {
      en: 'A private package registry refuses the build, which has no token for it.',
      ko: '빌드하는 곳에 토큰이 없어, 비공개 패키지 저장소가 접근을 거부했습니다.',
    },
    fix: {
      en: 'On this computer sign in to that registry (`npm login`, or a token in ~/.npmrc), then deploy again.',
      ko: '이 컴퓨터에서 그 저장소에 로그인한 뒤(`npm login` 또는 ~/.npmrc의 토큰) 다시 배포하세요.',
    },
  },
  {
    text: /No matching distribution found|Could not find a version that satisfies/,
    cause: {
      en: "A Python package has no ready-made build (wheel) for the server's system and Python, and one that is compiled here would not run there.",
      ko: '서버의 시스템과 Python에 맞게 미리 빌드된 파일(wheel)이 없는 패키지가 있습니다. 여기서 컴파일하면 서버에서 실행되지 않습니다.',
    },
    fix: {
      en: 'Use a version or a package that has wheels for Linux (`psycopg[binary]` for PostgreSQL), or let the server install it: `stepway deploy --no-build`.',
      ko: 'Linux용 wheel이 있는 버전이나 패키지를 쓰거나(PostgreSQL이라면 `psycopg[binary]`), `stepway deploy --no-build`로 서버에서 설치하게 하세요.',
    },
  },
  {
    text: /not a git repository/,
    cause: {
      en: 'The build asks git, but runs in a copy of the project that is no repository.',
      ko: '빌드가 git을 쓰는데, git 저장소가 아닌 프로젝트 사본에서 실행됩니다.',
    },
    fix: {
      en: 'Let the build do without git; or build it yourself, and deploy with `stepway deploy --no-build`.',
      ko: 'git 없이도 빌드되게 고치거나, 직접 빌드한 뒤 `stepway deploy --no-build`로 배포하세요.',
    },
  },
  {
    text: /Missing script: "?build"?|Command "build" not found/,
    cause: { en: 'package.json has no build script.', ko: 'package.json에 build 스크립트가 없습니다.' },
    fix: {
      en: 'Add the command that builds the app as `"build"` to its scripts.',
      ko: '앱을 빌드하는 명령을 scripts의 `"build"`에 적으세요.',
    },
  },
  {
    text: /JavaScript heap out of memory/,
    cause: {
      en: 'Node.js ran out of the memory that it allows itself during the build.',
      ko: '빌드하는 동안 Node.js가 스스로 정한 메모리 상한을 넘었습니다.',
    },
    fix: {
      en: 'Raise that limit in the build script: `NODE_OPTIONS=--max-old-space-size=4096 vite build`, for example.',
      ko: '빌드 스크립트에서 상한을 늘리세요. 예: `NODE_OPTIONS=--max-old-space-size=4096 vite build`.',
    },
  },
  {
    text: /\berror TS(2307|2580|2591|2688|7016)\b|Could not find a declaration file for module/,
    cause: {
      en: 'TypeScript lacks types or a package: what is imported is not installed where it is built.',
      ko: 'TypeScript가 타입이나 패키지를 찾지 못합니다. 빌드하는 곳에 설치되어 있지 않습니다.',
    },
    fix: {
      en: 'Add the package that the line names, or its `@types/…`, to package.json, and commit the lock file. Mind upper and lower case in paths: Linux tells them apart.',
      ko: '그 줄에 나온 패키지나 `@types/…`를 package.json에 추가하고 잠금 파일을 커밋하세요. 경로의 대소문자도 확인하세요. Linux는 대소문자를 구분합니다.',
    },
  },
  {
    text: /\berror TS18003\b/,
    cause: { en: 'TypeScript found nothing to compile.', ko: 'TypeScript가 컴파일할 파일을 찾지 못했습니다.' },
    fix: {
      en: 'Correct `include` in tsconfig.json, and see with `git status` that the sources are committed.',
      ko: 'tsconfig.json의 `include`를 고치고, 소스가 커밋되어 있는지 `git status`로 확인하세요.',
    },
  },
  {
    text: /\berror TS\d+|Failed to compile\.[^]*Type error:/,
    cause: { en: 'TypeScript found errors in the code.', ko: 'TypeScript가 코드에서 오류를 찾았습니다.' },
    fix: {
      en: 'Correct the line; `npx tsc --noEmit` shows the same on your machine.',
      ko: '그 줄을 고치세요. 내 컴퓨터에서는 `npx tsc --noEmit`으로 볼 수 있습니다.',
    },
  },
  {
    text: /ERR_OSSL_EVP_UNSUPPORTED|digital envelope routines::unsupported/,
    cause: {
      en: 'The bundler of the project is older than this Node.js, and uses a checksum that it no longer has.',
      ko: '프로젝트의 번들러가 오래되어, 이 Node.js에 더 이상 없는 해시를 씁니다.',
    },
    fix: {
      en: 'Update it (webpack 5, react-scripts 5); until then, set `engines.node` in package.json to the version that you build with.',
      ko: '번들러를 업데이트하세요(webpack 5, react-scripts 5). 그 전에는 package.json의 `engines.node`에 지금 빌드하는 버전을 적으세요.',
    },
  },
  {
    text: /Could not resolve entry module|Cannot resolve entry module|Entry module not found/,
    cause: {
      en: 'The file that the build begins with is not there.',
      ko: '빌드를 시작할 파일이 없습니다.',
    },
    fix: {
      en: 'Commit it (for Vite, index.html at the top), or correct its path in the configuration of the build.',
      ko: '그 파일을 커밋하거나(Vite는 맨 위 폴더의 index.html), 빌드 설정의 경로를 고치세요.',
    },
  },
  {
    text: /Could not resolve "|failed to resolve import "|Module not found: (Error: )?Can't resolve|UNRESOLVED_IMPORT/,
    cause: {
      en: 'The code imports a file or package that is not there: its name differs in upper and lower case, or it is not in package.json.',
      ko: '코드가 import하는 파일이나 패키지가 없습니다. 대소문자가 다르거나 package.json에 없습니다.',
    },
    fix: {
      en: 'Write the path as the file is called, which Linux takes to the letter, or add the package to package.json.',
      ko: '경로를 파일 이름과 똑같이 적거나(Linux는 대소문자를 구분합니다), 패키지를 package.json에 추가하세요.',
    },
  },
  {
    text: /Error occurred prerendering page|Failed to collect page data|Export encountered (an error|errors)/,
    cause: {
      en: 'A page fails while it is built: it asks for something that is not there during a build, such as the database or a setting.',
      ko: '페이지를 미리 만드는 중에 오류가 났습니다. 데이터베이스나 설정처럼 빌드할 때는 없는 것을 쓰고 있습니다.',
    },
    fix: {
      en: "Have the page made when it is asked for: `export const dynamic = 'force-dynamic'`, or getServerSideProps instead of getStaticProps.",
      ko: "요청이 올 때 만들게 하세요. `export const dynamic = 'force-dynamic'`을 쓰거나, getStaticProps 대신 getServerSideProps를 씁니다.",
    },
  },
  {
    text: /\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b.{0,40}\b(is|are|was|must be) (required|missing|undefined|not (set|defined))|[Mm]issing (required )?env(ironment)?|Invalid environment variables|unbound variable/,
    cause: {
      en: 'The build needs a setting (an environment variable) that it does not have.',
      ko: '빌드에 필요한 설정(환경 변수)이 없습니다.',
    },
    fix: {
      en: 'What goes into pages for everybody to read (VITE_…, NEXT_PUBLIC_…) belongs into .env.production, committed, with the line `!/.env.production` in .stepwayignore that lets it go. What is secret is read when the app runs, not when it is built.',
      ko: '누구나 볼 수 있는 값(VITE_…, NEXT_PUBLIC_…)은 .env.production에 적어 커밋하고, .stepwayignore에 `!/.env.production` 줄을 추가하세요. 비밀 값은 빌드할 때가 아니라 앱이 실행될 때 읽어야 합니다.',
    },
  },
  {
    text: /JAVA_HOME (environment variable )?is (not defined correctly|not set|set to an invalid)|No compiler is provided in this environment|no 'java' command could be found|does not provide the required capabilities: \[JAVA_COMPILER\]/,
    cause: {
      en: 'The build found no JDK: JAVA_HOME is wrong, or there is a JRE only.',
      ko: 'JDK를 찾지 못했습니다. JAVA_HOME이 틀렸거나 JRE만 설치되어 있습니다.',
    },
    fix: {
      en: 'Install a JDK (Amazon Corretto), and have JAVA_HOME name its folder.',
      ko: 'JDK(Amazon Corretto)를 설치하고 JAVA_HOME에 그 폴더를 적으세요.',
    },
  },
  {
    text: /release version \d+ not supported|invalid (target|source) release|Unsupported class file major version|No matching toolchains? found|Cannot find a Java installation/,
    cause: {
      en: 'The JDK is older than the Java version that the project is written for, or newer than its build tool knows.',
      ko: 'JDK가 프로젝트의 Java 버전보다 낮거나, 빌드 도구가 모르는 새 버전입니다.',
    },
    fix: {
      en: 'Build with the JDK that the build file names (`java.version`, `languageVersion`), or change it there.',
      ko: '빌드 파일에 적힌 버전(`java.version`, `languageVersion`)의 JDK로 빌드하거나, 그 값을 바꾸세요.',
    },
  },
  {
    text: /main class org\.gradle\.wrapper\.GradleWrapperMain|gradle-wrapper\.jar|maven-wrapper\.(jar|properties)/,
    cause: {
      en: 'The wrapper of Gradle or Maven is not whole: a file of it is not committed.',
      ko: 'Gradle이나 Maven 래퍼의 파일이 커밋되어 있지 않습니다.',
    },
    fix: {
      en: 'Commit it in spite of `*.jar` in .gitignore: `git add -f gradle/wrapper/gradle-wrapper.jar`.',
      ko: '.gitignore에 `*.jar`가 있어도 커밋하세요: `git add -f gradle/wrapper/gradle-wrapper.jar`.',
    },
  },
  {
    text: /Non-parseable POM|problems were encountered while processing the POMs/,
    cause: { en: 'pom.xml is not one that Maven can read.', ko: 'Maven이 pom.xml을 읽지 못합니다.' },
    fix: {
      en: 'Correct what the lines after it name; `mvn validate` shows the same on your machine.',
      ko: '그다음 줄에 나온 곳을 고치세요. 내 컴퓨터에서는 `mvn validate`로 볼 수 있습니다.',
    },
  },
  {
    text: /could not be resolved|Could not resolve all (files|dependencies|artifacts)|Could not transfer artifact|Cannot access \S+ .*in offline mode/,
    cause: {
      en: 'A dependency of the build could not be downloaded.',
      ko: '빌드에 필요한 의존성을 내려받지 못했습니다.',
    },
    fix: {
      en: 'Correct its name and version in the build file. One of a private repository needs its credentials where it is built.',
      ko: '빌드 파일의 이름과 버전을 고치세요. 비공개 저장소의 것이라면 빌드하는 곳에 인증 정보가 있어야 합니다.',
    },
  },
  {
    text: /\.(java|kt):\[?\d+.* error: |^\[ERROR\] .*\.(java|kt):\[|^e: .*\.kt:|COMPILATION ERROR|\.java:\d+: error:/m,
    cause: { en: 'The Java compiler found errors in the code.', ko: 'Java 컴파일러가 코드에서 오류를 찾았습니다.' },
    fix: asOnYourMachine,
  },
  {
    text: /There are test failures|There were failing tests/,
    cause: {
      en: 'Tests of the project failed during the build.',
      ko: '빌드하는 동안 프로젝트의 테스트가 실패했습니다.',
    },
    fix: {
      en: 'Mend them. Those that need a database do not run here: exclude them from the build.',
      ko: '테스트를 고치세요. 데이터베이스가 필요한 테스트는 여기서 실행할 수 없으니 빌드에서 제외하세요.',
    },
  },
  {
    text: /go\.mod requires go >=|note: module requires [Gg]o|go: download go\S+ for|toolchain not available/,
    cause: { en: 'The project wants a newer Go than there is here.', ko: '프로젝트에 더 높은 버전의 Go가 필요합니다.' },
    fix: {
      en: 'Install the version that go.mod names, or lower it there.',
      ko: 'go.mod에 적힌 버전을 설치하거나, 그 버전을 낮추세요.',
    },
  },
  {
    text: /no required module provides package|missing go\.sum entry|cannot find module providing package|go: updates to go\.mod needed/,
    cause: {
      en: 'go.mod does not list a package that the code imports.',
      ko: '코드가 import하는 패키지가 go.mod에 없습니다.',
    },
    fix: {
      en: 'Run `go mod tidy`, and commit go.mod and go.sum.',
      ko: '`go mod tidy`를 실행하고 go.mod와 go.sum을 커밋하세요.',
    },
  },
  {
    text: /^\S+\.go:\d+:\d+: /m,
    cause: { en: 'The Go compiler found errors in the code.', ko: 'Go 컴파일러가 코드에서 오류를 찾았습니다.' },
    fix: asOnYourMachine,
  },
  {
    text: /(cp|mv|ln|cd|rm): .*(No such file or directory|cannot stat)/,
    cause: {
      en: 'The build script uses a file or folder that is not there.',
      ko: '빌드 스크립트가 쓰는 파일이나 폴더가 없습니다.',
    },
    fix: {
      en: 'See with `git status` that it is committed, and make folders in the script (`mkdir -p`): git keeps no empty ones.',
      ko: '커밋되어 있는지 `git status`로 확인하고, 폴더는 스크립트에서 만드세요(`mkdir -p`). git은 빈 폴더를 저장하지 않습니다.',
    },
  },
  {
    text: /^(sh|bash|\/bin\/sh): .*: (command )?not found$/m,
    cause: {
      en: 'A program of the build is not installed.',
      ko: '빌드에 쓰는 프로그램이 설치되어 있지 않습니다.',
    },
    fix: {
      en: 'Add it to `devDependencies` in package.json, and commit the lock file. A program of your machine is not there elsewhere.',
      ko: 'package.json의 `devDependencies`에 추가하고 잠금 파일을 커밋하세요. 내 컴퓨터에만 설치된 프로그램은 다른 곳에 없습니다.',
    },
  },
];

/** Of a build of which nothing else is known. */
export const ofAnyBuild: Cause = {
  event: 'Build',
  cause: { en: 'The build failed.', ko: '빌드가 실패했습니다.' },
  fix: {
    en: `Its last lines show why. ${asOnYourMachine.en}`,
    ko: `마지막 출력에 이유가 있습니다. ${asOnYourMachine.ko}`,
  },
};
