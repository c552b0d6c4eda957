export type { DeepInfraOptions } from './options.ts';
export { deepinfra } from './provider.ts';
