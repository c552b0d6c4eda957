export type { TogetherOptions } from './options.ts';
export { together } from './provider.ts';
