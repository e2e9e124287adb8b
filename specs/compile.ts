import { compileSpecs } from './compile-specs.ts';
import { COMPILED_FOLDER, SPECS_FOLDER } from './folders.ts';
import { formatProblem } from './problem.ts';

// The build step: `node dist/specs/compile.js`. Exits 2, with every problem told and nothing written, when a spec is wrong.
const problems = await compileSpecs(SPECS_FOLDER, COMPILED_FOLDER, { completeness: true });
for (const problem of problems) console.error(`specs/${formatProblem(problem)}`);
process.exitCode = problems.length > 0 ? 2 : 0;
