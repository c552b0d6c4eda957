export { azureAi } from './azure-ai.ts';
export type { CohereOptions } from './options.ts';
export { cohere } from './provider.ts';
