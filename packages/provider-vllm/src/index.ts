export type { VllmOptions } from './options.ts';
export { vllm } from './provider.ts';
