import type { Cause } from './cause.ts';

/** What an app says that does not start. */
export const ofStart: readonly Cause[] = [
  {
    text: /listen EACCES: permission denied \S*:\d{1,3}$|Permission denied.*\bport \d{1,3}\b/m,
    cause: {
      en: 'The app wants a port below 1024, which only root may have.',
      ko: '앱이 root만 쓸 수 있는 1024 미만의 포트를 열려고 합니다.',
    },
    fix: {
      en: 'Have it listen on the port in the environment variable PORT; nginx answers at 80 and 443.',
      ko: '환경 변수 PORT의 포트에서 요청을 받게 하세요. 80과 443은 nginx가 받습니다.',
    },
  },
  {
    text: /EADDRINUSE|address already in use|port [0-9]+ was already in use/i,
    cause: { en: "The app's port is already in use.", ko: '앱의 포트를 다른 프로그램이 쓰고 있습니다.' },
    fix: {
      en: 'Open a shell (see `stepway outputs`) and run `sudo ss -ltnp` to see what uses it.',
      ko: '셸에 접속해(`stepway outputs` 참고) `sudo ss -ltnp`로 무엇인지 확인하세요.',
    },
  },
  {
    text: /Missing script: "?start"?/,
    cause: { en: 'package.json has no start script.', ko: 'package.json에 start 스크립트가 없습니다.' },
    fix: {
      en: 'Add the command that starts the built app as `"start"` to its scripts.',
      ko: '빌드한 앱을 시작하는 명령을 scripts의 `"start"`에 적으세요.',
    },
  },
  {
    text: /Could not find a production build in|Cannot find module '([^']*\/(dist|build|out|\.output|\.next)|\/[^']*\/lib)\//,
    cause: {
      en: 'The app was not built, or what the build made is not in the bundle.',
      ko: '앱이 빌드되지 않았거나, 빌드 결과가 번들에 없습니다.',
    },
    fix: {
      en: 'Run the build (`npm run build`), see with `stepway deploy --list` that its result goes along, and deploy again.',
      ko: '빌드한 뒤(`npm run build`) 결과가 함께 나가는지 `stepway deploy --list`로 보고 다시 배포하세요.',
    },
  },
  {
    text: /(nest|nodemon|tsx|ts-node|tsc|vite|next|nuxt|concurrently|cross-env|dotenv|webpack|turbo): (command )?not found|npx canceled due to missing packages|npm error (network )?request to \S+ failed/,
    cause: {
      en: 'The start command is a program of the devDependencies, which the server does not install.',
      ko: '시작 명령이 devDependencies에 있는 프로그램입니다. 서버에는 설치하지 않습니다.',
    },
    fix: {
      en: 'Start what the build made, such as `node dist/main.js`, in `"start"`; or move the program to `dependencies`.',
      ko: '`"start"`에서 `node dist/main.js`처럼 빌드 결과를 실행하거나, 그 프로그램을 `dependencies`로 옮기세요.',
    },
  },
  {
    text: /Unknown file extension "\.tsx?"/,
    cause: { en: 'Node.js was given a TypeScript file.', ko: 'Node.js로 TypeScript 파일을 실행했습니다.' },
    fix: {
      en: 'Build it to JavaScript, and start what the build made.',
      ko: 'JavaScript로 빌드하고 그 결과를 실행하세요.',
    },
  },
  {
    text: /Cannot use import statement outside a module|require is not defined in ES module scope|ERR_REQUIRE_ESM|Unexpected token .export./,
    cause: {
      en: 'A file mixes the two kinds of modules, ES modules (import) and CommonJS (require).',
      ko: 'ES 모듈(import)과 CommonJS(require)가 섞여 있습니다.',
    },
    fix: {
      en: 'Set `"type": "module"` in package.json for import, or end the file in .mjs or .cjs; the build may have to say which.',
      ko: 'import를 쓴다면 package.json에 `"type": "module"`을 넣거나, 파일 이름을 .mjs나 .cjs로 하세요. 빌드 설정도 확인하세요.',
    },
  },
  {
    text: /invalid ELF header|\.(node|so)\S*: file too short|wrong ELF class|Exec format error|compiled against a different Node\.js version|Could not load the "sharp" module|Query [Ee]ngine .{0,80}(for the current platform|runtime)|GLIBC_[\d.]+.{0,4} not found/,
    cause: {
      en: 'Something in the bundle was built for another system than the server.',
      ko: '번들에 서버와 다른 시스템용으로 빌드된 것이 있습니다.',
    },
    fix: {
      en: 'Leave node_modules and built programs out of the bundle, so that the server installs its own; Prisma: `binaryTargets = ["native", "rhel-openssl-3.0.x"]`.',
      ko: 'node_modules와 빌드된 프로그램을 번들에서 빼면 서버가 직접 설치합니다. Prisma는 `binaryTargets = ["native", "rhel-openssl-3.0.x"]`로 설정하세요.',
    },
  },
  {
    text: /@prisma\/client did not initialize yet/,
    cause: { en: "Prisma's client was not generated.", ko: 'Prisma 클라이언트를 생성하지 않았습니다.' },
    fix: {
      en: 'Add `"postinstall": "prisma generate"` to the scripts, and `prisma` to `dependencies`.',
      ko: 'scripts에 `"postinstall": "prisma generate"`를 넣고, `prisma`를 `dependencies`로 옮기세요.',
    },
  },
  {
    text: /Failed to find attribute '[^']*' in '|Attribute "[^"]*" not found in module/,
    cause: {
      en: 'The module is there, but not the app object with that name in it.',
      ko: '모듈은 있는데 그 이름의 앱 객체가 없습니다.',
    },
    fix: {
      en: 'Name the object in deploy/run.sh as the module has it, such as `main:application`; a function that makes the app is `main:create_app()` with gunicorn and `--factory` with uvicorn.',
      ko: 'deploy/run.sh에 모듈에 있는 이름으로 적으세요. 예: `main:application`. 앱을 만드는 함수라면 gunicorn은 `main:create_app()`, uvicorn은 `--factory`입니다.',
    },
  },
  {
    text: /Could not import module "/,
    cause: { en: 'The module that holds the app could not be loaded.', ko: '앱이 있는 모듈을 불러오지 못했습니다.' },
    fix: {
      en: 'Name it in deploy/run.sh as seen from the top folder: app/main.py is `app.main:app`.',
      ko: 'deploy/run.sh에 맨 위 폴더에서 본 이름으로 적으세요. app/main.py라면 `app.main:app`입니다.',
    },
  },
  {
    text: /UnsupportedClassVersionError/,
    cause: {
      en: 'The app was compiled for a newer Java than the server has.',
      ko: '서버의 Java보다 높은 버전으로 컴파일되었습니다.',
    },
    fix: {
      en: 'Set the Java version in the build file to the one you compile with, then `stepway init --force`.',
      ko: '빌드 파일의 Java 버전을 컴파일하는 버전으로 맞추고 `stepway init --force`를 실행하세요.',
    },
  },
  {
    text: /no main manifest attribute/,
    cause: {
      en: "The jar is a plain one, without the app's dependencies.",
      ko: '의존성이 들어 있지 않은 일반 jar입니다.',
    },
    fix: {
      en: 'Deploy the one that `bootJar` (Gradle) or `spring-boot:repackage` (Maven) makes.',
      ko: 'Gradle의 `bootJar`나 Maven의 `spring-boot:repackage`로 만든 jar를 배포하세요.',
    },
  },
  {
    text: /Failed to configure a DataSource: 'url'/,
    cause: {
      en: 'Spring Boot was not told where its database is.',
      ko: 'Spring Boot에 데이터베이스 주소가 설정되어 있지 않습니다.',
    },
    fix: {
      en: 'deploy/database-example.properties shows what to put into application.properties.',
      ko: 'application.properties에 넣을 내용은 deploy/database-example.properties에 있습니다.',
    },
  },
  {
    text: /KeyError: '[A-Z][A-Z0-9_]+'|SECRET_KEY setting must not be empty|secretOrPrivateKey must have a value|Could not resolve placeholder|(env(ironment)?( variable)?s?|[A-Z][A-Z0-9]*_[A-Z0-9_]+)\b.{0,40}\b(is|are|was|must be) (required|missing|not (set|defined))|[Mm]issing (required )?env(ironment)?|Environment variable not found|validation errors? for \w*(Settings|Config)|\w+: unbound variable/,
    cause: {
      en: 'The app needs a setting (an environment variable) that the server does not have.',
      ko: '앱에 필요한 설정(환경 변수)이 서버에 없습니다.',
    },
    fix: {
      en: '`stepway env set NAME=VALUE`, then deploy again.',
      ko: '`stepway env set NAME=VALUE` 실행 후 다시 배포하세요.',
    },
  },
  {
    text: /\.env\S*: not found/,
    cause: {
      en: 'The start command reads a .env file, which is not in the bundle, as it should be.',
      ko: '시작 명령이 .env 파일을 읽는데, 번들에는 없습니다(넣지 않는 것이 맞습니다).',
    },
    fix: {
      en: 'Take `--env-file` out of the start command, and set the values with `stepway env set --file .env`.',
      ko: '시작 명령에서 `--env-file`을 빼고, 값은 `stepway env set --file .env`로 설정하세요.',
    },
  },
  {
    text: /ERR_INVALID_URL|TypeError: Invalid URL/,
    cause: {
      en: 'An address that the app reads is none; often the setting that holds it is missing.',
      ko: '앱이 읽은 주소가 URL이 아닙니다. 그 주소가 든 설정이 없는 경우가 많습니다.',
    },
    fix: {
      en: 'See with `stepway env list` whether the setting is there; `stepway env set NAME=https://…` sets it.',
      ko: '설정이 있는지 `stepway env list`로 확인하고, `stepway env set NAME=https://…`로 설정하세요.',
    },
  },
  {
    text: /settings are not configured/,
    cause: { en: 'Django was not told which settings to use.', ko: 'Django에 사용할 설정 모듈이 지정되지 않았습니다.' },
    fix: {
      en: 'Name them: `stepway env set DJANGO_SETTINGS_MODULE=shop.settings`, with the name of your project.',
      ko: '지정하세요: `stepway env set DJANGO_SETTINGS_MODULE=shop.settings`. shop 자리에 프로젝트 이름을 적습니다.',
    },
  },
  {
    text: /settings\.DATABASES is improperly configured/,
    cause: { en: 'Django was not told where its database is.', ko: 'Django에 데이터베이스가 설정되어 있지 않습니다.' },
    fix: {
      en: 'deploy/database-example.py shows what to put into the settings.',
      ko: '설정에 넣을 내용은 deploy/database-example.py에 있습니다.',
    },
  },
  {
    text: /without having set the STATIC_ROOT/,
    cause: {
      en: 'Django was not told where to collect static files: STATIC_ROOT is not set.',
      ko: 'Django에 정적 파일을 모을 곳(STATIC_ROOT)이 정해져 있지 않습니다.',
    },
    fix: {
      en: 'Add `STATIC_ROOT = BASE_DIR / "staticfiles"` to the settings.',
      ko: '설정에 `STATIC_ROOT = BASE_DIR / "staticfiles"`를 추가하세요.',
    },
  },
  {
    text: /EROFS|Read-only file system|EACCES: permission denied, (mkdir|open|unlink|rename|copyfile)|PermissionError: \[Errno 13\]|java\.nio\.file\.AccessDeniedException/,
    cause: {
      en: 'The app writes where it must not: it can write to its own folder, and to /var/lib/app.',
      ko: '앱이 쓸 수 없는 곳에 파일을 쓰려고 합니다. 앱의 폴더와 /var/lib/app에만 쓸 수 있습니다.',
    },
    fix: {
      en: 'Have it write to /var/lib/app, which stays from version to version.',
      ko: '버전이 바뀌어도 남는 /var/lib/app에 쓰게 하세요.',
    },
  },
  {
    text: /is not authorized to perform: [a-z0-9-]+:/,
    cause: {
      en: "The app asks AWS for something that the server's role does not allow.",
      ko: '서버의 역할에 없는 AWS 권한을 앱이 쓰려고 합니다.',
    },
    fix: {
      en: "Add a policy with that action to the server's role in the IAM console; `stepway up` leaves added policies as they are.",
      ko: 'IAM 콘솔에서 서버의 역할에 그 작업을 허용하는 정책을 추가하세요. 추가한 정책은 `stepway up`이 건드리지 않습니다.',
    },
  },
  {
    text: /Cannot find module '\.{1,2}\//,
    cause: {
      en: 'A file of the app is not in the bundle, or its name differs in upper and lower case, which Linux tells apart.',
      ko: '앱의 파일이 번들에 없거나 이름의 대소문자가 다릅니다. Linux는 대소문자를 구분합니다.',
    },
    fix: {
      en: 'Write the path as the file is called (`git mv` changes its case), and see with `stepway deploy --list` that it goes along.',
      ko: '경로를 파일 이름과 똑같이 적고(이름은 `git mv`로 바꿉니다), 함께 나가는지 `stepway deploy --list`로 확인하세요.',
    },
  },
  {
    text: /Cannot find module '\/(?!.*node_modules)/,
    cause: { en: 'The file that starts the app is not there.', ko: '앱을 시작하는 파일이 없습니다.' },
    fix: {
      en: 'Correct its name in the start command (`"start"` in package.json, or deploy/run.sh), and see with `stepway deploy --list` that it goes along.',
      ko: '시작 명령(package.json의 `"start"`나 deploy/run.sh)의 파일 이름을 고치고, 함께 나가는지 `stepway deploy --list`로 확인하세요.',
    },
  },
  {
    text: /needs an import attribute of .?type/,
    cause: {
      en: 'The app imports a JSON file as Node.js no longer takes it.',
      ko: 'JSON 파일을 가져오는 방법이 Node.js와 맞지 않습니다.',
    },
    fix: {
      en: "Write `import config from './config.json' with { type: 'json' }`.",
      ko: "다음처럼 적으세요: `import config from './config.json' with { type: 'json' }`.",
    },
  },
  {
    text: /does not provide an export named/,
    cause: {
      en: 'A module does not export what another one imports.',
      ko: '모듈이 내보내지 않는 것을 다른 모듈이 가져오려고 합니다.',
    },
    fix: {
      en: 'Correct the name in that line; a package of CommonJS is imported as a whole: `import all from …`.',
      ko: '그 줄의 이름을 고치세요. CommonJS 패키지는 통째로 가져옵니다: `import all from …`.',
    },
  },
  {
    text: /due to a circular import/,
    cause: { en: 'Two modules of the app import each other.', ko: '앱의 두 모듈이 서로를 import합니다.' },
    fix: { en: 'Move what both need into a third one.', ko: '둘 다 쓰는 것을 다른 모듈로 옮기세요.' },
  },
  {
    text: /ImportError: cannot import name/,
    cause: {
      en: 'A module does not have what is imported from it: it has another name there, or another version is installed.',
      ko: '모듈에 import하려는 이름이 없습니다. 이름이 다르거나 설치된 버전이 다릅니다.',
    },
    fix: {
      en: 'Correct the name, or pin the version that works on your machine: `pip freeze` says which.',
      ko: '이름을 고치거나, 내 컴퓨터에서 되는 버전으로 고정하세요. 버전은 `pip freeze`로 볼 수 있습니다.',
    },
  },
  {
    text: /AttributeError: (partially initialized )?module '[^']*' has no attribute/,
    cause: {
      en: 'A module lacks what the app uses: a file of the app has the same name as a module, or another version is installed.',
      ko: '앱이 쓰는 것이 모듈에 없습니다. 앱의 파일 이름이 모듈 이름과 같거나, 설치된 버전이 다릅니다.',
    },
    fix: {
      en: 'Rename a file of yours that is called like the module in that line, or pin the version that works on your machine.',
      ko: '그 줄의 모듈과 이름이 같은 내 파일을 다른 이름으로 바꾸거나, 내 컴퓨터에서 되는 버전으로 고정하세요.',
    },
  },
  {
    text: /Nest can't resolve dependencies/,
    cause: {
      en: 'Nest cannot put a class together: something that it asks for is provided nowhere.',
      ko: 'Nest가 클래스를 만들지 못합니다. 주입할 것이 어디에도 없습니다.',
    },
    fix: {
      en: 'Add it to `providers` of the module in that line, or import the module that exports it there.',
      ko: '그 줄의 모듈의 `providers`에 추가하거나, 그것을 내보내는 모듈을 import하세요.',
    },
  },
  {
    text: /Missing parameter name at|Unexpected .* at index .*pathToRegexpError/,
    cause: {
      en: 'Express 5 does not understand the path of a route as Express 4 did.',
      ko: '라우트 경로가 Express 4 방식이라 Express 5가 이해하지 못합니다.',
    },
    fix: {
      en: 'Write `/*splat` instead of `*`, and `{/:id}` instead of `/:id?`.',
      ko: '다음처럼 바꾸세요: `*` → `/*splat`, `/:id?` → `{/:id}`.',
    },
  },
  {
    text: /Application object must be callable/,
    cause: { en: 'What is started under that name is not an app.', ko: '그 이름으로 시작한 것이 앱 객체가 아닙니다.' },
    fix: {
      en: 'Name the object in deploy/run.sh that the framework made, such as `main:app` for `app = Flask(__name__)`.',
      ko: 'deploy/run.sh에 프레임워크가 만든 객체를 적으세요. `app = Flask(__name__)`라면 `main:app`입니다.',
    },
  },
  {
    text: /node: bad option: |: error: (argument|unrecognized arguments|invalid choice)|Unrecognized VM option|is not allowed in NODE_OPTIONS|No such option: /,
    cause: {
      en: 'The program that starts the app does not know an option of its command, or not that value.',
      ko: '앱을 시작하는 프로그램이 명령의 플래그나 그 값을 알지 못합니다.',
    },
    fix: {
      en: 'Correct it where it is written: deploy/run.sh, the Procfile, `"start"` in package.json, or `stepway env` (NODE_OPTIONS, JAVA_TOOL_OPTIONS).',
      ko: '적혀 있는 곳에서 고치세요: deploy/run.sh, Procfile, package.json의 `"start"`, `stepway env`(NODE_OPTIONS, JAVA_TOOL_OPTIONS).',
    },
  },
  {
    text: /Unable to access jarfile/,
    cause: { en: 'The jar that is to be started is not there.', ko: '시작할 jar가 없습니다.' },
    fix: {
      en: 'Build it (`./gradlew bootJar`, `./mvnw package`), see with `stepway deploy --list` that it goes along, and deploy again.',
      ko: '빌드한 뒤(`./gradlew bootJar`, `./mvnw package`) 함께 나가는지 `stepway deploy --list`로 보고 다시 배포하세요.',
    },
  },
  {
    text: /Could not read package\.json/,
    cause: {
      en: 'There is no package.json in the folder that was deployed.',
      ko: '배포한 폴더에 package.json이 없습니다.',
    },
    fix: {
      en: 'Deploy the folder that has it: `stepway deploy path/to/app`.',
      ko: '그 파일이 있는 폴더를 배포하세요: `stepway deploy 폴더`.',
    },
  },
  {
    text: /Cannot find (module|package)|ModuleNotFoundError|ImportError|ClassNotFoundException|NoClassDefFoundError/,
    cause: {
      en: "A module is missing: it is not in the app's dependencies, or was not built into the bundle.",
      ko: '앱에 필요한 모듈이 없습니다. 의존성 목록에 없거나 번들에 포함되지 않았습니다.',
    },
    fix: {
      en: 'Add it to the dependencies (not the dev dependencies), or build before you deploy.',
      ko: '개발용이 아닌 의존성(dependencies)에 추가하거나, 배포하기 전에 빌드하세요.',
    },
  },
  {
    text: /start\.sh does not start your app yet/,
    cause: { en: 'start.sh does not start your app yet.', ko: 'start.sh를 아직 채우지 않았습니다.' },
    fix: { en: 'Add the command that starts your app.', ko: '앱을 시작하는 명령을 적으세요.' },
  },
  {
    text: /ENOENT: no such file or directory|FileNotFoundError|java\.io\.FileNotFoundException/,
    cause: { en: 'The app reads a file that is not in the bundle.', ko: '앱이 읽으려는 파일이 번들에 없습니다.' },
    fix: {
      en: '`stepway deploy --list` shows what goes along, and why a file does not. What is secret belongs into settings, not into files.',
      ko: '무엇이 함께 나가고 무엇이 왜 빠지는지 `stepway deploy --list`로 볼 수 있습니다. 비밀 값은 파일 대신 설정에 두세요.',
    },
  },
  {
    text: /\b(SyntaxError|IndentationError|TabError)\b/,
    cause: {
      en: 'Node.js or Python of the server does not understand a line of the app.',
      ko: '서버의 Node.js나 Python이 이해하지 못하는 코드가 있습니다.',
    },
    fix: {
      en: 'Its last lines name file and line. If it works on your machine, set the same version in package.json (`engines.node`) or .python-version, then `stepway init --force`.',
      ko: '마지막 출력에 파일과 줄이 있습니다. 내 컴퓨터에서 된다면 package.json의 `engines.node`나 .python-version에 같은 버전을 적고 `stepway init --force`를 실행하세요.',
    },
  },
  {
    text: /SIGSEGV|[Ss]egmentation fault|core dumped|status=11\/SEGV|exit(ed)? (with )?(code |status )?139/,
    cause: { en: 'A native library crashed.', ko: '네이티브 라이브러리가 비정상 종료되었습니다.' },
    fix: {
      en: 'Update the package with native code, or pin the version that works on your machine.',
      ko: '네이티브 코드가 있는 패키지를 업데이트하거나, 내 컴퓨터에서 되는 버전으로 고정하세요.',
    },
  },
  {
    text: /: (command )?not found$|status=127\b|exit code 127\b/m,
    cause: {
      en: 'The start command calls a program that the server does not have.',
      ko: '시작 명령이 서버에 없는 프로그램을 실행합니다.',
    },
    fix: {
      en: 'Add it to the dependencies of the app, or install it in deploy/prepare.sh (`dnf install -y …`).',
      ko: '앱의 의존성에 추가하거나, deploy/prepare.sh에서 설치하세요(`dnf install -y …`).',
    },
  },
];
