export type { VoyageOptions } from './options.ts';
export { voyage } from './provider.ts';
