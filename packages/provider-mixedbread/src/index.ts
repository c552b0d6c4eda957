export type { MixedbreadOptions } from './options.ts';
export { mixedbread } from './provider.ts';
