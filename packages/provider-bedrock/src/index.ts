export type { BedrockOptions } from './options.ts';
export { bedrock } from './provider.ts';
