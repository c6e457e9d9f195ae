import { regions } from '../../aws/regions.ts';
import { nearest } from '../../nearest.ts';
import { text, Unsuitable, type Choice } from '../../questions/question.ts';
import { inEach } from '../../words.ts';

/** Stack names from which every derived name is one that AWS accepts. */
const fits = (name: string) =>
  /^[a-z][a-z0-9-]{1,19}$/.test(name) && !/--|-$/.test(name) && !/^(internal|sg|aws)(-|$)/.test(name);

export const name = text({
  key: 'name',
  title: { en: 'Project', ko: '프로젝트' },
  placeholder: 'NAME',
  message: { en: 'A short name for your project', ko: '프로젝트 이름(영문 소문자로 짧게)' },
  help: { en: 'Every resource is named after it.', ko: '만드는 모든 자원에 이 이름이 붙습니다.' },
  fallback: ({ folder }) => (fits(folder) ? folder : undefined),
  final: true,
  example: 'demo',
  read(raw) {
    if (fits(raw)) return raw;
    throw new Unsuitable({
      en: 'must be 2 to 20 characters: a–z, 0–9 and single hyphens; start with a letter (but not with internal, sg or aws) and not end with a hyphen',
      ko: '영문 소문자로 시작하고 영문 소문자, 숫자, 하이픈으로 된 2~20자여야 합니다(하이픈은 연달아 쓰거나 끝에 쓸 수 없고, internal, sg, aws로 시작할 수 없음)',
    });
  },
});

/** The regions that are offered, those of AWS projects among them; any other can be typed. */
export const oftenChosen: readonly string[] = [
  'ap-northeast-2',
  'ap-northeast-1',
  'ap-southeast-1',
  'ap-south-1',
  'ap-southeast-2',
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'eu-central-1',
  'eu-west-1',
  'eu-north-1',
  'sa-east-1',
];

/** A region as it is offered. */
export const regionNamed = (code: string): Choice<string> => ({
  value: code,
  name: inEach((language) => `${code}: ${regions[code]?.[language] ?? ''}`),
});

/** The region with nearly that code, or in the place of nearly that name, in either language. */
function regionLike(raw: string): string | undefined {
  const codes = new Map(
    Object.entries(regions).flatMap(([code, { en, ko }]) => [en, ko].map((place) => [place, code])),
  );
  return nearest(raw, Object.keys(regions)) ?? codes.get(nearest(raw, [...codes.keys()]) ?? '');
}

export const region = text({
  key: 'region',
  title: { en: 'Region', ko: '리전' },
  placeholder: 'REGION',
  message: {
    en: 'AWS region close to your visitors',
    ko: '방문자와 가까운 AWS 리전(서버를 둘 곳)',
  },
  help: { en: 'The AWS region to build in.', ko: '자원을 만들 AWS 리전입니다.' },
  offers: () => oftenChosen.map(regionNamed),
  more: Object.keys(regions)
    .filter((code) => !oftenChosen.includes(code))
    .map(regionNamed),
  fallback: (setting) => setting.region,
  example: 'ap-northeast-2',
  read(raw) {
    if (Object.hasOwn(regions, raw)) return raw;
    throw new Unsuitable(
      {
        en: 'must be an AWS region code, such as ap-northeast-2 (Seoul) or us-east-1 (N. Virginia)',
        ko: 'AWS 리전 코드여야 합니다. 예: ap-northeast-2(서울), us-east-1(버지니아 북부)',
      },
      regionLike(raw),
    );
  },
});
