export type { ElasticsearchOptions } from './options.ts';
export { elasticsearch } from './provider.ts';
