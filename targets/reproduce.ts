export { awsCliCommand } from './reproduce-aws-cli.ts';
export { curlCommand } from './reproduce-curl.ts';

/** A command that shows an exchange again, to be pasted into a shell, or why there is none. */
export type Reproduction =
  | {
      readonly kind: 'command';
      readonly command: string;
      /** What the command does otherwise than the exchange did; plain sentences. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'none'; readonly reason: string };
