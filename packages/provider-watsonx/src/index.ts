export type { WatsonxOptions } from './options.ts';
export { watsonx } from './provider.ts';
