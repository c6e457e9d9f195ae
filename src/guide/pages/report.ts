import type { Topic } from '../topic.ts';

export const report: Topic = {
  id: 'report',
  title: { en: 'A report of your stack', ko: '구성 보고서' },
  summary: { en: 'architecture, costs and health on one page', ko: '아키텍처, 비용, 상태를 한 페이지로' },
  words: [
    'report',
    'architecture',
    'diagram',
    'picture',
    'portfolio',
    'document',
    'svg',
    'html',
    'pdf',
    '보고서',
    '리포트',
    '아키텍처',
    '다이어그램',
    '그림',
    '포트폴리오',
    '문서',
  ],
  see: ['overview', 'costs', 'teardown'],
  text: {
    en: `
Six months from now you will not remember why there are two subnets. A report is one page of HTML that says it: the architecture as it is drawn from your own stack, what each part is for, its ids with links into the console, what it costs, how it is right now, and how to deploy, restore and remove it.

  stepway report                              writes NAME-report.html
  stepway report --out docs/site.html         writes it there
  stepway report --svg --out architecture.svg the picture alone
  stepway report --lang ko                    the same in Korean

The page loads nothing from anywhere, so it opens without a network and can be sent by mail. It follows the light or dark setting of the reader, fits a phone, and prints to PDF (in the browser: Print, Save as PDF).

For a portfolio, use the picture: it names services, ports and your domain, and neither the account nor an id. SVG stays sharp at any size; GitHub shows it in a README.

# What stepway does
It looks at AWS as \`stepway doctor\` does, and changes nothing. What is not built yet is drawn with a dashed outline. No password or key is on the page; the ids of your resources are, so show it to people you trust.
`,
    ko: `
반년 뒤에는 서브넷이 왜 두 개인지 기억나지 않습니다. 보고서는 그것을 적어 둔 HTML 한 페이지입니다. 내 스택에서 그대로 그린 아키텍처, 각 부분의 역할, 콘솔로 연결되는 자원 ID, 비용, 지금 상태, 배포하고 복구하고 삭제하는 방법이 들어 있습니다.

  stepway report                              NAME-report.html에 저장
  stepway report --out docs/site.html         원하는 파일에 저장
  stepway report --svg --out architecture.svg 그림만 저장
  stepway report --lang en                    같은 내용을 영어로

페이지는 외부에서 아무것도 불러오지 않으므로 인터넷 없이도 열리고 메일로 보낼 수 있습니다. 읽는 사람의 밝은 화면이나 어두운 화면 설정을 따르고, 휴대전화에서도 읽기 좋으며, 브라우저의 인쇄에서 PDF로 저장할 수 있습니다.

포트폴리오에는 그림을 쓰세요. 서비스와 포트, 도메인만 있고 계정 번호와 ID는 없습니다. SVG라서 크게 확대해도 선명하고, GitHub README에도 바로 보입니다.

# stepway가 하는 일
\`stepway doctor\`처럼 AWS를 조회하기만 하고 아무것도 바꾸지 않습니다. 아직 만들지 않은 것은 점선으로 그립니다. 비밀번호나 키는 페이지에 없지만 자원 ID는 있으니 믿는 사람에게만 보여 주세요.
`,
  },
};
