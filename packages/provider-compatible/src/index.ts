export type { CompatibleOptions } from './options.ts';
export { compatible } from './provider.ts';
