export type { CompatibleOptions } from './options.ts';
export {
  compatible,
  gpustack,
  infinity,
  litellmProxy,
  llamaCpp,
  localai,
  novita,
  openrerank,
  openrouter,
  sglang,
  siliconflow,
  xinference,
} from './provider.ts';
