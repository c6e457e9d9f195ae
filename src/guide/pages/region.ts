import type { Topic } from '../topic.ts';

export const region: Topic = {
  id: 'region',
  title: {
    en: 'Region',
    ko: '리전',
  },
  summary: {
    en: 'Where in the world your machines stand.',
    ko: '서버가 세계 어디에 있는지를 정합니다.',
  },
  words: ['리전', '가용 영역', 'availability zone', 'az', 'seoul', '서울'],
  text: {
    en: 'A region is a group of AWS data centres in one part of the world: ap-northeast-2 is Seoul, us-east-1 is Virginia. What you make in one region cannot be seen in another, and prices differ a little.\n\nInside a region there are availability zones: separate buildings with their own power and network, near enough to work together. A load balancer and a database want two of them.',
    ko: '리전은 한곳에 모여 있는 AWS 데이터 센터들의 묶음입니다. ap-northeast-2는 서울, us-east-1은 미국 버지니아입니다. 한 리전에 만든 것은 다른 리전에서 보이지 않고, 요금도 조금씩 다릅니다.\n\n리전 안에는 가용 영역(AZ)이 있습니다. 전력과 네트워크가 따로인 별개의 건물이지만 함께 일할 만큼 가깝습니다. 로드 밸런서와 데이터베이스는 가용 영역 두 곳을 요구합니다.',
  },
  here: {
    en: 'Asks for the region first and writes it down with the account: a later run in another region is refused before anything is touched. Choose the one near your visitors.',
    ko: '가장 먼저 리전을 묻고 계정과 함께 기록합니다. 나중에 다른 리전에서 실행하면 아무것도 건드리지 않고 멈춥니다. 방문자와 가까운 곳을 고르면 됩니다.',
  },
  about: ['region', 'account'],
  see: ['cost', 'vpc'],
  links: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html'],
};
