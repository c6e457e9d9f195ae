import { text, Unsuitable } from '../../questions/question.ts';
import { advised } from '../parts.ts';
import { advisedDays } from './part.ts';

/** For how many days CloudWatch Logs can keep lines: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const lengths = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const logDays = text({
  key: 'log-days',
  title: { en: 'Days of logs', ko: '로그 보관 일수' },
  placeholder: 'none|auto|DAYS',
  message: {
    en: 'Days to keep logs in CloudWatch (none: they stay on the server)',
    ko: '로그를 CloudWatch에 며칠 보관할까요? (none: 서버에만 둠)',
  },
  help: {
    en: 'How many days CloudWatch keeps the logs of the site; none leaves them on the server, auto goes by --parts.',
    ko: '사이트의 로그를 CloudWatch에 보관할 일수입니다. none은 서버에만 두고, auto는 --parts를 따릅니다.',
  },
  fallback: () => 'auto',
  suchAs: ['7', '14', '30', '90'],
  unasked: true,
  read(raw) {
    if (raw === 'auto' || raw === 'none' || (/^\d{1,4}$/.test(raw) && lengths.includes(Number(raw)))) return raw;
    throw new Unsuitable({
      en: `must be none, auto, or a number of days that CloudWatch Logs knows: ${lengths.join(', ')}`,
      ko: `none, auto 또는 CloudWatch Logs에서 쓸 수 있는 일수여야 합니다: ${lengths.join(', ')}`,
    });
  },
});

/** The days that answers amount to; undefined for no log. */
export const daysOf = (answers: { readonly days: string; readonly parts: string }): number | undefined => {
  if (answers.days !== 'auto') return answers.days === 'none' ? undefined : Number(answers.days);
  return answers.parts === advised ? advisedDays : undefined;
};
