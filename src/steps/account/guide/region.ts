import type { Topic } from '../../../guide/topic.ts';

export const region: Topic = {
  id: 'region',
  title: { en: 'Regions and availability zones', ko: '리전과 가용 영역' },
  summary: { en: 'where in the world your servers run', ko: '서버가 세계 어디에 있는지' },
  words: [
    'regions',
    'availability zone',
    'availability zones',
    'az',
    'zones',
    'seoul',
    '서울',
    '가용영역',
    '지역',
    'ap-northeast-2',
  ],
  about: ['region', 'zones'],
  see: ['subnets', 'costs', 'vpc'],
  links: ['https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html'],
  text: {
    en: `
A region is a location: ap-northeast-2 is Seoul, us-east-1 is Northern Virginia. Regions are separate from each other, and the console shows one at a time. If a server seems to be missing, you are often looking in the wrong region.

  region ap-northeast-2 (Seoul)
  ┌──────────────┐  ┌──────────────┐  ┌──────────────┐
  │ zone a       │  │ zone b       │  │ zone c       │
  │ own building │  │ own building │  │ own building │
  └──────────────┘  └──────────────┘  └──────────────┘

A region has several availability zones: data centers with their own power and network, a few kilometers apart. If one burns down, the others keep running.

Choose a region close to your visitors (Seoul to Virginia and back takes about 0.2 seconds) that your laws allow, that offers the services you need, at a price you like. Seoul costs somewhat more than Virginia.

# What stepway does
It asks for \`--region\` and suggests your profile's. It picks two zones that offer your instance type, because a load balancer and a database each need two. The region cannot be changed later: to move, tear down and rebuild.
`,
    ko: `
리전은 AWS의 데이터 센터가 모여 있는 곳입니다. ap-northeast-2는 서울, us-east-1은 버지니아 북부입니다. 리전끼리는 서로 보이지 않고 콘솔도 한 번에 한 리전만 보여 줍니다. "서버가 사라졌어요"는 대개 다른 리전을 보고 있는 경우입니다.

  리전 ap-northeast-2(서울)
  ┌──────────────┐  ┌──────────────┐  ┌──────────────┐
  │ 가용 영역 a  │  │ 가용 영역 b  │  │ 가용 영역 c  │
  │ 별도의 건물  │  │ 별도의 건물  │  │ 별도의 건물  │
  └──────────────┘  └──────────────┘  └──────────────┘

한 리전에는 가용 영역이 여러 곳 있습니다. 전기와 통신을 따로 쓰는 데이터 센터여서, 한 곳에 불이 나도 다른 곳은 계속 동작합니다.

고르는 기준은 네 가지입니다. 방문자와의 거리(서울에서 버지니아까지 왕복 약 0.2초), 법과 규정, 제공되는 서비스, 가격. 서울은 버지니아보다 조금 비쌉니다.

# stepway가 하는 일
프로필의 리전을 기본값으로 \`--region\`을 묻습니다. 로드 밸런서와 데이터베이스에는 가용 영역이 두 곳 필요하므로, 고른 인스턴스 유형이 있는 두 곳을 알아서 찾습니다. 리전은 나중에 바꿀 수 없어서, 옮기려면 삭제하고 새로 만들어야 합니다.
`,
  },
};
