export { type Clock, systemClock } from './clock.ts';
export { defineRerankProvider } from './define.ts';
export { type EncodedDocument, encodedDocuments } from './encoded-documents.ts';
export type { EncodedTexts } from './encoded-texts.ts';
export type { RerankErrorCode, RerankErrorDetails, RerankIssue } from './errors.ts';
export { errorCodes, RerankError } from './errors.ts';
export { type Environment, type VariableNames, variableNames } from './execute/environment.ts';
export type { RerankEvent } from './execute/events.ts';
export type { PlannedPart, RerankPlan } from './execute/plan.ts';
export type { RetryBudgetOptions } from './execute/retry.ts';
export type { CallDefaults } from './execute/settings.ts';
export type { FallbackOptions, FallbackTarget } from './middleware/fallback.ts';
export { fallback } from './middleware/fallback.ts';
export type { Middleware, RerankCall } from './middleware/middleware.ts';
export type {
  AnswerHeaders,
  BuildInput,
  Capabilities,
  FollowUp,
  HttpEndpoint,
  HttpRequest,
  LocalEndpoint,
  ParsedRanking,
  Passage,
  ProviderAbout,
  ProviderDefinition,
  ProviderSettings,
  ProviderVariables,
  RankInput,
  RerankEndpoint,
  RerankProvider,
  RerankProviderFactory,
  UpstreamFailure,
} from './provider.ts';
export type { ModelId, OptionsOf, RegistryOptions, RerankModel, RerankRegistry } from './registry.ts';
export { createRegistry } from './registry.ts';
export type {
  CallSettings,
  CallSignal,
  RerankDocument,
  RerankMeta,
  RerankRequest,
  RerankResponse,
  RerankResult,
  RerankUsage,
  RerankWarning,
  Widened,
} from './request.ts';
export type { RankedIndex, ScoreScale } from './score.ts';
export { byRelevance } from './score.ts';
export type { SchemaIssue, SchemaResult, StandardSchema } from './standard-schema.ts';
export { fetchTransport } from './transport/fetch.ts';
export type {
  EncodedRequest,
  HttpResponse,
  LeanInit,
  LeanRequest,
  SplicedBody,
  Transport,
  TransportInit,
} from './transport/transport.ts';
export { encodeModelPath, joinUrl } from './url.ts';
