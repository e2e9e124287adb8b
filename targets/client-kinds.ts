export { CLIENT_KINDS, type ProgramClientKind, type RunClientKind } from '../specs/contract.ts';

/** Command line tools of providers, by the names that findings tell them by. */
export type ProviderCli = 'aws' | 'aliyun';
