export type { LocalOptions } from './options.ts';
export { local } from './provider.ts';
