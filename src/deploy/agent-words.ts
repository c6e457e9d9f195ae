import { verbatim, type Words } from '../words.ts';

/** What happens in an event, for those who do not read its name. */
const stages: Readonly<Partial<Record<string, string>>> = {
  ApplicationStop: '이전 버전 정리',
  BlockTraffic: '로드 밸런서에서 제외',
  DownloadBundle: '번들 다운로드',
  BeforeInstall: '서버 확인',
  Install: '파일 복사',
  AfterInstall: '설치',
  ApplicationStart: '앱 시작',
  ValidateService: '사이트 응답 확인',
  AllowTraffic: '로드 밸런서에 다시 연결',
};

/** The name of an event as CodeDeploy has it, with what happens in it, in Korean. */
export const stageOf = (event: string): string => {
  const stage = stages[event];
  return stage === undefined ? event : `${event}, ${stage}`;
};

/** What a shell, or the system, says by the code that a program ends with; what is above 128 is a signal. */
const exits: Readonly<Partial<Record<string, Words>>> = {
  126: { en: 'a file that may not be run', ko: '실행할 수 없는 파일' },
  127: { en: 'a program that is not there', ko: '없는 프로그램' },
  134: { en: 'ended by itself after a fatal error', ko: '치명적 오류로 스스로 중단' },
  137: { en: 'ended by force, most often for want of memory', ko: '강제 종료, 대개 메모리 부족' },
  139: { en: 'a crash in native code', ko: '네이티브 코드의 비정상 종료' },
  143: { en: 'told to end from outside', ko: '외부의 종료 요청' },
};

/** Sentences of CodeDeploy and its agent, and what they are in Korean; in English they stay, but for codes that say nothing. */
const sentences: readonly (readonly [sentence: RegExp, told: (...found: readonly string[]) => Words])[] = [
  [
    /^Script at specified location: (.+) failed with exit code (\d+)$/,
    (sentence = '', script = '', code = '') => {
      const means = exits[code];
      return {
        en: means ? `${sentence} (${means.en})` : sentence,
        ko: `스크립트 ${script}, 종료 코드 ${code}${means ? `(${means.ko})` : ''}`,
      };
    },
  ],
  [
    /^Script at specified location: (.+) failed to complete in (\d+) seconds$/,
    (sentence = '', script = '', seconds = '') => ({
      en: sentence,
      ko: `스크립트 ${script}, ${seconds}초 안에 끝나지 않음`,
    }),
  ],
  [
    /^Script at specified location: (.+) failed to close (STDOUT|STDERR)$/,
    (sentence = '', script = '') => ({ en: sentence, ko: `스크립트 ${script}, 뒤에 남긴 프로그램이 출력을 닫지 않음` }),
  ],
  [
    /^Script does not exist at specified location: (.+)$/,
    (sentence = '', script = '') => ({ en: sentence, ko: `없는 스크립트: ${script}` }),
  ],
  [
    /^The deployment failed because a specified file already exists at this location: (.+)$/,
    (sentence = '', file = '') => ({ en: sentence, ko: `이미 있는 파일: ${file}` }),
  ],
  [
    /^CodeDeploy agent was not able to receive the lifecycle event\b/,
    () => ({
      en: 'CodeDeploy agent was not able to receive the lifecycle event',
      ko: '서버의 CodeDeploy 에이전트가 지시를 받지 못함',
    }),
  ],
  [
    /^The overall deployment failed because too many individual instances failed/,
    () => ({ en: 'The deployment failed on the server', ko: '서버에서 배포가 실패함' }),
  ],
];

/** What CodeDeploy says in one line, for people; as it is where nothing is known of it. */
export function inOurWords(said: string): Words {
  for (const [sentence, told] of sentences) {
    const found = sentence.exec(said);
    if (found) return told(said, ...found.slice(1));
  }
  return verbatim(said);
}
