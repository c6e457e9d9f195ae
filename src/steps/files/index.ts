import type { Chapter } from '../chapter.ts';
import { serverUsesFiles } from './access.ts';
import {
  filesBucket,
  filesBucketClosed,
  filesBucketCors,
  filesBucketExpiry,
  filesBucketTls,
  filesBucketVersions,
} from './bucket.ts';
import { files } from './questions.ts';

const steps = [
  filesBucket,
  filesBucketClosed,
  filesBucketVersions,
  filesBucketTls,
  filesBucketExpiry,
  filesBucketCors,
  serverUsesFiles,
];

export const filesChapter: Chapter = {
  id: 'files',
  title: { en: 'Files', ko: '파일' },
  why: {
    en: 'What people upload must not lie on the server: it is lost with the server, and a second server would not have it. A private bucket keeps it, and your app gives out links that are valid for a few minutes.',
    ko: '사용자가 올린 파일을 서버에 두면 서버와 함께 사라지고, 서버가 늘어나면 서로 볼 수 없습니다. 비공개 버킷에 보관하고, 앱이 몇 분 동안만 유효한 링크를 만들어 줍니다.',
  },
  asks: [files],
  steps,
  policy: 'own',
  parts: [
    {
      id: 'files',
      gives: {
        en: 'A private bucket for the files that people upload',
        ko: '사용자가 올린 파일을 보관할 비공개 버킷',
      },
      question: files,
      on: () => true,
      off: [{ question: files, answer: false }],
      isOn: (answered) => answered(files) === true,
    },
  ],
  links: [{ id: 'files', title: { en: 'Files of the app', ko: '앱의 파일' }, at: 'data', steps }],
  bystanders(answered) {
    if (!answered(files)) return [];
    return [
      {
        on: 'beside',
        sign: 'box',
        name: { en: 'Files (S3)', ko: '파일(S3)' },
        details: { en: 'what people upload, private', ko: '사용자가 올린 파일, 비공개' },
      },
    ];
  },
  shows: ({ files }) => [
    { at: 'data', what: { en: 'Files', ko: '파일' }, lines: [files?.bucket && `s3://${files.bucket}`] },
  ],
};
