export { type ListEndpointOptions, listEndpoint } from './list-endpoint.ts';
export { type OptionIssue, unknownOptionError } from './option-error.ts';
export { readField } from './read-field.ts';
export { readJson } from './read-json.ts';
export { routeUrl } from './route-url.ts';
export { cohereSpelling, type Spelling, teiSpelling } from './spelling.ts';
export { readBilledUsage, readCount, readTokenUsage, type UsageReader } from './usage.ts';
export { readValidationIssues } from './validation-issues.ts';
