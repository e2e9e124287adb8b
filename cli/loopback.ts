export { isLoopback } from '../targets/loopback.ts';
