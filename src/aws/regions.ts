import type { Words } from '../words.ts';

/** An AWS project has one of these: https://docs.aws.amazon.com/accounts/latest/reference/project-regions.html */
export const projectRegions = {
  en: 'us-east-2, eu-north-1 or ap-southeast-2',
  ko: 'us-east-2, eu-north-1, ap-southeast-2 중 하나',
};

/** Where AWS keeps the region's part of what has no region: the metrics of Route 53's health checks, among others. */
export const globalRegion = 'us-east-1';

/** The regions that an ordinary account can use, by code, with where they are. As of November 2026. */
export const regions: Readonly<Record<string, Words>> = {
  'us-east-1': { en: 'N. Virginia', ko: '버지니아 북부' },
  'us-east-2': { en: 'Ohio', ko: '오하이오' },
  'us-west-1': { en: 'N. California', ko: '캘리포니아 북부' },
  'us-west-2': { en: 'Oregon', ko: '오리건' },
  'af-south-1': { en: 'Cape Town', ko: '케이프타운' },
  'ap-east-1': { en: 'Hong Kong', ko: '홍콩' },
  'ap-east-2': { en: 'Taipei', ko: '타이베이' },
  'ap-northeast-1': { en: 'Tokyo', ko: '도쿄' },
  'ap-northeast-2': { en: 'Seoul', ko: '서울' },
  'ap-northeast-3': { en: 'Osaka', ko: '오사카' },
  'ap-south-1': { en: 'Mumbai', ko: '뭄바이' },
  'ap-south-2': { en: 'Hyderabad', ko: '하이데라바드' },
  'ap-southeast-1': { en: 'Singapore', ko: '싱가포르' },
  'ap-southeast-2': { en: 'Sydney', ko: '시드니' },
  'ap-southeast-3': { en: 'Jakarta', ko: '자카르타' },
  'ap-southeast-4': { en: 'Melbourne', ko: '멜버른' },
  'ap-southeast-5': { en: 'Malaysia', ko: '말레이시아' },
  'ap-southeast-6': { en: 'New Zealand', ko: '뉴질랜드' },
  'ap-southeast-7': { en: 'Thailand', ko: '태국' },
  'ca-central-1': { en: 'Central Canada', ko: '캐나다 중부' },
  'ca-west-1': { en: 'Calgary', ko: '캘거리' },
  'eu-central-1': { en: 'Frankfurt', ko: '프랑크푸르트' },
  'eu-central-2': { en: 'Zurich', ko: '취리히' },
  'eu-north-1': { en: 'Stockholm', ko: '스톡홀름' },
  'eu-south-1': { en: 'Milan', ko: '밀라노' },
  'eu-south-2': { en: 'Spain', ko: '스페인' },
  'eu-west-1': { en: 'Ireland', ko: '아일랜드' },
  'eu-west-2': { en: 'London', ko: '런던' },
  'eu-west-3': { en: 'Paris', ko: '파리' },
  'il-central-1': { en: 'Tel Aviv', ko: '텔아비브' },
  'me-central-1': { en: 'UAE', ko: '아랍에미리트' },
  'me-south-1': { en: 'Bahrain', ko: '바레인' },
  'mx-central-1': { en: 'Mexico', ko: '멕시코' },
  'sa-east-1': { en: 'São Paulo', ko: '상파울루' },
};
