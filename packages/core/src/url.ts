import { RerankError } from './errors.ts';

/** Puts `path` behind a base URL that may end in slashes or carry a query string, which stays at the end. */
export function joinUrl(baseUrl: string, path: string): string {
  const at = baseUrl.search(/[?#]/);
  const base = at === -1 ? baseUrl : baseUrl.slice(0, at);
  const rest = at === -1 ? '' : baseUrl.slice(at).replace(/#.*$/, '');
  return `${trimSlashes(base)}/${path.replace(/^\/+/, '')}${rest}`;
}

/** A model id as path segments, each encoded. Empty, `.` and `..` segments would lead elsewhere and are refused. */
export function encodeModelPath(model: string): string {
  return model
    .split('/')
    .map((segment) => {
      if (segment === '' || segment === '.' || segment === '..') {
        throw new RerankError(
          'invalid_model',
          'The model must not have an empty, "." or ".." segment between slashes.',
        );
      }
      return encodeURIComponent(segment.toWellFormed());
    })
    .join('/');
}

// A loop, since /\/+$/ takes quadratic time on a run of slashes that something follows.
function trimSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end--;
  return text.slice(0, end);
}
