export type { ContextualOptions } from './options.ts';
export { contextual } from './provider.ts';
