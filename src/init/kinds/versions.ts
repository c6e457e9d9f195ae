import type { Words } from '../../words.ts';

/** The smallest of the versions that Amazon Linux 2023 has which is not older than the one that was asked for. */
export const atLeast = (wanted: number, versions: readonly number[], usual: number) =>
  Number.isNaN(wanted) ? usual : (versions.find((version) => version >= wanted) ?? Math.max(...versions));

/** Which version the server will run, and whether that is another one than was asked for. */
export const versionSaid = (name: string, version: string, wanted: string | undefined): Words => {
  const isOther = wanted !== undefined && wanted !== version;
  return {
    en: `${name} ${version}${isOther ? ` (not ${wanted}, which is not available there)` : ''}`,
    ko: `${name} ${version}${isOther ? `(${wanted} 버전은 없음)` : ''}`,
  };
};

export const firstNumber = (text: string) => Number.parseInt(/\d+/.exec(text)?.[0] ?? '', 10);

/** As Amazon Linux 2023 has them, November 2026, without those that their makers no longer look after. */
export const nodeVersions = [22, 24];
export const javaVersions = [17, 21, 25];
export const pythonVersions = [11, 12, 13, 14];
