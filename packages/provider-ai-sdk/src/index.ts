export type { ModelSource } from './find-model.ts';
export type {
  AiSdkAnswer,
  AiSdkCallOptions,
  AiSdkJsonObject,
  AiSdkJsonValue,
  AiSdkProvider,
  AiSdkRerankingModel,
  AiSdkWarning,
} from './model.ts';
export type { AiSdkOptions } from './options.ts';
export { type AiSdkCapabilities, type AiSdkSettings, aiSdk, defineAiSdkProvider } from './provider.ts';
