import { parse } from 'smol-toml';
import { textIn, type Project } from '../project.ts';
import type { Requires } from '../traits.ts';

/** What a `pyproject.toml` says; none of it is certain to be what it should be. */
interface Pyproject {
  readonly project?: { readonly dependencies?: unknown; readonly 'requires-python'?: unknown };
  readonly tool?: {
    readonly poetry?: { readonly dependencies?: Readonly<Record<string, unknown>> };
    readonly fastapi?: { readonly entrypoint?: unknown };
  };
}

/** Empty for one that is not there, or damaged. */
export function pyprojectOf(project: Project): Pyproject {
  try {
    return parse(project.text('pyproject.toml'));
  } catch {
    return {};
  }
}

/** What says which packages it needs: the file, and how it is told. The first that is there counts. */
export const sources: readonly (readonly [file: string, requires: Requires])[] = [
  ['uv.lock', 'uv'],
  ['poetry.lock', 'poetry'],
  ['requirements.txt', 'requirements'],
  ['Pipfile.lock', 'pipfile'],
  ['pyproject.toml', 'pyproject'],
];

export const requiresOf = (project: Project): Requires => sources.find(([file]) => project.has(file))?.[1] ?? 'nothing';

/** Text in which the names of all packages that it needs are, in small letters. */
export function packagesNamedIn(project: Project): string {
  const { project: about, tool } = pyprojectOf(project);
  const listed = Array.isArray(about?.dependencies) ? about.dependencies : [];
  return [
    project.text('requirements.txt'),
    project.text('Pipfile'),
    ...listed.map(textIn),
    ...Object.keys(tool?.poetry?.dependencies ?? {}),
  ]
    .join('\n')
    .toLowerCase();
}

/** The version of Python that it asks for, as `3.12`; undefined for none. */
export function wantedOf(project: Project): number | undefined {
  const { project: about, tool } = pyprojectOf(project);
  const asked = [
    project.text('.python-version'),
    project.text('runtime.txt'),
    about?.['requires-python'],
    tool?.poetry?.dependencies?.['python'],
  ];
  const minor = asked.map((text) => /3\.(\d+)/.exec(textIn(text))?.[1]).find((found) => found !== undefined);
  return minor === undefined ? undefined : Number(minor);
}
