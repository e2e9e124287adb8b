import { credentialVariables } from '../../targets/config/environment.ts';
import { providerOf } from '../../targets/providers.ts';
import type { Report, ReportedFinding, Result } from '../report.ts';
import { rerunCommand } from '../rerun.ts';
import { noteOnOverlaps, type ReplayPlan, replayPlan } from './plan.ts';
import { readme } from './readme.ts';
import { reproduceScript } from './reproduce.ts';
import { type ShellTool, shellScript } from './shell.ts';

/** The files of one failure, to be attached to an issue: name to content. */
export interface Pack {
  readonly fingerprint: string;
  readonly files: Readonly<Record<string, string>>;
}

/** A pack for each failure of the report; the first finding stands for all with its fingerprint. */
export function packsOf(report: Report): readonly Pack[] {
  const packs = new Map<string, Pack>();
  for (const result of report.results) {
    if (result.verdict !== 'fail') continue;
    for (const finding of result.findings) {
      if (packs.has(finding.fingerprint)) continue;
      packs.set(finding.fingerprint, packOf(finding, result, report));
    }
  }
  return [...packs.values()];
}

function packOf(finding: ReportedFinding, result: Result, report: Report): Pack {
  const { exchange, fingerprint } = finding;
  const plan = replayPlan(finding, report);
  const files = {
    ...(plan && scriptsOf(plan, finding, report)),
    'exchange.json': exchange === undefined ? undefined : json(exchange),
    'seed.json': json({
      requirement: result.requirement,
      seed: report.run.seed,
      fingerprint,
      again: rerunCommand(report, result.requirement),
      ...(finding.counterexample !== undefined && { counterexample: finding.counterexample }),
    }),
  };
  const present = Object.fromEntries(
    Object.entries(files).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
  );
  const note = plan && noteOnOverlaps(plan);
  const text = readme(finding, result, report, Object.keys(present), note);
  return { fingerprint, files: { 'README.md': text, ...present } };
}

/** Scripts that send all steps again, by the programs that can. */
function scriptsOf(
  plan: ReplayPlan,
  finding: ReportedFinding,
  { target }: Report,
): Readonly<Record<string, string | undefined>> {
  const provider = providerOf(target.provider);
  const variables = credentialVariables(target.provider);
  const { curl, shellNeeds } = plan.provider;
  const script = (tool: ShellTool): string | undefined => shellScript(tool, plan, finding, target, variables);
  const cli = provider?.cli;
  return {
    'curl.sh': script({ name: 'curl', commandOf: curl, needs: shellNeeds }),
    ...(cli && {
      [`${cli.tool}.sh`]: script({
        name: cli.tool,
        commandOf: cli.commandOf,
        needs: { test: `command -v ${cli.tool}`, missing: `${cli.tool} is not installed` },
      }),
    }),
    'reproduce.mjs': reproduceScript(plan, finding, target, variables),
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
