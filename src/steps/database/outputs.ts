import type { Outputs } from '../../engine/outputs.ts';
import type { Shown } from '../chapter.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    readonly database?: {
      readonly engine: string;
      readonly host: string;
      readonly port: number;
      /** Where Secrets Manager keeps the user name and the password; absent when RDS does not manage it any more. */
      readonly secretArn?: string;
    };
  }
}

export function shows({ database }: Outputs, where: string): readonly Shown[] {
  if (!database) return [];
  const { host, port, secretArn } = database;
  const password: Omit<Shown, 'at'> = secretArn
    ? {
        what: {
          en: 'Database user and password (rotated every seven days)',
          ko: '데이터베이스 사용자 이름과 비밀번호(비밀번호는 7일마다 바뀜)',
        },
        lines: [`aws secretsmanager get-secret-value --secret-id '${secretArn}'${where}`],
      }
    : {
        what: { en: 'Database password', ko: '데이터베이스 비밀번호' },
        lines: [{ en: 'set by hand; RDS does not manage it', ko: '직접 정한 것(RDS가 관리하지 않음)' }],
      };
  return [
    { at: 'data', what: { en: 'Database', ko: '데이터베이스' }, lines: [`${host}:${port}`] },
    { at: 'data', ...password },
  ];
}
