export type { IsaacusChunkingOptions, IsaacusOptions } from './options.ts';
export { isaacus } from './provider.ts';
