export type { VertexAiOptions } from './options.ts';
export { vertexAi } from './provider.ts';
