import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

/** Adds to the bundle a text file with the licences of the packages whose code is in it, and of no others. */
export function thirdPartyLicences(fileName: string): Plugin {
  return {
    name: 'third-party-licences',
    generateBundle(_options, bundle) {
      const folders = new Set<string>();
      for (const output of Object.values(bundle)) {
        if (output.type === 'asset') continue;
        for (const [id, { renderedLength }] of Object.entries(output.modules)) {
          const folder = renderedLength > 0 && packageFolder(id);
          if (folder) folders.add(folder);
        }
      }
      this.emitFile({ type: 'asset', fileName, source: notices([...folders].map(readLicence)) });
    },
  };
}

interface Licence {
  readonly name: string;
  readonly version: string;
  /** The licence's short name, such as `MIT`. */
  readonly license: string;
  /** Its text; empty where the package came without. */
  readonly text: string;
}

/** The innermost package that a module belongs to; nothing for a module of our own. */
function packageFolder(id: string): string | undefined {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0];
}

function readLicence(folder: string): Licence {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
  return { name, version, license, text };
}

/** The texts of the licences, each once, under the names of all packages that share it. */
function notices(licences: readonly Licence[]): string {
  const titles = new Map<string, string[]>();
  for (const licence of licences) {
    const text = licence.text || siblingText(licence, licences);
    const title = `${licence.name} ${licence.version} (${licence.license})`;
    titles.set(text, [...(titles.get(text) ?? []), title]);
  }
  const sections = [...titles].map(([text, names]) => `${names.toSorted().join('\n')}\n\n${text}\n`);
  return sections.toSorted().join(`\n${'-'.repeat(80)}\n\n`);
}

/** Some packages of the AWS SDK came without their licence file: what their neighbours under `@aws-sdk` say holds for them. */
function siblingText({ name, version, license }: Licence, licences: readonly Licence[]): string {
  const scope = /^@[^/]+\//.exec(name)?.[0];
  const sibling = licences.find(
    (other) => scope && other.name.startsWith(scope) && other.license === license && other.text,
  );
  if (!sibling) throw new Error(`${name} ${version} has no licence text, so it cannot go into the bundle`);
  return sibling.text;
}
