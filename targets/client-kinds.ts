/** The clients that a run can be asked for by name. */
export const CLIENT_KINDS = ['wire', 'sdk', 'boto3', 'aws-cli'] as const;
export type RunClientKind = (typeof CLIENT_KINDS)[number];
/** Those that are programs of other runtimes, which not every machine has. */
export type ProgramClientKind = Extract<RunClientKind, 'boto3' | 'aws-cli'>;
