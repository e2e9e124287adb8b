// `strip` takes out of package.json what only a checkout needs, before npm packs it; `restore` puts it back. Whoever
// installs the package then sees no script that could run on their machine.
import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const MANIFEST = join(import.meta.dirname, '..', 'package.json');
const KEPT = join(import.meta.dirname, '..', '.package.json.kept');

switch (process.argv[2]) {
  case 'strip': {
    copyFileSync(MANIFEST, KEPT);
    const { scripts, devDependencies, allowScripts, ...published } = JSON.parse(
      readFileSync(MANIFEST, 'utf8'),
    );
    // npm runs postpack by the manifest that it read before.
    writeFileSync(MANIFEST, `${JSON.stringify(published, null, 2)}\n`);
    break;
  }
  case 'restore':
    if (existsSync(KEPT)) renameSync(KEPT, MANIFEST);
    break;
  default:
    process.stderr.write('usage: node packaging/manifest.mjs strip|restore\n');
    process.exitCode = 2;
}
