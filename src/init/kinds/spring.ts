import type { Detect } from '../traits.ts';
import { atLeast, firstNumber, javaVersions } from './versions.ts';

const boot = /org\.springframework\.boot|spring-boot/;

export const spring: Detect = (project) => {
  const gradle = ['build.gradle', 'build.gradle.kts'].find((file) => project.has(file));
  const file = gradle ?? 'pom.xml';
  const text = project.text(file);
  // A catalog of versions has the plugin's name in place of the build file.
  if (!boot.test(text) && !(/libs\.plugins/.test(text) && boot.test(project.text('gradle/libs.versions.toml'))))
    return undefined;
  const asked = gradle
    ? /(?:JavaLanguageVersion\.of\(|jvmToolchain\(|(?:source|target)Compatibility\s*=\s*(?:JavaVersion\.VERSION_)?['"]?)(\d+)/
    : /<(?:java\.version|maven\.compiler\.release|release)>\s*(\d+)/;
  const tool = gradle ? 'gradle' : 'maven';
  return {
    traits: {
      kind: 'spring',
      version: atLeast(firstNumber(asked.exec(text)?.[1] ?? ''), javaVersions, 21),
      tool,
      wrapper: project.has(gradle ? 'gradlew' : 'mvnw'),
    },
    because: gradle
      ? { en: `Detected Spring Boot with Gradle (${file})`, ko: `${file}에 Spring Boot가 있음: Java, Gradle 빌드` }
      : { en: 'Detected Spring Boot with Maven (pom.xml)', ko: 'pom.xml에 Spring Boot가 있음: Java, Maven 빌드' },
  };
};
