import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Directories from left to right; none imports one to its right. */
const DIRECTORIES = ['specs', 'targets', 'suites', 'runner', 'power', 'gate', 'reports', 'recording', 'cli'];

/** Files whose type is made of those of others and they of it: behaviours reach each other through their context. */
const MUTUAL = ['targets/ec2/reference/context.ts', 'targets/ecs/reference/context.ts'];

/** One import of a file: what it names, and whether only types of it are used. */
interface Import {
  readonly to: string;
  readonly typesOnly: boolean;
}

const IMPORT = /(?:^|\n)(?:import|export)\s+(type\s+)?([^'";]*?)\s*from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g;

/** The imports of a source, from its text. */
function importsIn(text: string, folder: string): readonly Import[] {
  return [...text.matchAll(IMPORT)].map(([, type, names = '', plain, dynamic]) => ({
    to: relative(ROOT, join(folder, plain ?? dynamic ?? '')),
    typesOnly: dynamic === undefined && (type !== undefined || onlyTypes(names)),
  }));
}

function onlyTypes(names: string): boolean {
  const listed = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1];
  if (listed === undefined) return false;
  return listed.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type '));
}

const files = DIRECTORIES.flatMap((directory) =>
  readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing\//.test(name))
    .map((name) => `${directory}/${name}`),
);

const imports = new Map(
  files.map((file) => {
    const path = join(ROOT, file);
    return [file, importsIn(readFileSync(path, 'utf8'), dirname(path))];
  }),
);

/** Groups of files that import each other in a circle, each as one line. */
function cycles(edges: (one: Import) => boolean): readonly string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at !== -1) found.push([...path.slice(at), file].join(' > '));
    if (at !== -1 || done.has(file)) return;
    for (const one of imports.get(file) ?? []) if (edges(one)) visit(one.to, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return found;
}

it('no file sets a limit that may be collected as garbage before it comes', () => {
  const wrong = files.filter((file) =>
    readFileSync(join(ROOT, file), 'utf8').includes('AbortSignal.timeout('),
  );
  expect(wrong).toEqual([]);
});

describe('imports', () => {
  it('are found', () => {
    expect(importsIn("import { a, type B } from './a.ts';\nconst c = import('./c.ts');", ROOT)).toEqual([
      { to: 'a.ts', typesOnly: false },
      { to: 'c.ts', typesOnly: false },
    ]);
    expect(importsIn("import {\n  type A,\n  type B,\n} from './a.ts';", ROOT)).toEqual([
      { to: 'a.ts', typesOnly: true },
    ]);
    expect([...imports.values()].flat().length).toBeGreaterThan(1000);
  });

  it('never go from a directory to one on its right', () => {
    const place = (file: string): number => DIRECTORIES.indexOf(file.split('/')[0] ?? '');
    const wrong = [...imports].flatMap(([file, all]) =>
      all.filter(({ to }) => place(to) > place(file)).map(({ to }) => `${file} imports ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  it('form no cycle when the program runs', () => {
    expect(cycles(({ typesOnly }) => !typesOnly)).toEqual([]);
  });

  it('form no cycle of types but where two types describe each other', () => {
    const described = (cycle: string): boolean => MUTUAL.some((file) => cycle.split(' > ').includes(file));
    const all = cycles(() => true);
    expect(all.filter((cycle) => !described(cycle))).toEqual([]);
    // A file that is in no cycle any more leaves the list.
    const needless = MUTUAL.filter((file) => !all.some((cycle) => cycle.split(' > ').includes(file)));
    expect(needless).toEqual([]);
  });
});
