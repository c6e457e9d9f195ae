import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { userCache } from '../../src/state/user-cache.ts';
import { temporaryFolder } from '../support/folder.ts';

describe('the cache of the user', () => {
  test.each([
    { platform: 'linux', env: (home: string) => ({ HOME: home }), folder: '.cache/stepway' },
    {
      platform: 'linux',
      env: (home: string) => ({ HOME: home, XDG_CACHE_HOME: join(home, 'c') }),
      folder: 'c/stepway',
    },
    { platform: 'linux', env: (home: string) => ({ HOME: home, XDG_CACHE_HOME: 'c' }), folder: '.cache/stepway' },
    { platform: 'darwin', env: (home: string) => ({ HOME: home }), folder: 'Library/Caches/stepway' },
    {
      platform: 'win32',
      env: (home: string) => ({ USERPROFILE: home, LOCALAPPDATA: join(home, 'Local') }),
      folder: 'Local/stepway/Cache',
    },
  ] as const)('is $folder on $platform, for the user alone', ({ platform, env, folder }) => {
    const home = temporaryFolder();
    const cache = userCache(env(home), platform);
    expect(cache.read('prices')).toBeUndefined();
    cache.keep('prices', '1');
    cache.keep('prices', '2');
    expect(cache.read('prices')).toBe('2');
    expect(readdirSync(join(home, folder))).toEqual(['prices']);
    expect(statSync(join(home, folder)).mode & 0o077).toBe(0);
    expect(statSync(join(home, folder, 'prices')).mode & 0o077).toBe(0);
  });

  test('keeps nothing where there is no home, or no folder can be, and that is no error', () => {
    const home = temporaryFolder();
    writeFileSync(join(home, '.cache'), '');
    for (const cache of [userCache({}, 'linux'), userCache({ HOME: home }, 'linux')]) {
      cache.keep('prices', '1');
      expect(cache.read('prices')).toBeUndefined();
    }
    mkdirSync(join(home, 'c', 'stepway', 'prices'), { recursive: true });
    const taken = userCache({ XDG_CACHE_HOME: join(home, 'c') }, 'linux');
    taken.keep('prices', '1');
    expect(taken.read('prices')).toBeUndefined();
    expect(existsSync(join(home, 'c', 'stepway', 'prices'))).toBe(true);
  });
});
