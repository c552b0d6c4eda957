export type { Deployment, ModelGroup, ProxyConfig, RoutingSettings } from './config/config.ts';
export type { ConfigProblem } from './config/config-error.ts';
export { ConfigError } from './config/config-error.ts';
export type { LoadOptions } from './config/load.ts';
export { defaultConfig, loadConfig } from './config/load.ts';
export { createCohereDialect } from './dialects/cohere.ts';
export type {
  Answer,
  DecodeContext,
  DecodedRequest,
  Dialect,
  Problem,
  RequestBody,
  RequestTarget,
} from './dialects/dialect.ts';
export type { Ingress } from './dialects/ingress.ts';
export { createIngresses } from './dialects/ingress.ts';
export type { RerankAnswer, RerankExchange, RerankHandler, RerankHandlerOptions } from './http/rerank.ts';
export { createRerankHandler } from './http/rerank.ts';
export type { Logger, LogLevel } from './observe/log.ts';
export { createLogger } from './observe/log.ts';
export type { Proxy, ProxyOptions } from './proxy.ts';
export { createProxy } from './proxy.ts';
export type { Answered, RoutedRequest } from './routing/attempt.ts';
export type { Outcome, Router, RouterOptions } from './routing/router.ts';
export { createRouter } from './routing/router.ts';
export type { Group, Surroundings, Target } from './routing/targets.ts';
export { createGroups } from './routing/targets.ts';
