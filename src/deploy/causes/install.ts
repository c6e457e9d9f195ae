import type { Cause } from './cause.ts';

/** What package managers say where their registry does not answer, and where it wants to know who asks. */
export const unreachable =
  /npm error code (ETIMEDOUT|ECONNRESET|ECONNREFUSED|EAI_AGAIN|ENETUNREACH|ENOTFOUND)|ERR_SOCKET_TIMEOUT|Read timed out|Temporary failure (in name resolution|resolving)/;
export const unauthorized =
  /\b(E401|ENEEDAUTH)\b|401 Unauthorized|npm error code E403|authentication token not provided/;

/** What package managers say while dependencies are installed. */
export const ofInstall: readonly Cause[] = [
  {
    text: /This version was built for .*, but the server is/,
    cause: {
      en: 'The version was built for servers with another processor.',
      ko: '다른 프로세서의 서버용으로 빌드한 버전입니다.',
    },
    fix: {
      en: '`stepway deploy` builds for this server. A workflow on GitHub does once `stepway init --force` has written it again.',
      ko: '`stepway deploy`는 이 서버에 맞게 빌드합니다. GitHub 워크플로는 `stepway init --force`로 다시 만들면 맞춰집니다.',
    },
  },
  {
    // npm 11 prints all that it can do after the reason, which then is not among the lines that CodeDeploy keeps.
    text: /`?npm ci`? can only install|lock ?file.*not up to date|frozen-lockfile|EUSAGE|Run "npm help ci"|ERR_PNPM_OUTDATED_LOCKFILE/i,
    cause: {
      en: 'The lock file does not match package.json, or is not in the bundle.',
      ko: '잠금 파일이 package.json과 맞지 않거나 번들에 없습니다.',
    },
    fix: {
      en: 'Install once on your own machine and commit the updated lock file.',
      ko: '내 컴퓨터에서 한 번 설치한 뒤, 새로 만들어진 잠금 파일을 커밋하세요.',
    },
  },
  {
    // A mere warning where npm found a way.
    text: /^(?!npm warn).*\bERESOLVE\b|ResolutionImpossible|conflicting dependencies/m,
    cause: {
      en: 'Two dependencies ask for versions of a package that do not go together.',
      ko: '두 의존성이 요구하는 패키지 버전이 서로 맞지 않습니다.',
    },
    fix: {
      en: 'Repair it on your own machine until a clean install works there (`npm ci`), and commit the lock file. Until then `legacy-peer-deps=true` in .npmrc does what your machine may be set to.',
      ko: '내 컴퓨터에서 `npm ci`가 성공하도록 버전을 맞추고 잠금 파일을 커밋하세요. 당장은 .npmrc에 `legacy-peer-deps=true`를 적어도 됩니다.',
    },
  },
  {
    text: /EUNSUPPORTEDPROTOCOL|Unsupported URL Type "workspace:"|ERR_PNPM_WORKSPACE_PKG_NOT_FOUND/,
    cause: {
      en: 'The app depends on another package of its workspace, which is not in the bundle.',
      ko: '앱이 같은 워크스페이스의 다른 패키지에 의존하는데, 그 패키지가 번들에 없습니다.',
    },
    fix: {
      en: 'Deploy from the top folder of the workspace, where its lock file is.',
      ko: '잠금 파일이 있는 워크스페이스의 맨 위 폴더에서 배포하세요.',
    },
  },
  {
    text: /EBADENGINE|engine "node" is incompatible|ERR_PNPM_UNSUPPORTED_ENGINE/,
    cause: {
      en: 'A dependency wants another version of Node.js than the server has.',
      ko: '의존성이 요구하는 Node.js 버전이 서버와 다릅니다.',
    },
    fix: {
      en: 'Set `engines.node` in package.json to the version you use, then `stepway init --force`.',
      ko: 'package.json의 `engines.node`에 쓰는 버전을 적고 `stepway init --force`를 실행하세요.',
    },
  },
  {
    text: unauthorized,
    cause: {
      en: 'A private package registry refuses the server, which has no token for it.',
      ko: '서버에 토큰이 없어, 비공개 패키지 저장소가 접근을 거부했습니다.',
    },
    fix: {
      en: 'Pack what comes from there into the bundle (`bundledDependencies`), or build where the token is.',
      ko: '그곳의 패키지를 번들에 넣거나(`bundledDependencies`), 토큰이 있는 곳에서 빌드하세요.',
    },
  },
  {
    text: /npm error code E404|ERR_PNPM_FETCH_404/,
    cause: {
      en: 'The registry has no such package, or it is private.',
      ko: '저장소에 그 패키지가 없거나, 비공개 패키지입니다.',
    },
    fix: {
      en: 'Correct its name. A package of your own that is not published has to be in the bundle: deploy from the top of the workspace.',
      ko: '이름을 고치세요. 배포하지 않은 내 패키지라면 번들에 들어가도록 워크스페이스의 맨 위 폴더에서 배포하세요.',
    },
  },
  {
    text: unreachable,
    cause: { en: 'The package registry could not be reached.', ko: '패키지 저장소에 연결하지 못했습니다.' },
    fix: {
      en: 'Deploy again. If it stays so, `stepway doctor` says whether the server reaches the internet.',
      ko: '다시 배포하세요. 계속되면 `stepway doctor`로 서버가 인터넷에 연결되는지 확인하세요.',
    },
  },
  {
    text: /gyp ERR!|node-pre-gyp ERR!/,
    cause: {
      en: 'A package with native code has no ready-made build for this server, and could not be compiled.',
      ko: '네이티브 모듈을 서버에서 컴파일하지 못했습니다. 서버용으로 미리 빌드된 파일도 없습니다.',
    },
    fix: {
      en: 'Add `dnf install -y gcc-c++ make python3` to deploy/prepare.sh, or use a version of the package that has builds for Linux.',
      ko: 'deploy/prepare.sh에 `dnf install -y gcc-c++ make python3`를 추가하거나, Linux용 빌드가 있는 버전을 쓰세요.',
    },
  },
  {
    text: /pg_config executable not found|mysql_config: not found|MYSQLCLIENT_CFLAGS/,
    cause: {
      en: 'A database driver has to be compiled, and what that takes is not on the server.',
      ko: '데이터베이스 드라이버를 컴파일해야 하는데, 필요한 것이 서버에 없습니다.',
    },
    fix: {
      en: 'Use the driver that comes compiled: `psycopg[binary]` or `psycopg2-binary` for PostgreSQL, `pymysql` for MySQL.',
      ko: '컴파일된 드라이버를 쓰세요. PostgreSQL은 `psycopg[binary]`나 `psycopg2-binary`, MySQL은 `pymysql`입니다.',
    },
  },
  {
    text: /fatal error: \S+\.h(pp)?: No such file or directory/,
    cause: {
      en: 'A package has to be compiled, and the header of a C library that it uses is not here.',
      ko: '컴파일해야 하는 패키지가 쓰는 C 라이브러리의 헤더가 없습니다.',
    },
    fix: {
      en: 'Use a version of the package that comes compiled, or add the library to deploy/prepare.sh: `dnf install -y libpq-devel`, for example.',
      ko: '미리 컴파일된 버전의 패키지를 쓰거나, deploy/prepare.sh에 라이브러리를 추가하세요. 예: `dnf install -y libpq-devel`.',
    },
  },
  {
    text: /error: command '[^']*' failed|Failed building wheel|can't find Rust compiler/,
    cause: {
      en: "A Python package has no ready-made build for the server's Python, and could not be compiled.",
      ko: '서버의 Python용으로 미리 빌드된 패키지가 없고, 컴파일하지도 못했습니다.',
    },
    fix: {
      en: 'Use a version of it that has wheels, or add `dnf install -y gcc python3-devel` to deploy/prepare.sh.',
      ko: 'wheel이 있는 버전을 쓰거나, deploy/prepare.sh에 `dnf install -y gcc python3-devel`을 추가하세요.',
    },
  },
  {
    text: /requires a different Python|Requires-Python|No matching distribution found/,
    cause: {
      en: "No version of a package fits the server's Python.",
      ko: '서버의 Python에 맞는 버전이 없는 패키지가 있습니다.',
    },
    fix: {
      en: 'Set `requires-python` in pyproject.toml, or .python-version, to the version you use, then `stepway init --force`.',
      ko: 'pyproject.toml의 `requires-python`이나 .python-version에 쓰는 버전을 적고 `stepway init --force`를 실행하세요.',
    },
  },
  {
    text: /Multiple top-level packages discovered/,
    cause: {
      en: 'The project is not a package that can be installed: it has several folders at its top.',
      ko: '맨 위에 폴더가 여럿이라 프로젝트를 패키지로 설치할 수 없습니다.',
    },
    fix: {
      en: 'List its dependencies in requirements.txt, or under `[project]` in pyproject.toml, then `stepway init --force`.',
      ko: '의존성을 requirements.txt나 pyproject.toml의 `[project]`에 적고 `stepway init --force`를 실행하세요.',
    },
  },
  {
    text: /exactly one app jar/,
    cause: {
      en: 'There is not exactly one jar of the app in the bundle.',
      ko: '번들에 앱의 jar가 정확히 하나 있어야 합니다.',
    },
    fix: {
      en: 'Run a clean build (`./gradlew clean bootJar` or `./mvnw clean package`), then deploy again.',
      ko: '빌드 폴더를 비우고 다시 빌드한 뒤(`./gradlew clean bootJar` 또는 `./mvnw clean package`) 배포하세요.',
    },
  },
  {
    text: /(husky|lefthook|simple-git-hooks|patch-package|is-ci): (command )?not found/,
    cause: {
      en: 'A script of package.json runs a program that is for development, and not on the server.',
      ko: 'package.json의 스크립트가 개발할 때만 쓰는 프로그램을 실행하는데, 서버에는 없습니다.',
    },
    fix: {
      en: 'Let it pass where the program is missing: `"prepare": "husky || true"`. What has to run there belongs into `dependencies`.',
      ko: '없어도 넘어가게 하세요: `"prepare": "husky || true"`. 서버에서 꼭 실행해야 한다면 `dependencies`에 넣으세요.',
    },
  },
  {
    text: /ENOENT: no such file or directory, open .*package\.json|ERR_PNPM_LINKED_PKG_DIR_NOT_FOUND|ERR_PNPM_NO_PKG_MANIFEST/,
    cause: {
      en: 'A dependency, or the app itself, is in a folder that is not in the bundle.',
      ko: '의존성이나 앱이 있는 폴더가 번들에 없습니다.',
    },
    fix: {
      en: 'Deploy the folder that has them all: that of the lock file, at the top of the project.',
      ko: '모두 들어 있는 폴더(잠금 파일이 있는 맨 위 폴더)에서 배포하세요.',
    },
  },
  {
    text: /EJSONPARSE/,
    cause: { en: 'package.json is not JSON.', ko: 'package.json이 JSON 형식에 맞지 않습니다.' },
    fix: {
      en: 'Correct it: no comma after the last entry, no comments. `npm pkg get name` shows where it breaks.',
      ko: '고치세요. 마지막 항목 뒤의 쉼표나 주석은 쓸 수 없습니다. 어디가 틀렸는지는 `npm pkg get name`으로 볼 수 있습니다.',
    },
  },
  {
    text: /\bEINTEGRITY\b|ERR_PNPM_TARBALL_INTEGRITY|THESE PACKAGES DO NOT MATCH THE HASHES/,
    cause: {
      en: 'A package is not what the lock file says it is.',
      ko: '받은 패키지가 잠금 파일에 적힌 것과 다릅니다.',
    },
    fix: {
      en: 'Remove it from the lock file and install anew (`npm install PACKAGE`) on your machine, then commit the lock file.',
      ko: '내 컴퓨터에서 그 패키지를 다시 설치하고(`npm install 패키지`) 잠금 파일을 커밋하세요.',
    },
  },
  {
    text: /\bETARGET\b|ERR_PNPM_NO_MATCHING_VERSION/,
    cause: { en: 'The registry has no such version of a package.', ko: '저장소에 그 버전의 패키지가 없습니다.' },
    fix: {
      en: 'Correct the version in package.json to one that `npm view PACKAGE versions` lists.',
      ko: 'package.json의 버전을 `npm view 패키지 versions`에 나오는 것으로 고치세요.',
    },
  },
  {
    text: /npm error code 128|fatal: Could not read from remote repository|fatal: could not read Username/,
    cause: {
      en: 'A dependency is a repository of git, which cannot be read from here.',
      ko: '의존성 중 하나가 git 저장소인데, 여기서는 읽을 수 없습니다.',
    },
    fix: {
      en: 'Take it from a package registry instead, or pack it into the bundle: a server has no keys of yours.',
      ko: '패키지 저장소에서 받거나 번들에 넣으세요. 서버에는 내 키가 없습니다.',
    },
  },
  {
    text: /Error: Cannot find module '\//,
    cause: {
      en: 'A script of package.json that runs during the installation (postinstall, prepare) is not in the bundle.',
      ko: '설치할 때 실행되는 package.json의 스크립트(postinstall, prepare) 파일이 번들에 없습니다.',
    },
    fix: {
      en: 'See with `stepway deploy --list` why it does not go along, or take the script out of package.json.',
      ko: '왜 빠졌는지 `stepway deploy --list`로 확인하거나, package.json에서 그 스크립트를 빼세요.',
    },
  },
  {
    text: /Invalid requirement/,
    cause: {
      en: 'A line of requirements.txt is not one that pip understands.',
      ko: 'requirements.txt에 pip이 이해하지 못하는 줄이 있습니다.',
    },
    fix: {
      en: 'Correct it: `flask==3.0`, with two equals signs, or `flask>=3`.',
      ko: '고치세요. `flask==3.0`처럼 등호를 두 번 쓰거나 `flask>=3`으로 적습니다.',
    },
  },
  {
    text: /Could not open requirements file/,
    cause: {
      en: 'requirements.txt, or a file that it names, is not in the bundle.',
      ko: 'requirements.txt나 그 안에서 가리키는 파일이 번들에 없습니다.',
    },
    fix: {
      en: 'Commit it, and see with `stepway deploy --list` that it goes along.',
      ko: '커밋하고, 함께 나가는지 `stepway deploy --list`로 확인하세요.',
    },
  },
];
