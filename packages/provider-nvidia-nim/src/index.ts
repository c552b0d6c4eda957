export type { NvidiaNimOptions } from './options.ts';
export { nvidiaNim } from './provider.ts';
