export type { ZeroEntropyOptions } from './options.ts';
export { zeroentropy } from './provider.ts';
