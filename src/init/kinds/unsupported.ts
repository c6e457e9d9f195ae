import type { Project } from '../project.ts';
import type { Refused } from '../traits.ts';

type Known = readonly (readonly [file: RegExp, name: string])[];

/** Languages for which stepway installs no runtime, by a file that says so; a package.json beside it is for pages. */
const languages: Known = [
  [/^Gemfile$/, 'Ruby'],
  [/^(composer\.json|artisan|index\.php)$/, 'PHP'],
  [/^mix\.exs$/, 'Elixir'],
  [/\.(cs|fs)proj$|\.sln$/, '.NET'],
  [/^(pom\.xml|build\.gradle(\.kts)?)$/, 'Java without Spring Boot'],
  [/^Package\.swift$/, 'Swift'],
];

/** What may also be there for a part of a project. */
const more: Known = [
  [/^Cargo\.toml$/, 'Rust'],
  [/^deno\.jsonc?$/, 'Deno'],
  [/^(compose\.ya?ml|docker-compose\.ya?ml)$/, 'Docker Compose'],
];

const refusing =
  (known: Known) =>
  (project: Project): Refused | undefined => {
    const [, name] = known.find(([file]) => project.entries(file).length > 0) ?? [];
    if (name === undefined) return undefined;
    return {
      what: {
        en: `stepway cannot build and start this kind of project by itself: ${name}.`,
        ko: `stepway가 직접 빌드하고 시작하지 못하는 종류의 프로젝트입니다: ${name}.`,
      },
      instead,
    };
  };

/** A project in a language for which nothing can be written. */
export const inOtherLanguage = refusing(languages);

/** A project that is nothing else, but has a file of a tool that stepway does not run. */
export const ofOtherTool = refusing(more);

const instead = {
  en: 'Write a Dockerfile, and run `stepway init` again: the app is then deployed as an image. Or write a start.sh that starts it on $PORT, run `stepway init --kind other`, and have deploy/prepare.sh install what it runs on (`dnf install …` of Amazon Linux 2023).',
  ko: 'Dockerfile을 만들고 `stepway init`을 다시 실행하면 이미지로 배포할 수 있습니다. 아니면 $PORT에서 앱을 시작하는 start.sh를 만들고 `stepway init --kind other`를 실행한 뒤, 앱에 필요한 런타임을 설치하도록 deploy/prepare.sh를 고치세요(Amazon Linux 2023의 `dnf install …`).',
};

/** For a folder in which nothing is to be started; `below` are its folders in which something is. */
export const nothingIn = (below: readonly string[]): Refused =>
  below.length > 0
    ? {
        what: {
          en: `Nothing in this folder itself can be started, but in these: ${below.join(', ')}.`,
          ko: `이 폴더 자체에는 시작할 것이 없고, 다음 폴더에 있습니다: ${below.join(', ')}.`,
        },
        instead: {
          en: `Name the one to deploy: \`stepway init ${below[0] ?? ''}\`.`,
          ko: `배포할 폴더를 지정하세요: \`stepway init ${below[0] ?? ''}\`.`,
        },
      }
    : {
        what: {
          en: 'Nothing in this folder says how an app is started.',
          ko: '이 폴더에서 앱을 시작하는 방법을 찾지 못했습니다.',
        },
        instead,
      };
