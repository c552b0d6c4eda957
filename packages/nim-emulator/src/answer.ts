/** A response before it is written. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Spaces follow the body until this many bytes are sent: an answer too big to be held. */
  readonly padToBytes?: number | undefined;
}

type Headers = Answer['headers'];

export const json = (status: number, body: unknown, headers: Headers = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

export const text = (status: number, body: string, headers: Headers = {}): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  body,
});

export const empty = (status: number, headers: Headers = {}): Answer => ({ status, headers, body: '' });

export const withHeaders = (answer: Answer, headers: Headers): Answer => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
});
