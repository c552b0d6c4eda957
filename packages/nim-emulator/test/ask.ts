export const VL = 'nvidia/llama-nemotron-rerank-vl-1b-v2';
export const VL_PATH = `/v1/retrieval/${VL}/reranking`;

export const ranking = (passages: readonly string[] = ['one', 'two'], model = VL) => ({
  model,
  query: { text: 'two' },
  passages: passages.map((text) => ({ text })),
});

/** Posts JSON, to `/v1/ranking` unless told. */
export const post = (
  { url }: { readonly url: string },
  body: unknown = ranking(),
  { path = '/v1/ranking', headers = {}, signal }: PostOptions = {},
): Promise<Response> =>
  fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });

interface PostOptions {
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}
