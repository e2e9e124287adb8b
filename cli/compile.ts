import { compileSpecs } from '../specs/compile-specs.ts';
import { COMPILED_FOLDER, SPECS_FOLDER } from '../specs/folders.ts';
import { formatProblem } from '../specs/problem.ts';
import { GIVEN_SCHEMAS } from '../suites/index.ts';

// The build step: `node dist/cli/compile.js`. Exits 2, with every problem told and nothing written, when a spec is wrong.
const options = { completeness: true, given: GIVEN_SCHEMAS };
const problems = await compileSpecs(SPECS_FOLDER, COMPILED_FOLDER, options);
for (const problem of problems) console.error(`specs/${formatProblem(problem)}`);
process.exitCode = problems.length > 0 ? 2 : 0;
