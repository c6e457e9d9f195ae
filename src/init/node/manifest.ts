import { textIn, type Project } from '../project.ts';

type Dependencies = Readonly<Record<string, unknown>>;

/** What a `package.json` says; none of it is certain to be what it should be. */
interface Manifest {
  readonly name?: unknown;
  readonly main?: unknown;
  readonly bin?: unknown;
  readonly scripts?: Readonly<Record<string, unknown>>;
  readonly engines?: { readonly node?: unknown };
  readonly packageManager?: unknown;
  readonly devEngines?: { readonly packageManager?: { readonly name?: unknown; readonly version?: unknown } };
  readonly dependencies?: Dependencies;
  readonly optionalDependencies?: Dependencies;
  readonly devDependencies?: Dependencies;
  readonly workspaces?: unknown;
}

/** Empty for one that is not there, or damaged. */
export function manifestOf(project: Project): Manifest {
  try {
    const found = JSON.parse(project.text('package.json')) as Manifest | null;
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    return {};
  }
}

export function scriptOf(project: Project, name: string): string {
  return textIn(manifestOf(project).scripts?.[name]).trim();
}

/** The packages that are there with production dependencies, and what is asked of each. */
export function shippedWith(project: Project): ReadonlyMap<string, string> {
  const { dependencies, optionalDependencies } = manifestOf(project);
  return new Map(Object.entries({ ...optionalDependencies, ...dependencies }).map(([name, of]) => [name, textIn(of)]));
}

/** All packages that it names, those for development too. */
export const mentionedIn = (project: Project): ReadonlySet<string> =>
  new Set([...shippedWith(project).keys(), ...Object.keys(manifestOf(project).devDependencies ?? {})]);
