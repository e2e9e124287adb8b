export { CLIENT_KINDS, type ProgramClientKind, type RunClientKind } from '../specs/contract.ts';
