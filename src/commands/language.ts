import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { languages, usual, type Language } from '../words.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The language of the locale, English unless it is Korean; undefined when it says nothing of a language. */
function ofLocale(env: Env): Language | undefined {
  // In the order of POSIX.
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  if (/^(C|POSIX)?(\.|$)/.test(locale)) return undefined;
  return languages.find((language) => locale.startsWith(language)) ?? usual;
}

/** Where the language is kept that was chosen once: with the user, not with a project. */
function file(env: Env): string | undefined {
  const home = env['HOME'] ?? env['USERPROFILE'];
  const given = env['XDG_CONFIG_HOME'];
  const folder = given && isAbsolute(given) ? given : home && join(home, '.config');
  return folder && join(folder, 'stepway', 'language');
}

function remembered(env: Env): Language | undefined {
  const path = file(env);
  try {
    const said = path && readFileSync(path, 'utf8').trim();
    return languages.find((language) => language === said);
  } catch {
    // Nobody has chosen yet.
    return undefined;
  }
}

/** The language of the locale, or else the one chosen before; undefined when there is neither. */
export const knownLanguage = (env: Env): Language | undefined => ofLocale(env) ?? remembered(env);

/** Saves the language for later runs, if possible: not worth failing for. */
export function rememberLanguage(env: Env, language: Language): void {
  const path = file(env);
  if (!path) return;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${language}\n`);
  } catch {
    // It is asked again.
  }
}
