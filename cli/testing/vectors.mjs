// npm run test:vectors: runs the examples of docs/vectors.md, each where its language is installed.
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { install } from '../../targets/emulators/install.mjs';

const run = promisify(execFile);
const PACKAGE = join(import.meta.dirname, '..', '..');
const EXAMPLES = join(PACKAGE, 'docs', 'examples', 'vectors');
const SCRATCH = join(PACKAGE, '.scratch', 'vectors');
const VECTORS = join(SCRATCH, 'vectors.json');
const LIMIT_MS = 600_000;

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>vectors</artifactId><version>1</version>
  <properties>
    <maven.compiler.source>17</maven.compiler.source><maven.compiler.target>17</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><version>5.10.2</version></dependency>
    <dependency><groupId>com.fasterxml.jackson.core</groupId><artifactId>jackson-databind</artifactId><version>2.17.0</version></dependency>
  </dependencies>
  <build><plugins><plugin><artifactId>maven-surefire-plugin</artifactId><version>3.2.5</version></plugin></plugins></build>
</project>
`;

/** Each returns why it was left out, or undefined when its tests passed; it rejects when they fail. */
const LANGUAGES = {
  async pytest() {
    const home = join(SCRATCH, 'python');
    const missing = await install(home, { way: 'pypi', packages: ['pytest==8.3.4'] });
    if (missing !== undefined) return missing;
    await test(
      join(home, 'bin/python'),
      ['-B', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', EXAMPLES],
      EXAMPLES,
    );
    return undefined;
  },
  async go() {
    if (!(await isInstalled('go', 'version'))) return 'go is not installed';
    const home = join(SCRATCH, 'go');
    mkdirSync(home, { recursive: true });
    copyFileSync(join(EXAMPLES, 'vectors_test.go'), join(home, 'vectors_test.go'));
    writeFileSync(join(home, 'go.mod'), 'module example/vectors\n\ngo 1.21\n');
    await test('go', ['test', './...'], home);
    return undefined;
  },
  async 'JUnit 5'() {
    if (!(await isInstalled('mvn', '--version'))) return 'mvn is not installed';
    const home = join(SCRATCH, 'java');
    const tests = join(home, 'src', 'test', 'java');
    mkdirSync(tests, { recursive: true });
    copyFileSync(join(EXAMPLES, 'VectorsTest.java'), join(tests, 'VectorsTest.java'));
    writeFileSync(join(home, 'pom.xml'), POM);
    try {
      await test('mvn', ['-q', '-B', 'test'], home);
    } catch (error) {
      const unresolved = /Could not (?:resolve|find|transfer).*/.exec(`${error.stdout}`)?.[0];
      if (unresolved === undefined) throw error;
      return unresolved.slice(0, 160);
    }
    return undefined;
  },
};

mkdirSync(SCRATCH, { recursive: true });
await run(process.execPath, [join(PACKAGE, 'dist/cli/main.js'), 'vectors', '--out', VECTORS]);
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const [language, check] of Object.entries(LANGUAGES)) {
  try {
    const missing = await check();
    counts[missing === undefined ? 'passed' : 'skipped'] += 1;
    process.stdout.write(missing === undefined ? `ok    ${language}\n` : `skip  ${language}: ${missing}\n`);
  } catch (error) {
    counts.failed += 1;
    process.stdout.write(`FAIL  ${language}\n${error.stdout ?? ''}${error.stderr ?? error.message}\n`);
  }
}
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exitCode = counts.failed > 0 ? 1 : 0;

function test(command, words, cwd) {
  return run(command, words, { cwd, env: { ...process.env, VECTORS }, timeout: LIMIT_MS });
}

async function isInstalled(command, word) {
  return run(command, [word]).then(
    () => true,
    () => false,
  );
}
