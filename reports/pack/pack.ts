import { credentialVariables } from '../../targets/config/environment.ts';
import { providerOf } from '../../targets/providers.ts';
import type { Report, ReportedFinding, Result } from '../report.ts';
import { rerunCommand } from '../rerun.ts';
import { readme } from './readme.ts';
import { reproduceScript } from './reproduce.ts';

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
  const { reproduce, exchange, fingerprint } = finding;
  const script =
    exchange !== undefined &&
    // What went through an adapter has no address to send it to.
    /^https?:/.test(exchange.request.url) &&
    providerOf(report.target.provider)?.signedByScript === true
      ? reproduceScript(exchange)
      : undefined;
  const files = {
    'curl.sh': shell(reproduce.curl, report.target.provider),
    'aws.sh': shell(reproduce.aws, report.target.provider),
    'aliyun.sh': shell(reproduce.aliyun, report.target.provider),
    'reproduce.mjs': script,
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
  const text = readme(finding, result, report, Object.keys(present));
  return { fingerprint, files: { 'README.md': text, ...present } };
}

function shell(command: string | undefined, provider: string): string | undefined {
  if (command === undefined) return undefined;
  const { accessKeyId, secretAccessKey } = credentialVariables(provider);
  return `#!/usr/bin/env bash
# Credentials: any value for most emulators.
export ${accessKeyId}="\${${accessKeyId}:-test}" ${secretAccessKey}="\${${secretAccessKey}:-test}"
${command}
`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
