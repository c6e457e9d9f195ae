import type { Traits } from './traits.ts';

/** The command that builds a project where it is; undefined when it is deployed as it stands. */
export function buildCommand(traits: Traits): string | undefined {
  if (traits.kind === 'spring') {
    const { tool, wrapper } = traits;
    if (tool === 'gradle') return `${wrapper ? './gradlew' : 'gradle'} clean bootJar`;
    return `${wrapper ? './mvnw' : 'mvn'} clean package`;
  }
  const isBuilt = (traits.kind === 'node' || traits.kind === 'static') && Boolean(traits.build);
  return isBuilt ? 'npm run build' : undefined;
}
