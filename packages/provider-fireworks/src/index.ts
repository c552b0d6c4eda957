export type { FireworksOptions } from './options.ts';
export { fireworks } from './provider.ts';
