export type { JinaOptions } from './options.ts';
export { jina } from './provider.ts';
