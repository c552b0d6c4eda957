export { type Clock, systemClock } from './clock.ts';
export { defineRerankProvider } from './define.ts';
export {
  documentBytes,
  type EncodedDocument,
  encodedDocuments,
  selectDocuments,
} from './documents/encoded-documents.ts';
export type { EncodedTexts, SplicedBody } from './documents/spliced-body.ts';
export { type Environment, type VariableNames, variableNames } from './environment.ts';
export type { RerankErrorCode, RerankErrorDetails, RerankIssue } from './errors.ts';
export { describeIssues, errorCodes, invalidInput, RerankError } from './errors.ts';
export type { PlannedPart, RerankPlan } from './execute/plan.ts';
export type { RetryBudgetOptions } from './execute/retry.ts';
export type { RerankEvent } from './instrumentation/events.ts';
export type {
  AttemptOperation,
  CallOperation,
  ExchangeOperation,
  Instrumentation,
  Operation,
  Outcome,
  WaitOperation,
} from './instrumentation/instrumentation.ts';
export type { Trace } from './instrumentation/trace.ts';
export type { FallbackOptions, FallbackTarget } from './middleware/fallback.ts';
export { fallback } from './middleware/fallback.ts';
export type { Middleware, RerankCall } from './middleware/middleware.ts';
export type { RerankRoute } from './model-string.ts';
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
export { createRegistry, registryOptions } from './registry.ts';
export type {
  CallSettings,
  CallSignal,
  RankedResponse,
  RerankDocument,
  RerankMeta,
  RerankRequest,
  RerankResponse,
  RerankResult,
  RerankUsage,
  RerankWarning,
  UsageUnit,
  Widened,
} from './request.ts';
export { requestFields } from './request.ts';
export type { RankedIndex, ScoreScale } from './score.ts';
export { byRelevance } from './score.ts';
export { type CallDefaults, callSettings } from './settings.ts';
export type { SchemaIssue, SchemaResult, StandardSchema } from './standard-schema.ts';
export { fetchTransport } from './transport/fetch.ts';
export type { EncodedRequest, HttpResponse, Transport, TransportInit } from './transport/transport.ts';
export { abortSignalOf, bodyBytes } from './transport/transport.ts';
export { unknownKey } from './unknown-keys.ts';
export { encodeModelPath, joinUrl } from './url.ts';
