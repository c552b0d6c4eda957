export type { HuggingfaceOptions } from './options.ts';
export { huggingface } from './provider.ts';
