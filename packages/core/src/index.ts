export { defineRerankProvider } from './define.ts';
export type { RerankErrorCode, RerankErrorDetails, RerankIssue } from './errors.ts';
export { errorCodes, RerankError } from './errors.ts';
export type { RerankEvent } from './execute/events.ts';
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
  ProviderDefinition,
  ProviderSettings,
  RankInput,
  RerankEndpoint,
  RerankProvider,
  RerankProviderFactory,
  UpstreamFailure,
} from './provider.ts';
export type {
  CallSettings,
  RerankDocument,
  RerankMeta,
  RerankRequest,
  RerankResponse,
  RerankResult,
  RerankUsage,
  RerankWarning,
} from './request.ts';
export type { RankedIndex, ScoreScale } from './score.ts';
export { byRelevance } from './score.ts';
export type { SchemaIssue, SchemaResult, StandardSchema } from './standard-schema.ts';
export type { EncodedRequest, HttpResponse, Transport, TransportInit } from './transport/transport.ts';
export { encodeModelPath, joinUrl } from './url.ts';
