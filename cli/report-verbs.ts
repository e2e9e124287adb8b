import { type Command, Option } from 'commander';
import { DEFAULT_FOLDER } from '../reports/files.ts';

/** Adds the commands that read reports. Each loads its own code when it is called. */
export function addReportVerbs(program: Command, leave: (exitCode: number) => void): void {
  program
    .command('report')
    .description('re-render all report formats from the event log of a run')
    .argument('<log>', 'events.ndjson, or the report directory')
    .option('--out <folder>', 'output directory (default: directory of the log)')
    .action(async (log: string, options: import('./report.ts').ReportFlags) => {
      leave((await import('./report.ts')).reportVerb(log, options));
    });

  program
    .command('matrix')
    .description('compare reports of several targets or versions side by side')
    .argument('<reports...>', 'report directories, each as path, name=path or name@version=path')
    .option('--out <folder>', 'output directory for index.html and matrix.json', 'keypair-conformance-matrix')
    .option('--lineage <file>', 'YAML file of which target embeds which, e.g. localstack: [moto]')
    .action(async (reports: readonly string[], options: import('./matrix.ts').MatrixFlags) => {
      leave(await (await import('./matrix.ts')).matrixVerb(reports, options));
    });

  program
    .command('site')
    .description(
      'write a static site: matrix, pages for targets and requirements, badges, feed of regressions',
    )
    .argument(
      '<results...>',
      'runs, compact results or directories of them, as path, name=path or name@version=path',
    )
    .option('--out <directory>', 'where to write', 'keypair-conformance-site')
    .option(
      '--history <directory>',
      'compact results of an earlier site (its results/); those given now replace the same target and version',
    )
    .option('--url <address>', 'address that the site will have, for previews, sitemap and feed')
    .option('--lineage <file>', 'YAML that says which target embeds which, e.g. localstack: [moto]')
    .action(async (results: readonly string[], options: import('./site.ts').SiteFlags) => {
      leave(await (await import('./site.ts')).siteVerb(results, options));
    });

  program
    .command('diff')
    .description('compare two reports: newly failing, fixed and changed; exit 1 on new gating failures')
    .argument('<before>', 'report directory of the earlier run, or its report.json')
    .argument('<after>', 'report directory of the later run, or its report.json')
    .addOption(
      new Option('--format <how>', 'output format').choices(['text', 'markdown', 'json']).default('text'),
    )
    .action(async (before: string, after: string, options: import('./diff.ts').DiffFlags) => {
      leave((await import('./diff.ts')).diffVerb(before, after, options));
    });

  program
    .command('open')
    .description('open the HTML report in the browser, at a finding if one is given')
    .argument('[finding]', 'finding id or requirement id')
    .option('--report <folder>', 'directory of the report', DEFAULT_FOLDER)
    .option('--print', 'only print the address')
    .action(async (finding: string | undefined, options: import('./open.ts').OpenFlags) => {
      leave((await import('./open.ts')).openVerb(finding, options));
    });
}
