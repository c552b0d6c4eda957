export type { PineconeOptions } from './options.ts';
export { pinecone } from './provider.ts';
