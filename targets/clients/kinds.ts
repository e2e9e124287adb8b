/** The clients that a run can be asked for by name. */
export const CLIENT_KINDS = ['wire', 'sdk', 'boto3', 'aws-cli'] as const;
export type RunClientKind = (typeof CLIENT_KINDS)[number];
